"""Findings of experiments on a race, on pages where they cannot be run again."""

from collections.abc import Sequence

import streamlit as st

from bakeoff.html import plain
from bakeoff.race.outcome import WhyStatement
from bakeoff.text import _


def why_list(why: Sequence[WhyStatement]) -> None:
    """Show the statements, if there are any."""
    if why:
        st.markdown(f"**{_('Why: what experiments found')}**")
        st.markdown("\n".join(f"- {plain(statement.text)}" for statement in why))
