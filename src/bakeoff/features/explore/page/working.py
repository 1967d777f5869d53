"""Progress of an exploration, with a button that stops it."""

import streamlit as st

from bakeoff.evaluation.notation import duration
from bakeoff.features.explore.work import Work
from bakeoff.text import _
from bakeoff.web.waiting_text import so_far

POLL_SECONDS = 0.3


def under_way(work: Work, *, stop: str, key: str) -> None:
    """Show how far it is, until it has ended; then the page runs anew.

    Parameters
    ----------
    stop : str
        What the button that stops it says.
    key : str
        The button's.
    """

    def show() -> None:
        if not work.active:
            st.rerun()
        st.progress(work.doing.share or 0.0, how_far(work))
        st.button(stop, key=key, icon=":material/stop:", on_click=work.stop)

    st.fragment(show, run_every=POLL_SECONDS)()


def how_far(work: Work) -> str:
    """Say what the job is about, for how long, and how much of it is done."""
    words, share = work.doing.words, work.doing.share
    if work.place or share is None:
        return so_far(words, work)
    time = duration(work.seconds)
    return _("{what}, {percent} %, {time} so far", what=words, percent=round(100 * share), time=time)
