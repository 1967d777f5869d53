"""Entrance to a class: by its code and a nickname, or by opening one for a lesson."""

import functools
import hashlib
import hmac
from collections.abc import Callable, Sequence

import streamlit as st

from bakeoff.errors import BakeoffError, SettingError
from bakeoff.features.lessons.page.class_room import attempted, day_of, remember_secret, title_of, trouble
from bakeoff.features.lessons.page.room import ROOM, report_reached
from bakeoff.features.lessons.room import Learner, Room
from bakeoff.features.lessons.service import longest_days, rooms
from bakeoff.html import plain
from bakeoff.lesson.bank import bank
from bakeoff.lesson.book import lesson_in
from bakeoff.lesson.chapter import chapters
from bakeoff.lesson.code import code_in, pack
from bakeoff.lesson.lesson import MOST_LESSONS, MOST_TITLE, Lesson, chapter_lesson, markdown
from bakeoff.lesson.opened import PARAMETER as LESSON
from bakeoff.service.secret import server_key
from bakeoff.text import _, counted
from bakeoff.web.routes import route
from bakeoff.web.visitor import network, visitor

_CODE, _NAME, _LINK, _CHAPTER, _TITLE = "class-code", "class-name", "class-link", "class-chapter", "class-title"
_ENDS, _ENDS_COURSE, _READY = "class-days", "class-days-course", "class-ready"
NOTES = "notes"
"""Parameter of the class's page, beside a lesson's: shows that this visitor has chosen it from the ready ones."""
_DAYS = (1, 7, 30, 90, 180)
"""Choices of a class's life."""
_COURSE_DAYS = 90
"""Life of a course unless its teacher chooses another."""


def entrance() -> None:
    """Ask for a class's code, or for a lesson to open one for."""
    st.header(_("Classroom"), anchor=False)
    trouble()
    _classes(_("My classes"), leads=True)
    _classes(_("Classes I learn in"), leads=False)
    left, right = st.columns(2, gap="large")
    with left, st.form("class-enter"):
        st.subheader(_("Join a class"), anchor=False)
        st.text_input(_("The six letters that your teacher shows"), key=_CODE, autocomplete="off")
        st.form_submit_button(_("Find the class"), type="primary", on_click=attempted, args=(_enter,))
    with right, st.container(border=True):
        st.subheader(_("Open a class"), anchor=False)
        st.markdown(
            _(
                "A class works at one lesson, or at a course of several. “Make a lesson”, in the lab and on the pages "
                "of race and judge, makes one; each chapter of Learn is one."
            )
        )
        route("lab").link(_("Make a lesson in the network lab"))
        choice(_("Show the lesson"), lambda code: st.query_params.from_dict({LESSON: code}), _show_with_notes)


def _classes(title: str, *, leads: bool) -> None:
    """List the classes that this visitor leads, or learns in."""
    if classes := rooms().of(visitor().owner, leads=leads):
        st.subheader(title, anchor=False)
    for room, n in classes:
        with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"class-of-{room.code}"):
            route("class").link(plain(_called(room)), query={ROOM: room.code})
            learners = counted("{n} learner", "{n} learners", n)
            when = _("ended") if rooms().has_ended(room) else _("ends {day}", day=day_of(room.ends))
            st.caption(_("{code} · {learners} · {when}", code=room.code, learners=learners, when=when), width="stretch")
            if leads:
                again = functools.partial(_again, room)
                label = _("Open again for a new class")
                st.button(label, key=f"class-again-{room.code}", on_click=attempted, args=(again,), type="tertiary")


def _enter() -> None:
    room = rooms().find(st.session_state[_CODE], network())
    st.query_params.from_dict({ROOM: room.code})


def choice(label: str, take: Callable[[str], object], take_ready: Callable[[str], object] | None = None) -> None:
    """Ask for a lesson by its link, for a ready one or a chapter; `take` is given its text for a link."""
    st.text_input(_("Link to the lesson"), key=_LINK)
    st.button(label, on_click=attempted, args=(lambda: take(_given()),), key="class-take")
    ready = {name: _("{title} ({n} min)", title=_(each.title), n=each.minutes) for name, each in bank().items()}
    levels = {
        level: _("{number}. {title}", number=record.number, title=chapter_lesson(level).title)
        for record in chapters().values()
        for level in record.levels
    }
    ready_lesson = _("Or a ready lesson"), _("Choose a lesson"), ready, lambda name: bank()[name].lesson()
    _menu(_READY, *ready_lesson, take_ready or take)
    _menu(_CHAPTER, _("Or a chapter of Learn"), _("Choose a chapter"), levels, chapter_lesson, take)


def _menu(
    key: str, label: str, hint: str, titles: dict[str, str], of: Callable[[str], Lesson], take: Callable[[str], object]
) -> None:
    """Ask for the lesson of a name in a list, which forgets what was chosen."""

    def chosen() -> None:
        name, st.session_state[key] = st.session_state[key], None
        take(pack(of(name)))

    names, title = list(titles), titles.__getitem__
    st.selectbox(label, names, None, title, key, placeholder=hint, on_change=attempted, args=(chosen,))


def _given() -> str:
    code = code_in(str(st.session_state[_LINK]))
    if not code:
        raise SettingError(_("Paste the link to a lesson first."))
    lesson_in(code)
    st.session_state[_LINK] = ""
    return code


def _show_with_notes(code: str) -> None:
    st.query_params.from_dict({LESSON: code, NOTES: _proof(code)})


def _proof(code: str) -> str:
    """Return what an address shows notes by: to this visitor alone, at this lesson alone."""
    return hmac.digest(server_key(), f"notes {visitor().owner} {code}".encode(), hashlib.sha256).hex()


def _notes(code: str, lesson: Lesson) -> None:
    """Show a teacher who has chosen a ready lesson its notes and its solution; not who is at it in a class."""
    may = hmac.compare_digest(st.query_params.get(NOTES, "").encode(), _proof(code).encode())
    wanted = lesson.state, lesson.goal  # the same in every language
    ready = next((each for each in bank().values() if (each.lesson().state, each.lesson().goal) == wanted), None)
    if ready is None or not may or rooms().joined(lesson.key, visitor().owner):
        return
    with st.expander(_("Teacher’s notes"), icon=":material/school:"):
        st.markdown(_(ready.notes))
        st.caption(_("About {n} minutes. These notes are not in the lesson.", n=ready.minutes))
        route(lesson.place).link(_("Open the solution"), query=ready.solved().query())


def room_for(link: str) -> None:
    """Offer to open a room for a lesson, or for a course that begins with it."""
    lesson, more = lesson_in(link), _more()
    st.header(_("Course of {n} lessons", n=len(more) + 1) if more else plain(lesson.title), anchor=False)
    trouble()
    if not more:
        task(lesson)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choices = [days for days in _DAYS if days <= longest_days()]
        if more:
            st.text_input(_("Title of the course"), max_chars=MOST_TITLE, key=_TITLE)
        st.selectbox(
            _("Ends after"),
            choices,
            index=sum(days <= _COURSE_DAYS for days in choices) - 1 if more else 0,
            format_func=lambda days: counted("{n} day", "{n} days", days),
            key=_ENDS_COURSE if more else _ENDS,
            width=160,
        )
        st.button(
            _("Open a class for this course") if more else _("Open a class for this lesson"),
            type="primary",
            icon=":material/groups:",
            on_click=attempted,
            args=(lambda: _open([link, *more]),),
        )
    st.caption(
        _(
            "Learners join by six letters and a nickname, without accounts. The class is deleted with all names six "
            "days after its end."
        )
    )
    _notes(link, lesson)
    with st.expander(_("More lessons: a course"), expanded=bool(more)):
        if more:
            st.markdown(_("{number}. {title}", number=1, title=plain(lesson.title)))
        for place, code in enumerate(more):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(_("{number}. {title}", number=place + 2, title=plain(lesson_in(code).title)))
                st.button(_("Remove"), type="tertiary", key=f"class-drop-{place}", on_click=_drop, args=(code,))
        if len(more) + 1 < MOST_LESSONS:
            choice(_("Add the lesson"), more.append)


def _more() -> list[str]:
    """Return the lessons of a course after its first, as texts for a link."""
    lessons: list[str] = st.session_state.setdefault("class-lessons", [])
    return lessons


def _drop(code: str) -> None:
    if code in _more():  # else it was clicked twice
        _more().remove(code)


def _open(links: Sequence[str]) -> None:
    lessons = [(lesson_in(link), link) for link in links]
    title = str(st.session_state.get(_TITLE) or "").strip()
    if len(links) > 1 and not title:
        raise SettingError(_("Give the course a title: learners see it on their page and on the board."))
    days = st.session_state[_ENDS_COURSE if len(links) > 1 else _ENDS]
    _lead(*rooms().open(lessons, visitor().owner, network(), title=title, days=days))
    _more().clear()


def _called(room: Room) -> str:
    try:
        return title_of(room, [lesson_in(each.link) for each in room.lessons])
    except BakeoffError:  # a lesson that is no longer there is told where the class is opened
        return room.title or room.code


def _again(room: Room) -> None:
    lessons = [lesson_in(each.link) for each in room.lessons]
    _lead(*rooms().open_again(room, lessons, visitor().owner, network()))


def _lead(room: Room, secret: str) -> None:
    """Go to a room that was just opened."""
    remember_secret(room, secret)
    st.query_params.from_dict({ROOM: room.code})


def task(lesson: Lesson) -> None:
    """Show what a lesson asks for, and its goal."""
    if lesson.task:
        st.markdown(markdown(lesson.task))
    goal(lesson)


def goal(lesson: Lesson) -> None:
    """Show what is to be reached."""
    st.markdown(_("{icon} **Goal:** {goal}", icon=":material/flag:", goal=plain(lesson.goal.in_words())))


def course_list(room: Room, lessons: Sequence[Lesson], learner: Learner) -> None:
    """Show each lesson of a course: its goal, the way there, and whether the learner has reached it."""
    for number, (lesson, each, at) in enumerate(zip(lessons, room.lessons, learner.progress, strict=True), start=1):
        with st.container(border=True, gap="small", key=f"class-lesson-{number}"):
            icon = ":material/check_circle:" if at.reached else ":material/play_arrow:"
            label = _("{number}. {title}", number=number, title=plain(lesson.title))
            route(lesson.place).link(label, icon=icon, query={LESSON: each.link})
            goal(lesson)
            if each.due:
                late = _("Due {day}. You reached it late; it counts.", day=day_of(each.due))
                is_late = at.reached is not None and at.reached > each.due
                st.caption(late if is_late else _("Due {day}.", day=day_of(each.due)))


def join(room: Room, lessons: Sequence[Lesson]) -> None:
    """Ask a visitor for a nickname in a room."""
    st.header(plain(title_of(room, lessons)), anchor=False)
    trouble()
    if rooms().has_ended(room):
        st.info(_("This class has ended; ask your teacher to open another one."))
    else:
        with st.form("class-join"):
            st.text_input(_("Your nickname in this class"), key=_NAME, autocomplete="off")
            st.form_submit_button(_("Join"), type="primary", on_click=attempted, args=(lambda: _join(room, lessons),))
        st.caption(_("All in the class see it. Choose what tells nobody else who you are."))
    for lesson, each in zip(lessons, room.lessons, strict=True):
        without = _("Do “{title}” without the class", title=plain(lesson.title))
        label = without if room.is_course else _("Do the lesson without the class")
        route(lesson.place).link(label, query={LESSON: each.link})


def _join(room: Room, lessons: Sequence[Lesson]) -> None:
    rooms().join(room, st.session_state[_NAME], visitor().owner)
    for lesson in lessons:
        report_reached(lesson)
