"""Common parts of teachers' and learners' views of a room."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.features.lessons.page.room import ROOM
from bakeoff.features.lessons.room import Room
from bakeoff.html import plain
from bakeoff.lesson.lesson import Lesson
from bakeoff.text import _

TEACHER = "teacher"
"""Parameter of the class's page, beside the room's code: the secret that makes a teacher of whoever shows it."""
_TROUBLE = "class-trouble"


def attempted(do: Callable[[], None]) -> None:
    """Do what a click asks for; what is wrong with it is told where `trouble` stands."""
    try:
        do()
    except BakeoffError as error:
        st.session_state[_TROUBLE] = str(error)


def title_of(room: Room, lessons: Sequence[Lesson]) -> str:
    """Return the title of a class: its lesson's, or its course's."""
    if not room.is_course:
        return lessons[0].title
    return room.title or _("Course of {n} lessons", n=len(lessons))


def day_of(moment: datetime) -> date:
    """Return the day of a moment where the visitor is."""
    return moment.astimezone(zone()).date()


def zone() -> ZoneInfo:
    """Return the time zone of the visitor's browser."""
    return ZoneInfo(st.context.timezone or "UTC")


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
