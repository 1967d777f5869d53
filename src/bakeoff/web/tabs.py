"""Tabs of which the same one stays open when the language changes, and with it what they are called."""

from collections.abc import Sequence
from typing import Any

import streamlit as st


def tabs(titles: Sequence[str], *, key: str) -> Sequence[Any]:
    """Show tabs; what is in one that is not open need not be drawn.

    Returns
    -------
    sequence of containers
        One for each title; `open` says of which one the contents are seen.
    """
    places: dict[str, int] = st.session_state.setdefault(f"{key}-places", {})
    chosen = st.session_state.get(key, titles[0])
    # A tab and then a language may be chosen before either is heard: what was chosen is known by its name of before.
    if chosen not in titles and places.get(chosen, 0) < len(titles):
        st.session_state[key] = titles[places.get(chosen, 0)]
    places.update(zip(titles, range(len(titles)), strict=True))
    return st.tabs(titles, on_change="rerun", key=key)
