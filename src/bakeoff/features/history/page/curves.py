"""Horizontal axis of stored curves."""

import streamlit as st

from bakeoff.figures.curves import Clock
from bakeoff.text import _


def clock() -> Clock:
    """Show the choice between steps and CPU seconds; return what is chosen."""
    options: dict[Clock, str] = {"cpu_seconds": _("CPU time"), "step": _("Steps")}
    chosen: Clock = st.segmented_control(
        _("Curves against"),
        list(options),
        format_func=options.__getitem__,
        default="cpu_seconds",
        required=True,
        key="stored-curves-x",
    )
    return chosen
