"""Boxes that are folded away, what is in which is made only while they are open."""

from typing import Any

import streamlit as st


def fold(label: str, *, key: str, opened: bool = False) -> Any:
    """Show a box; one that is open stays so whatever it is called from now on.

    Parameters
    ----------
    key : str
        Name that stays the same from run to run of the script.
    opened : bool
        Whether it begins open.

    Returns
    -------
    container
        `open` says whether its contents are seen, and so have to be made.
    """
    st.session_state[key] = st.session_state.get(key, opened)  # of another label Streamlit makes another box
    return st.expander(label, key=key, on_change="rerun")
