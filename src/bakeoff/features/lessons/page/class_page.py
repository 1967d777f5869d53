"""A class: joined by its code, watched by all in it, and led by its teacher; which of these, the address says."""

from pathlib import Path

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.features.lessons.code import PARAMETER as LESSON
from bakeoff.features.lessons.page.class_entrance import entrance, join, room_for
from bakeoff.features.lessons.page.class_lead import lead
from bakeoff.features.lessons.page.class_learn import learn
from bakeoff.features.lessons.page.class_room import TEACHER, remember_secret
from bakeoff.features.lessons.parts.open_lesson import lesson_in
from bakeoff.features.lessons.parts.room import ROOM
from bakeoff.features.lessons.service import rooms
from bakeoff.html import plain
from bakeoff.text import _
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
            st.button(_("To the classroom’s door"), on_click=st.query_params.clear)


def _room(code: str, secret: str | None) -> None:
    """Show a room as whoever asks may see it: a teacher, a member, or somebody who may become one."""
    who = visitor().owner
    room = rooms().find(code, network())
    if secret is not None:  # it must not stand in an address that a class can see
        del st.query_params[TEACHER]
        rooms().admit(room, secret, who)
        remember_secret(room, secret)
    lesson = lesson_in(room.lesson)
    learner = rooms().member(room, who)
    if rooms().teaches(room, who):
        lead(room, lesson)
    elif learner is not None:
        learn(room, lesson, learner)
    else:
        join(room, lesson)
