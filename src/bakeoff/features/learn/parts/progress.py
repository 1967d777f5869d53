"""Goals that the visitor has reached in Learn, stored like the history."""

from collections.abc import Collection

import streamlit as st

from bakeoff.errors import HistoryError
from bakeoff.features.learn.progress import ReachedGoals
from bakeoff.html import plain
from bakeoff.service.kernel import database
from bakeoff.text import _, sentences
from bakeoff.web.visitor import visitor

_KEY = "learn-reached"


def reached_goals() -> Collection[str]:
    """Return the names of the chapters whose goals this visitor has reached."""
    if _KEY not in st.session_state:
        try:
            st.session_state[_KEY] = set(ReachedGoals(database()).reached(visitor().owner))
        except HistoryError:  # they can be reached all the same, in this session
            st.session_state[_KEY] = set()
    kept: set[str] = st.session_state[_KEY]
    return kept


def keep_reached(chapter: str) -> None:
    """Keep that this visitor has reached a chapter's goal; where the database fails, for this session, and say so."""
    if chapter in reached_goals():
        return
    st.session_state[_KEY] |= {chapter}
    try:
        ReachedGoals(database()).reach(visitor().owner, chapter)
    except HistoryError as error:
        st.warning(plain(sentences(str(error), _("What you reach here is kept until you close the page."))))
