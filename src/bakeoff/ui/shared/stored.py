"""Races and studies that the history has, one of which may go on at another server and be looked at again and again."""

import streamlit as st

from bakeoff.errors import HistoryError
from bakeoff.history import StoredRace
from bakeoff.ui.shared.server import races

LOOK_SECONDS = 4.0


def stored(id: str) -> StoredRace | None:
    """Return what the history has under an id; None if it has nothing, or can not be asked."""
    try:
        return races().history.get(id)
    except HistoryError:
        return None


@st.fragment(run_every=LOOK_SECONDS)
def keep_looking(shown: StoredRace) -> None:
    """Have the page drawn anew once another server has written down more than is shown here."""
    now = stored(shown.entry.id)
    if now is not None and (now.entry.status, now.report) != (shown.entry.status, shown.report):
        st.rerun()
