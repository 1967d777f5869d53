"""Races and studies that the history has, one of which may go on at another server and be looked at again and again."""

from collections.abc import Callable

import streamlit as st

from bakeoff.errors import HistoryError
from bakeoff.records.entries import StoredRace
from bakeoff.records.service import history
from bakeoff.text import _

LOOK_SECONDS = 4.0


def stored(id: str) -> StoredRace | None:
    """Return what the history has under an id; None if it has nothing, or can not be asked."""
    try:
        return history().get(id)
    except HistoryError:
        return None


def goes_on_elsewhere(shown: StoredRace, take: Callable[[StoredRace], None] = lambda _now: None) -> None:
    """Say that this goes on at another server, and show all that it writes down.

    Parameters
    ----------
    take : callable
        ``take(now)`` hears what is written down by now, before the page is drawn anew.
    """
    st.info(
        _(
            "This runs on another server, where it can be watched and stopped. Here is its last saved state, checked "
            "again every few seconds."
        )
    )
    keep_looking(shown, lambda kept: (kept.entry.status, kept.report), take)


@st.fragment(run_every=LOOK_SECONDS)
def keep_looking(shown: StoredRace, what: Callable[[StoredRace], object], take: Callable[[StoredRace], None]) -> None:
    """Redraw the page once ``what(kept)``, which it displays, has changed; call `take` first."""
    now = stored(shown.entry.id)
    if now is not None and what(now) != what(shown):
        take(now)
        st.rerun()
