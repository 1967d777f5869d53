"""Drawing of what features add to a page of another."""

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

from bakeoff.errors import reason
from bakeoff.html import plain

P = ParamSpec("P")


def draw(show: Callable[P, object], *values: P.args, **named: P.kwargs) -> None:
    """Call what draws a contribution; an error is logged and shown in its place, and the page goes on."""
    try:
        show(*values, **named)
    except Exception as error:
        st.caption(plain(reason(error, f"{show!r} cannot be drawn")))
