"""What teachers' and learners' views of a room have in common."""

import functools
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.history.rooms import Room
from bakeoff.lessons import Lesson
from bakeoff.lessons.code import PARAMETER, is_short, unpack
from bakeoff.ui.routes import JUDGE, LAB, RACE, Route
from bakeoff.ui.shared.headline import plain
from bakeoff.ui.shared.server import races

LESSON = PARAMETER
ROOM, TEACHER = "room", "teacher"
"""Parameters of the class's page: a room's code, and the secret that makes a teacher of whoever shows it."""
PLACES = {"lab": LAB, "race": RACE, "judge": JUDGE}
_TROUBLE = "class-trouble"


@functools.lru_cache(maxsize=200)
def lesson_in(link: str) -> Lesson:
    """Read a lesson as it stands in a link, or under its short name; a page asks for it again and again."""
    return races().history.lessons.get(link) if is_short(link) else unpack(link)


def place_of(lesson: Lesson) -> Route:
    """Return the page that a lesson is done on."""
    return PLACES[lesson.place]


def attempted(do: Callable[[], None]) -> None:
    """Do what a click asks for; what is wrong with it is told where `trouble` stands."""
    try:
        do()
    except BakeoffError as error:
        st.session_state[_TROUBLE] = str(error)


def trouble() -> None:
    """Say once what was wrong with what was just asked for."""
    if text := st.session_state.pop(_TROUBLE, ""):
        st.error(plain(text))


def join_address(room: Room) -> str:
    """Return the address at which learners join a room; without the server's name where that is not known."""
    parts = urlsplit(st.context.url or "")
    page = f"{parts.scheme}://{parts.netloc}{parts.path}" if parts.netloc else "/class"
    return f"{page}?{urlencode({ROOM: room.code})}"


def remember_secret(room: Room, secret: str) -> None:
    """Keep a room's secret for as long as this page is open: the server has a hash of it alone."""
    st.session_state[f"class-secret-{room.code}"] = secret


def known_secret(room: Room) -> str | None:
    """Return a room's secret if it was made, or shown, while this page was open."""
    secret: str | None = st.session_state.get(f"class-secret-{room.code}")
    return secret
