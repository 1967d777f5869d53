"""A button that copies the link to a set-up."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from bakeoff.text import _

_COPY_LINK = st.components.v2.component(
    "bakeoff_copy_link",
    html="""
<button type="button" aria-live="polite"></button>
""",
    css="""
button {
  width: 100%;
  min-height: 2.5rem;
  font: inherit;
  font-family: var(--st-font);
  font-size: 0.875rem;
  color: var(--st-text-color);
  background: transparent;
  border: 1px solid var(--st-border-color);
  border-radius: var(--st-button-radius);
  cursor: pointer;
}
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
""",
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def copy_link(query: Mapping[str, str], *, key: str, label: str = "") -> None:
    """Show a button that copies this page's address with `query` as its parameters."""
    data = {"query": urlencode(query), "label": label or _("Copy link"), "copied": _("Copied")}
    _COPY_LINK(key=key, data=data)
