"""Keys that press the page's buttons."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

_KEYS = st.components.v2.component(
    "bakeoff_keys", html="", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def keys(buttons: Mapping[str, str], *, turn: int, key: str) -> None:
    """Have keys press buttons, unless they mean something to what has the focus.

    Parameters
    ----------
    buttons : mapping of str to str
        The widget key of each key's button, by what the browser calls the key (``PageDown``, ``ArrowLeft``).
    turn : int
        What the buttons are of. A key that is pressed while they are being changed waits for the next turn's.
    key : str
    """
    _KEYS(key=key, data={"buttons": dict(buttons), "turn": turn})
