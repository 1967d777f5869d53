"""Introduction of Bakeoff for first-time visitors."""

import streamlit as st

from bakeoff.html import Template
from bakeoff.text import _

_SAID = Template('<h2 class="bakeoff-said">{{ said }}</h2>')


def what_this_is() -> None:
    """Say in one line what it is for, above all else."""
    said = _("Neural network or tree? Race them on the same data and see who is really better.")
    st.html(_SAID(said=said))
