"""Streamlit's file uploader, mended for those who do not see it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.typing import UploadedFile

_MEND = st.components.v2.component(
    "bakeoff_uploader", html="", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def uploader(label: str, types: Sequence[str], *, key: str, **options: Any) -> UploadedFile | None:
    """Show a place for one file; `options` are those of `st.file_uploader`."""
    with st.container(key=f"{key}-place", gap=None):
        file: UploadedFile | None = st.file_uploader(label, type=types, key=key, **options)
        _MEND(key=f"{key}-mend")
    return file
