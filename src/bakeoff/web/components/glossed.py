"""A text whose words of the field are dotted: by a click, a touch or a key each says what it means."""

import streamlit as st

from bakeoff.glossary import TERMS, marked
from bakeoff.html import unbroken
from bakeoff.text import _
from bakeoff.web.components.beside import component_beside

_GLOSSED = component_beside(__file__, '<p></p><div class="notes"></div>', sheets=("note.css",))


def glossed(text: str, *, key: str, small: bool = False) -> None:
    """Show a text as a paragraph, or small as a caption, with the words of the glossary to be opened in it.

    What stands between two ``**`` is bold.
    """
    parts: list[dict[str, object]] = []
    strong = False
    for part, term in marked(unbroken(text)):
        for place, piece in enumerate(part.split("**")):
            strong ^= place > 0
            if piece:
                parts.append({"text": piece, "meaning": _(term.meaning) if term is not None else "", "strong": strong})
    _GLOSSED(key=key, data={"parts": parts, "small": small})


def words_of_the_field() -> None:
    """List the words of the glossary, and what each means."""
    st.markdown("\n".join(_("- **{name}**: {meaning}", name=term.name, meaning=term.meaning) for term in TERMS))
