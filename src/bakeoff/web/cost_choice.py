"""Choice of the cost on a figure's axis."""

import streamlit as st

from bakeoff.evaluation.costs import DRAWN
from bakeoff.text import _


def cost_choice(key: str) -> str:
    """Show the costs that are drawn, and return the name of the one that is chosen."""
    cost: str = st.segmented_control(
        _("Against"),
        list(DRAWN),
        format_func=lambda cost: _(DRAWN[cost].label),
        default="fit_cpu_seconds",
        required=True,
        key=key,
        label_visibility="collapsed",
    )
    return cost
