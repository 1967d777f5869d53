"""Entrance to a class: by its code and a nickname, or by opening one for a lesson."""

from urllib.parse import parse_qs, urlsplit

import streamlit as st

from bakeoff.errors import SettingError
from bakeoff.features.lessons.code import PARAMETER as LESSON
from bakeoff.features.lessons.lesson import Lesson, markdown
from bakeoff.features.lessons.page.class_room import attempted, remember_secret, trouble
from bakeoff.features.lessons.parts.open_lesson import lesson_in, page_of
from bakeoff.features.lessons.parts.room import ROOM, report_reached
from bakeoff.features.lessons.rooms import Room
from bakeoff.features.lessons.service import rooms
from bakeoff.html import plain
from bakeoff.text import _
from bakeoff.web.routes import LAB
from bakeoff.web.visitor import network, visitor

_CODE, _NAME, _LINK = "class-code", "class-name", "class-link"


def entrance() -> None:
    """Ask for a class's code, or for a lesson to open one for."""
    st.header(_("Classroom"), anchor=False)
    trouble()
    left, right = st.columns(2, gap="large")
    with left, st.form("class-enter"):
        st.subheader(_("Join a class"), anchor=False)
        st.text_input(_("The six letters that your teacher shows"), key=_CODE, autocomplete="off")
        st.form_submit_button(_("Find the class"), type="primary", on_click=attempted, args=(_enter,))
    with right, st.form("class-begin"):
        st.subheader(_("Open a class"), anchor=False)
        st.markdown(
            _(
                "A class works at one lesson. “Make a lesson”, in the lab and on the pages of race and judge, makes "
                "one; its link goes here."
            )
        )
        st.text_input(_("Link to the lesson"), key=_LINK)
        st.form_submit_button(_("Show the lesson"), on_click=attempted, args=(_take_lesson,))
    LAB.link(_("Make a lesson in the network lab"))


def _enter() -> None:
    room = rooms().find(st.session_state[_CODE], network())
    st.query_params.from_dict({ROOM: room.code})


def _take_lesson() -> None:
    given = str(st.session_state[_LINK]).strip()
    code = parse_qs(urlsplit(given).query).get(LESSON, [given])[0]
    if not code:
        raise SettingError(_("Paste the link to a lesson first."))
    lesson_in(code)
    st.query_params.from_dict({LESSON: code})


def room_for(link: str) -> None:
    """Offer to open a room for a lesson."""
    lesson = lesson_in(link)
    st.header(plain(lesson.title), anchor=False)
    trouble()
    task(lesson)
    st.button(
        _("Open a class for this lesson"),
        type="primary",
        icon=":material/groups:",
        on_click=attempted,
        args=(lambda: _open(lesson, link),),
    )
    st.caption(
        _(
            "Learners join by six letters and a nickname, without accounts. The class ends after 24 hours, and is "
            "deleted with all names within a week."
        )
    )


def _open(lesson: Lesson, link: str) -> None:
    room, secret = rooms().open(lesson, link, visitor().owner, network())
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


def join(room: Room, lesson: Lesson) -> None:
    """Ask a visitor how they want to be called in a room."""
    st.header(plain(lesson.title), anchor=False)
    trouble()
    if rooms().has_ended(room):
        st.info(_("This class has ended; ask your teacher to open another one."))
    else:
        with st.form("class-join"):
            st.text_input(_("Your nickname in this class"), key=_NAME, autocomplete="off")
            st.form_submit_button(_("Join"), type="primary", on_click=attempted, args=(lambda: _join(room, lesson),))
        st.caption(_("All in the class see it. Choose what tells nobody else who you are."))
    page_of(lesson).link(_("Do the lesson without the class"), query={LESSON: room.lesson})


def _join(room: Room, lesson: Lesson) -> None:
    rooms().join(room, st.session_state[_NAME], visitor().owner)
    report_reached(lesson)
