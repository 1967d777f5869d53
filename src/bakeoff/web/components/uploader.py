"""Streamlit's file uploader, mended for those who do not see it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit.typing import UploadedFile

from bakeoff.web.components.beside import component_beside

_MEND = component_beside(__file__)


def uploader(label: str, types: Sequence[str], *, key: str, **options: Any) -> UploadedFile | None:
    """Show a place for one file; `options` are those of `st.file_uploader`."""
    with st.container(key=f"{key}-place", gap=None):
        file: UploadedFile | None = st.file_uploader(label, type=types, key=key, **options)
        _MEND(key=f"{key}-mend")
    return file
