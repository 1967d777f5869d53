"""The few lines of CSS that Streamlit's theme has no words for."""

import functools
from pathlib import Path

import streamlit as st

from bakeoff.contenders import contenders
from bakeoff.ui.shared.pictures import marker_style


def style() -> None:
    """Put them on the page."""
    st.html(_sheet())


@functools.cache
def _sheet() -> str:
    rules = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    markers = "".join(marker_style(name, info.identity) for name, info in contenders().items())
    return f"<style>{rules}{markers}</style>"
