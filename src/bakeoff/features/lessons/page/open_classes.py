"""Section of the administrator's page on the classes that have not ended."""

import functools
from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from bakeoff.evaluation.notation import rough_time
from bakeoff.features.lessons.rooms import StoredRooms
from bakeoff.service.kernel import database
from bakeoff.service.visitor import pseudonym
from bakeoff.text import _

MOST_CLASSES = 50


def open_classes(do: Callable[[Callable[[], None]], None]) -> None:
    """Show the latest classes that have not ended; `do` does what an administrator alone may."""
    st.subheader(_("Classrooms"), anchor=False)
    classes = StoredRooms(database()).open_rooms(datetime.now(UTC), MOST_CLASSES)
    if not classes:
        st.caption(_("No class is open."))
    for room in classes:
        with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"class-{room.code}"):
            words = {
                "who": pseudonym(room.teacher),
                "time": rough_time((datetime.now(UTC) - room.opened).total_seconds()),
                "n": room.learners,
            }
            st.markdown(_("**Class** of visitor `{who}`, open for {time}; learners: {n}", **words))
            end = functools.partial(_end, room.code)
            st.button(_("End"), icon=":material/stop:", key=f"end-{room.code}", on_click=do, args=(end,))
    if len(classes) == MOST_CLASSES:
        st.caption(_("The latest {n} are shown.", n=MOST_CLASSES))


def _end(code: str) -> None:
    """End a class; its board can be read as after its time."""
    StoredRooms(database()).end(code, datetime.now(UTC))
