"""A text whose words of the field are dotted: by a click, a touch or a key each says what it means."""

from pathlib import Path

import streamlit as st

from bakeoff.glossary import marked
from bakeoff.html import unbroken
from bakeoff.text import _

_HERE = Path(__file__)
_GLOSSED = st.components.v2.component(
    "bakeoff_glossed",
    html='<p></p><div class="notes"></div>',
    css="".join(css.read_text(encoding="utf-8") for css in (_HERE.with_suffix(".css"), _HERE.with_name("note.css"))),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)


def glossed(text: str, *, key: str, small: bool = False) -> None:
    """Show a text as a paragraph, or small as a caption, with the words of the glossary to be opened in it."""
    parts = [
        {"text": part, "meaning": _(term.meaning) if term is not None else ""} for part, term in marked(unbroken(text))
    ]
    _GLOSSED(key=key, data={"parts": parts, "small": small})
