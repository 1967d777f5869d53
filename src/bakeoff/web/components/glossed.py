"""A text whose words of the field are dotted: by a click, a touch or a key each says what it means."""

from bakeoff.glossary import marked
from bakeoff.html import unbroken
from bakeoff.text import _
from bakeoff.web.components.beside import component_beside

_GLOSSED = component_beside(__file__, '<p></p><div class="notes"></div>', sheets=("note.css",))


def glossed(text: str, *, key: str, small: bool = False) -> None:
    """Show a text as a paragraph, or small as a caption, with the words of the glossary to be opened in it."""
    parts = [
        {"text": part, "meaning": _(term.meaning) if term is not None else ""} for part, term in marked(unbroken(text))
    ]
    _GLOSSED(key=key, data={"parts": parts, "small": small})
