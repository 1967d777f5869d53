"""The few lines of CSS that Streamlit's theme has no words for."""

from pathlib import Path

import streamlit as st


def style() -> None:
    """Put them on the page."""
    st.html(Path(__file__).with_suffix(".css"))
