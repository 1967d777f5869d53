"""Tabs of which the same one stays open when the language changes, and with it what they are called."""

from collections.abc import Sequence
from typing import Any

import streamlit as st


def tabs(titles: Sequence[str], *, key: str) -> Sequence[Any]:
    """Show tabs; what is in one that is not open need not be drawn.

    Parameters
    ----------
    titles : sequence of str
    key : str

    Returns
    -------
    sequence of containers
        One for each title; `open` says of which one the contents are seen.
    """
    memory = f"{key}-place"
    place = st.session_state.get(memory, 0)
    if st.session_state.get(key, titles[0]) not in titles and place < len(titles):
        st.session_state[key] = titles[place]
    shown = st.tabs(titles, on_change="rerun", key=key)
    st.session_state[memory] = next((number for number, tab in enumerate(shown) if tab.open), 0)
    return shown
