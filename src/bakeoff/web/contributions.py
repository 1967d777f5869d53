"""Drawing of what features add to a page of another."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import streamlit as st

from bakeoff.errors import reason
from bakeoff.html import plain

P = ParamSpec("P")
T = TypeVar("T")


def draw(show: Callable[P, T], *values: P.args, **named: P.kwargs) -> T | None:
    """Call what draws a contribution, and return its answer.

    An error is logged and shown in its place, and the page goes on; None is returned then.
    """
    try:
        return show(*values, **named)
    except Exception as error:
        st.caption(plain(reason(error, f"{show!r} cannot be drawn")))
        return None
