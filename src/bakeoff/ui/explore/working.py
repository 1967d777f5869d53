"""How far a look at data is, with a button that stops it."""

import streamlit as st

from bakeoff.evaluation.notation import duration
from bakeoff.explore import Work
from bakeoff.text import _
from bakeoff.ui.shared.waiting_text import waiting

POLL_SECONDS = 0.3


def under_way(work: Work, *, stop: str, key: str) -> None:
    """Show how far it is, until it has ended; then the page runs anew.

    Parameters
    ----------
    work : Work
    stop : str
        What the button that stops it says.
    key : str
        The button's.
    """

    def show() -> None:
        if not work.active:
            st.rerun()
        st.progress(work.doing.share or 0.0, _how_far(work))
        st.button(stop, key=key, icon=":material/stop:", on_click=work.stop)

    st.fragment(show, run_every=POLL_SECONDS)()


def _how_far(work: Work) -> str:
    if work.place:
        return waiting(work.place, work.wait_seconds)
    words, time = work.doing.words, duration(work.seconds)
    if work.doing.share is None:
        return _("{what}, {time} so far", what=words, time=time)
    return _("{what}, {percent} %, {time} so far", what=words, percent=round(100 * work.doing.share), time=time)
