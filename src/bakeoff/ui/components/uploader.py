"""Streamlit's file uploader, mended for those who do not see it, or read no English."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.typing import UploadedFile

from bakeoff.text import _, once_a_language

_MEND = st.components.v2.component(
    "bakeoff_uploader", html="", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def uploader(label: str, types: Sequence[str], *, key: str, **options: Any) -> UploadedFile | None:
    """Show a place for one file; `options` are those of `st.file_uploader`."""
    with st.container(key=f"{key}-place", gap=None):
        file: UploadedFile | None = st.file_uploader(label, type=types, key=key, **options)
        _MEND(key=f"{key}-mend", data={"words": dict(_words())})
    return file


@once_a_language
def _words() -> Mapping[str, str]:
    """Return what the uploader says, by what Streamlit has it say."""
    return {
        "Upload": _("Upload"),
        "file upload": _("file upload"),
        "Drag and drop a file here": _("Drag and drop a file here"),
        "{place} per file": _("{place} per file"),
        "Remove {place}": _("Remove {place}"),
        "Cancel upload of {place}": _("Cancel upload of {place}"),
        "File must be {place} or smaller.": _("File must be {place} or smaller."),
        "{place} files are not allowed.": _("{place} files are not allowed."),
    }
