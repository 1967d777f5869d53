"""A class as one of its learners sees it: the way to the lesson, their place, and the best."""

import streamlit as st

from bakeoff.features.lessons.code import PARAMETER as LESSON
from bakeoff.features.lessons.lesson import Lesson
from bakeoff.features.lessons.page.class_board import show_board
from bakeoff.features.lessons.page.class_entrance import task
from bakeoff.features.lessons.page.class_room import attempted, trouble
from bakeoff.features.lessons.parts.open_lesson import page_of
from bakeoff.features.lessons.rooms import Learner, Room
from bakeoff.features.lessons.service import rooms
from bakeoff.html import plain
from bakeoff.text import _
from bakeoff.web.visitor import visitor

CALM_SECONDS = 5.0
"""Interval between two looks at the class; there may be 200 such pages."""
MOST_SHOWN = 10
"""Number of the best learners in the list."""


def learn(room: Room, lesson: Lesson, learner: Learner) -> None:
    """Show a room to one of its members."""
    st.header(plain(lesson.title), anchor=False)
    trouble()
    st.markdown(_("You are **{name}** in this class.", name=plain(learner.nickname)))
    task(lesson)
    with st.container(horizontal=True, vertical_alignment="center", key="class-on"):
        with st.container(key="class-go", width="content"):
            page_of(lesson).link(_("To the lesson"), icon=":material/play_arrow:", query={LESSON: room.lesson})
        st.button(
            _("Leave the class"),
            type="tertiary",
            on_click=attempted,
            args=(lambda: rooms().leave(room, visitor().owner),),
            help=_("Your line on the board is deleted."),
        )
    if not visitor().lasting:
        st.caption(_("Your browser keeps no cookies: keep this page open, or you have to join again."))
    st.fragment(_board, run_every=CALM_SECONDS)(room, lesson, learner)


def _board(room: Room, lesson: Lesson, learner: Learner) -> None:
    board = rooms().board(room.code)
    if board is None or all(other.number != learner.number for other in board.learners):
        if rooms().member(room, visitor().owner) is None:
            st.rerun()
        return
    if board.ended:
        st.info(_("This class has ended: the board stays as it is."))
    elif board.room.frozen:
        st.info(
            _("The board stands still until your teacher reveals it; what you reach counts."), icon=":material/ac_unit:"
        )
    show_board(board, lesson, own=learner.number, most=MOST_SHOWN)
