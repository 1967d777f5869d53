"""A choice between few things, kept as a code that no language changes; and whether a prediction came true."""

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from bakeoff.text import _

_Code = TypeVar("_Code")


def choice(label: str, options: Mapping[_Code, str], *, key: str, horizontal: bool = True) -> _Code:
    """Return the code that is chosen, the first one at the beginning.

    Parameters
    ----------
    options : mapping
        What each code is called.
    key : str
        Name that stays the same from run to run.
    horizontal : bool
        Side by side rather than below one another.
    """
    codes = list(options)
    chosen = st.radio(
        label, codes, format_func=options.__getitem__, horizontal=horizontal, key=key, persist_state="session"
    )
    return chosen if chosen in codes else codes[0]  # a browser can send any text


def came_as(predicted: bool) -> str:
    """Say whether it came as it was predicted."""
    return _("As you predicted.") if predicted else _("Not what you predicted.")
