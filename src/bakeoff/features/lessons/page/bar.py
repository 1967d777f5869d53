"""The lesson that is done on a page: what is to be done, hints one after another, the goal and where one stands."""

import functools
from collections.abc import Callable

import streamlit as st

from bakeoff.features.lessons.page.attempts import Attempts, attempts_at
from bakeoff.features.lessons.page.bet import lesson_bet
from bakeoff.features.lessons.page.goal import Place, goal_list
from bakeoff.features.lessons.page.room import back_to_class, class_message
from bakeoff.html import Template, plain, unbroken
from bakeoff.lesson.certificate import PARAMETER as CERTIFIED
from bakeoff.lesson.lesson import Lesson, markdown
from bakeoff.lesson.opened import PARAMETER as LESSON
from bakeoff.lesson.opened import PageLesson
from bakeoff.lesson.run import LessonRun
from bakeoff.lesson.slots import Action
from bakeoff.lesson.standing import standing
from bakeoff.text import _, counted, sentences
from bakeoff.web.address import Address
from bakeoff.web.routes import route

_TITLE = Template('<p class="bakeoff-lesson">{{ kind }}</p><h2 class="bakeoff-lesson-title">{{ title }}</h2>')


def lesson_bar(
    address: Address, run: LessonRun | None, again: Action, leave: Action
) -> Callable[[LessonRun | None], None]:
    """Show the lesson that is open, as `bakeoff.web.lesson_places.lesson_on_top`."""
    return functools.partial(_show_goal, _shown(address, run, again, leave), address)


def _shown(address: Address, run: LessonRun | None, again: Action, leave: Action) -> Place:
    """Show the lesson, or what is wrong with its link; return the place of the goal beside it."""
    opened, lesson = address.opened, address.lesson
    if opened is None or not isinstance(lesson, Lesson):
        if opened is not None and opened.lesson is None:
            st.warning(plain(opened.trouble), icon=":material/link_off:")
        elif opened is not None and opened.lesson is not None:
            elsewhere(opened.code, opened.lesson)
        return st.empty()
    with st.container(key="lesson-top"):
        asked, goal = st.columns([3, 2])
        with asked, st.container(border=True, key="lesson-bar", gap="small"):
            _asked(address, lesson, again, leave)
            attempts = attempts_at(opened.code, lesson)
            lesson_bet(lesson, run, attempts, counts=run is not None and not _hindered(attempts, run))
        return goal.empty()


def _show_goal(place: Place, address: Address, run: LessonRun | None) -> None:
    """Show how a run stands with the lesson's goal; the fragment of a lab draws it in a place outside itself."""
    lesson = address.lesson
    if address.opened is None or not isinstance(lesson, Lesson):
        return
    stands = standing(lesson.goal, None if run is None else run.moment)
    attempts = attempts_at(address.opened.code, lesson)
    hindered = "" if run is None else _hindered(attempts, run)
    if run is not None and run.trained and not hindered:
        attempts.take(run, stands)
    with place.container(key="lesson-goal", gap="small"):
        shown = stands.uncounted() if hindered else stands
        st.html(goal_list(lesson.goal, shown, hindered or _said(lesson, run, attempts)))
        if attempts.trouble:
            st.caption(plain(attempts.trouble))
        if attempts.certificate:
            route("certificate").link(_("Your certificate"), query={CERTIFIED: attempts.certificate})


def _asked(address: Address, lesson: Lesson, again: Action, leave: Action) -> None:
    task_of(lesson)
    opened_hints = _hints(lesson)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="lesson-tools"):
        if opened_hints < len(lesson.hints):
            st.button(
                _("Hint {number} of {n}", number=opened_hints + 1, n=len(lesson.hints)),
                icon=":material/lightbulb:",
                key="lesson-hint",
                on_click=_open_hint,
                args=(lesson,),
            )
        st.button(
            _("Start over"),
            icon=":material/restart_alt:",
            type="tertiary",
            key="lesson-restart",
            help=_("Sets all up as it was at the beginning of the lesson; your attempts are kept."),
            on_click=_again,
            args=(address, again),
        )
        st.button(
            _("Leave the lesson"),
            icon=":material/close:",
            type="tertiary",
            key="lesson-leave",
            help=_("All of the page is shown again, as it is set now."),
            on_click=_leave,
            args=(address, leave),
        )
        back_to_class(lesson)


def task_of(lesson: Lesson) -> None:
    """Show title and task of a lesson."""
    class_message(lesson)
    st.html(_TITLE(kind=_("Lesson"), title=lesson.title))
    if lesson.task:
        with st.container(key="lesson-task"):
            st.markdown(unbroken(markdown(lesson.task)))


def _hints(lesson: Lesson) -> int:
    """Show the hints that were opened; return how many these are."""
    n: int = st.session_state.get(_hint_key(lesson), 0)
    for number, hint in enumerate(lesson.hints[:n], start=1):
        st.info(markdown(_("Hint {number}: {hint}", number=number, hint=hint)), icon=":material/lightbulb:")
    return n


def _hint_key(lesson: Lesson) -> str:
    return f"lesson-hints-{lesson.key}"


def _open_hint(lesson: Lesson) -> None:
    st.session_state[_hint_key(lesson)] = st.session_state.get(_hint_key(lesson), 0) + 1


def _again(address: Address, again: Action) -> None:
    address.open_again()
    if again is not None:
        again()


def _leave(address: Address, leave: Action) -> None:
    address.opened = None
    if leave is not None:
        leave()


def elsewhere(code: str, lesson: PageLesson) -> None:
    """Lead to where a lesson is done that is open on another page."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="lesson-elsewhere"):
        st.markdown(_("The lesson “{title}” is done on another page.", title=plain(lesson.title)), width="content")
        route(lesson.place).link(_("To the lesson"), query={LESSON: code})


def _hindered(attempts: Attempts, run: LessonRun) -> str:
    """Say why a run does not count, if so."""
    if not run.own:
        return _("Somebody else has started this run; start your own, which counts.")
    if not attempts.keeps_to_lesson(run):
        return _("This run does not count: what the lesson keeps fixed was changed. “Start over” sets it back.")
    return ""


def _said(lesson: Lesson, run: LessonRun | None, attempts: Attempts) -> str:
    """Say what to do next, or that there is nothing more to do."""
    if attempts.known.reached_in is not None:
        reached = _("Reached, in attempt {number}.", number=attempts.known.reached_in)
        tested = attempts.tested if attempts.certificate else ""
        opened = _("The test part, opened once for your first solution: {result}.", result=tested) if tested else ""
        return sentences(reached, opened)
    if run is None or not (run.trained or run.moving):
        return {
            "lab": _("Press Run, or the space bar: the goal is checked while the network learns."),
            "race": _("Press Start race; the goal is checked when every model has finished."),
            "judge": _("Press Start judging: the goal is checked when the judge is done."),
            "learn": _("The chapter checks its goal."),
        }[lesson.place]
    if run.moving:
        return _("The run goes on.") if lesson.place == "lab" else _("It is checked when this is over.")
    return counted(
        "Not reached yet, after {n} attempt: change something, and try again.",
        "Not reached yet, after {n} attempts: change something, and try again.",
        len(attempts.known.attempts),
    )
