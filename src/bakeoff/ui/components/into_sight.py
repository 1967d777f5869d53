"""Brings what has just come into sight, however far a visitor has scrolled."""

from pathlib import Path

import streamlit as st

_INTO_SIGHT = st.components.v2.component(
    "bakeoff_into_sight", html="", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def into_sight(what: str, *, key: str) -> None:
    """Scroll to the container that this stands in; once for the same `what`, so that nobody is pulled back.

    Parameters
    ----------
    what : str
        Tells what is shown from what was shown there before.
    key : str
    """
    _INTO_SIGHT(data=what, key=key)
