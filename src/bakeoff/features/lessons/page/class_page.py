"""A class: joined by its code, watched by all in it, and led by its teacher; which of these, the address says."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.features.lessons.page.class_bets import show_bets
from bakeoff.features.lessons.page.class_board import show_board
from bakeoff.features.lessons.page.class_entrance import course_list, entrance, goal, join, room_for, task
from bakeoff.features.lessons.page.class_gain import gains
from bakeoff.features.lessons.page.class_now import where_now
from bakeoff.features.lessons.page.class_room import (
    TEACHER,
    attempted,
    join_address,
    remember_secret,
    title_of,
    trouble,
)
from bakeoff.features.lessons.page.class_teacher import controls, state_of
from bakeoff.features.lessons.page.items import remind
from bakeoff.features.lessons.page.qr import qr_source
from bakeoff.features.lessons.page.room import ROOM
from bakeoff.features.lessons.room import Learner, Room
from bakeoff.features.lessons.service import rooms
from bakeoff.html import Template, plain
from bakeoff.lesson.book import lesson_in
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.opened import PARAMETER as LESSON
from bakeoff.text import _
from bakeoff.web.routes import route
from bakeoff.web.visitor import network, visitor


def class_page() -> None:
    """Show what the address asks for: a room, a lesson to open one for, or how one comes to either."""
    st.html(Path(__file__).with_name("class.css"))
    asked = st.query_params.to_dict()
    try:
        if ROOM in asked:
            _room(asked[ROOM], asked.get(TEACHER))
        elif LESSON in asked:
            room_for(asked[LESSON])
        else:
            entrance()
    except BakeoffError as error:
        st.warning(plain(str(error)), icon=":material/link_off:")
        if asked:
            st.button(_("Back to the class page"), on_click=st.query_params.clear)


def _room(code: str, secret: str | None) -> None:
    """Show a room as whoever asks may see it: a teacher, a member, or somebody who may become one."""
    who = visitor().owner
    room = rooms().find(code, network())
    if secret is not None:  # it must not stand in an address that a class can see
        del st.query_params[TEACHER]
        rooms().admit(room, secret, who)
        remember_secret(room, secret)
    lessons = [lesson_in(each.link) for each in room.lessons]
    learner = rooms().member(room.code, who)
    if rooms().teaches(room, who):
        lead(room, lessons)
    elif learner is not None:
        learn(room, lessons, learner)
    else:
        join(room, lessons)


CALM_SECONDS = 5.0
"""Interval between two looks at the class; there may be 200 such pages."""
MOST_SHOWN = 10
"""Number of the best learners in the list."""


def learn(room: Room, lessons: Sequence[Lesson], learner: Learner) -> None:
    """Show a room to one of its members."""
    st.header(plain(title_of(room, lessons)), anchor=False)
    trouble()
    remind()
    if room.message:
        st.info(plain(room.message), icon=":material/campaign:")
    st.markdown(_("You are **{name}** in this class.", name=plain(learner.nickname)))
    with st.container(horizontal=not room.is_course, vertical_alignment="center", key="class-on"):
        if room.is_course:
            course_list(room, lessons, learner)
        else:
            task(lessons[0])
            with st.container(key="class-go", width="content"):
                link = room.lessons[0].link
                route(lessons[0].place).link(_("To the lesson"), icon=":material/play_arrow:", query={LESSON: link})
        st.button(
            _("Leave the class"),
            type="tertiary",
            on_click=attempted,
            args=(lambda: rooms().leave(room, visitor().owner),),
            help=_("Your line on the board is deleted."),
        )
    if not visitor().lasting:
        st.caption(_("Your browser keeps no cookies: keep this page open, or you have to join again."))
    st.fragment(_board, run_every=CALM_SECONDS)(room, lessons, learner)


def _board(room: Room, lessons: Sequence[Lesson], learner: Learner) -> None:
    board = rooms().board(room.code)
    if board is None or all(other.number != learner.number for other in board.learners):
        if rooms().member(room.code, visitor().owner) is None:
            st.rerun()
        return
    if board.room.message != room.message:
        st.rerun()
    if board.ended:
        st.info(_("This class has ended: the board stays as it is."))
    elif board.room.frozen:
        st.info(
            _("The board stands still until your teacher reveals it; what you reach counts."), icon=":material/ac_unit:"
        )
    show_board(board, lessons, own=learner.number, most=MOST_SHOWN)


TICK_SECONDS = 0.7
_JOIN = Template("""
<div class="bakeoff-class-join">
<p>{{ _("Join at") }}</p>
<p class="where">{{ host }}<wbr>{{ path }}</p>
<p class="code" aria-label="{{ spelt }}">{{ code }}</p>
<img src="{{ qr }}" alt="{{ _("QR code of the link") }}">
</div>
""")


def lead(room: Room, lessons: Sequence[Lesson]) -> None:
    """Show a room to a teacher, who may show it to all on a wall."""
    left, right = st.columns([4, 13], gap="medium")
    with left, st.container(key="class-side"):
        if not st.toggle(_("Hide the code"), key="class-codeless", help=_("Once all are in.")):
            _how_to_join(room)
        controls(room, lessons)
    with right, st.container(key="class-board"):
        st.header(plain(title_of(room, lessons)), anchor=False)
        if not room.is_course:
            with st.container(key="class-goal"):
                goal(lessons[0])
        trouble()
        st.fragment(_class_board, run_every=TICK_SECONDS)(room, lessons, state_of(room))
        where_now(room, lessons)
        if room.measures:
            gains(room)


def _how_to_join(room: Room) -> None:
    """Show the code, so large that it is read from the last row, and the address as a QR code."""
    address = join_address(room)
    parts = urlsplit(address)
    here_alone = parts.hostname in ("localhost", "127.0.0.1", "::1")
    st.html(
        _JOIN(
            host=parts.netloc,
            path=parts.path,
            code=room.code,
            spelt=" ".join(room.code),
            qr=qr_source(address),
        )
    )
    if here_alone:
        st.caption(
            _(
                "This address is good on this computer alone. For a class start the server with {variable}, and open "
                "the page by the computer’s name in your network.",
                variable="STREAMLIT_SERVER_ADDRESS=0.0.0.0",
            )
        )


def _class_board(room: Room, lessons: Sequence[Lesson], drawn: object) -> None:
    if state_of(room) != drawn:
        st.rerun()
    board = rooms().board(room.code)
    if board is None:
        st.warning(_("There is no class of this code any more."))
        return
    if board.ended:
        st.info(_("This class has ended: the board stays as it is."))
    elif board.room.frozen:
        st.info(_("Frozen: what is reached now is shown when you reveal it."), icon=":material/ac_unit:")
    show_board(board, lessons, scrolls=True)
    if board.room.bets:
        show_bets(board)
