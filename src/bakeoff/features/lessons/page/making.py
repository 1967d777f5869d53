"""Make a lesson of a page as it is now: title, task, hints, what is left out, and a goal put together from lists."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.features.lessons.page.conditions import GoalForm
from bakeoff.features.lessons.page.goal import Place, goal_list
from bakeoff.features.lessons.page.qr import qr_code
from bakeoff.html import plain
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.code import MOST_CODE, pack
from bakeoff.lesson.goal import Goal
from bakeoff.lesson.lesson import MOST_HINTS, MOST_TASK, MOST_TITLE, Lesson
from bakeoff.lesson.moment import LabMoment, Measured
from bakeoff.lesson.opened import PARAMETER as LESSON
from bakeoff.lesson.opened import Place as LessonPlace
from bakeoff.lesson.slots import LessonSource
from bakeoff.lesson.standing import standing
from bakeoff.lesson.starting_point import StartingPoint
from bakeoff.service.kernel import database
from bakeoff.text import _
from bakeoff.web.components.copy_link import copy_link
from bakeoff.web.folds import fold
from bakeoff.web.routes import route
from bakeoff.web.visitor import visitor


def lesson_form(source: LessonSource) -> Callable[[Measured | None], None] | None:
    """Show, folded, what makes a lesson of the page, as `bakeoff.web.lesson_places.lesson_making`."""
    place = source.place
    box = fold(_("Make a lesson"), key=f"{place}-lesson")
    if not box.open:
        return None
    with box:
        st.caption(
            _(
                "The lesson opens this page as it is set now. Whether the goal is reached, the page finds out by "
                "itself; all of the lesson is in its link."
            )
        )
        given = _words(place)
        if source.hide is not None:
            source.hide()
        else:
            controls = {name: label for name, label in source.controls.items() if name != "dataset"}
            given["hidden"] = _hidden(place, controls)
        given["free_data"] = st.checkbox(
            _("Learners may use other data"),
            key=f"lesson-{place}-free-data",
            help=_("Else the data stay as they are set now, and their controls are hidden."),
            persist_state="session",
        )
        goal = GoalForm(place, source.task, source.subjects).show()
        if goal is None:
            return None
        show = functools.partial(_show_goal, goal, st.empty())
        show(source.run)
        _outcome(place, given | {"place": place, "state": dict(source.state), "goal": goal}, source.run)
        return show


def _show_goal(goal: Goal, place: Place, run: Measured | None) -> None:
    """Show how a run stands to the goal of the lesson that is being made."""
    stands = standing(goal, run)
    reached, missed = _("The page as it is now reaches it."), _("The page as it is now does not reach it.")
    place.html(goal_list(goal, stands, reached if stands.reached else missed))


def _words(place: str) -> dict[str, Any]:
    """Ask for what is in the teacher's words."""
    title = st.text_input(_("Title"), key=f"lesson-{place}-title", max_chars=MOST_TITLE, persist_state="session")
    task = st.text_area(
        _("Task"),
        key=f"lesson-{place}-task",
        max_chars=MOST_TASK,
        height=110,
        placeholder=_("What is to be done, in your words; **stress** and lists as in Markdown."),
        persist_state="session",
    )
    hints = st.text_area(
        _("Hints, a line each"),
        key=f"lesson-{place}-hints",
        height=80,
        help=_("They open one after another, when the learner asks; {n} at most.", n=MOST_HINTS),
        persist_state="session",
    )
    lines = [line.strip() for line in (hints or "").splitlines() if line.strip()]
    return {"title": title or "", "task": task or "", "hints": lines}


def _hidden(place: str, controls: Mapping[str, str]) -> list[str]:
    return st.multiselect(
        _("Hide"),
        list(controls),
        format_func=controls.__getitem__,
        key=f"lesson-{place}-hidden",
        help=_("What learners cannot change: it stays as it is set now."),
        placeholder=_("Choose options"),
        persist_state="session",
    )


def _outcome(place: LessonPlace, values: Mapping[str, Any], run: Measured | None) -> None:
    """Show the lesson's link; or what the lesson still wants."""
    if run is not None and standing(values["goal"], _at_start(run)).reached:
        st.warning(_("The goal is already reached at the start, so the task is empty."))
    elif place != "lab" and run is None:
        st.info(_("Start it once as it is set now, to see whether pressing Start alone reaches the goal."))
    elif place != "lab" and run is not None and _as_set(place, values, run):
        st.warning(_("Pressing Start alone reaches this goal, without any change; ask for more."))
    if not values["title"].strip():
        st.info(_("Give the lesson a title; its link then appears here."), icon=":material/title:")
        return
    try:
        code = _code(place, Lesson.parse(values, _("The lesson")))
    except BakeoffError as error:
        st.error(plain(str(error)))
        return
    if code:
        _link(place, code)


def _as_set(place: LessonPlace, values: Mapping[str, Any], run: Measured) -> bool:
    """Tell if a run reaches the goal with the settings of the page as it is."""
    as_set = StartingPoint.of(run).query() == StartingPoint.read(place, values["state"]).query()
    return as_set and standing(values["goal"], run).reached


def _at_start(run: Measured) -> Measured | None:
    """Return what is known when the lesson is opened: of a lab what it is before it is trained, else nothing."""
    if not isinstance(run, LabMoment) or not len(run.snapshot.curve) or run.snapshot.curve[0][0] != 0:
        return None
    _epoch, train_loss, test_loss, train_score, test_score = map(float, run.snapshot.curve[0])
    untrained = replace(
        run.snapshot,
        epoch=0,
        batch=0,
        train_loss=train_loss,
        test_loss=test_loss,
        train_score=train_score,
        test_score=test_score,
    )
    return run._replace(snapshot=untrained)


def _code(place: str, lesson: Lesson) -> str:
    """Return what stands for the lesson in a link; of a long one, once it is kept on the server. Empty until then."""
    code = pack(lesson)
    if len(code) <= MOST_CODE:
        return code
    kept: tuple[str, str] = st.session_state.get(f"lesson-{place}-kept", ("", ""))
    if kept[0] == lesson.digest:
        return kept[1]
    st.markdown(_("This lesson is too long for a link: it is kept on this server, under a short name."))
    if st.button(_("Keep it, and make the link"), icon=":material/save:", key=f"lesson-{place}-keep"):
        name = KeptLessons(database()).keep(lesson, visitor().owner)
        st.session_state[f"lesson-{place}-kept"] = (lesson.digest, name)
        return name
    return ""


def _link(place: str, code: str) -> None:
    """Give out the lesson's link: to copy, to try, and for the cameras of a room."""
    query = {LESSON: code}
    copy_link(query, key=f"lesson-{place}-link", label=_("Copy the lesson’s link"))
    address = f"{(st.context.url or '').partition('?')[0]}?{urlencode(query)}"
    with st.container(horizontal=True, gap="small"):
        st.link_button(_("Try it, in a new tab"), address, icon=":material/open_in_new:", key=f"lesson-{place}-try")
        route("class").link(_("Open a class for this lesson"), query=query)
    qr_code(address)
