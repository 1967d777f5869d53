"""The button that saves something as a file."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from bakeoff.text import language, speaking

_KINDS = {
    ".py": ("text/x-python", "code"),
    ".ipynb": ("application/x-ipynb+json", "menu_book"),
    ".html": ("text/html", "web"),
    ".json": ("application/json", "data_object"),
    ".csv": ("text/csv", "table_view"),
    ".keras": ("application/zip", "hub"),
    ".zip": ("application/zip", "folder_zip"),
    ".bakeoff": ("application/zip", "folder_zip"),
}
"""MIME type and icon of each kind of file."""


def save_button(
    label: str,
    content: str | bytes | Callable[[], str | bytes],
    file_name: str,
    *,
    key: str,
    help: str | None = None,
    stretch: bool = False,
) -> None:
    """Show a button that saves a file without running the page again.

    Parameters
    ----------
    content : str, bytes or callable
        The file, or what makes it when the button is pressed.
    file_name : str
        Its ending says what kind of file it is.
    key, help : str
    stretch : bool
        Whether it is as wide as its place.
    """
    mime, icon = _KINDS.get(Path(file_name).suffix, ("application/octet-stream", "draft"))
    st.download_button(
        label,
        content if isinstance(content, str | bytes) else _in_this_language(content),
        file_name=file_name,
        mime=mime,
        icon=f":material/{icon}:",
        on_click="ignore",
        width="stretch" if stretch else "content",
        key=key,
        help=help,
    )


def _in_this_language(make: Callable[[], str | bytes]) -> Callable[[], str | bytes]:
    """Return a function that makes the content in the visitor's present language, from a thread without a visitor."""
    code = language()

    def made() -> str | bytes:
        with speaking(code):
            return make()

    return made
