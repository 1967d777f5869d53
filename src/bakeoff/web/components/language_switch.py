"""A list of languages in the bar at the top; the page says of itself which one it is in."""

from collections.abc import Callable, Mapping

from bakeoff.text import SOURCE, Language
from bakeoff.web.components.beside import component_beside
from bakeoff.web.components.served import base_path
from bakeoff.web.components.streamlit_words import streamlit_words

_SWITCH = component_beside(
    __file__,
    """
<label>
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="9.5" /><ellipse cx="12" cy="12" rx="4.2" ry="9.5" /><path d="M2.5 12h19" />
  </svg>
  <select></select>
</label>
""",
)


def language_switch(
    there: Mapping[str, Language],
    spoken: str | None,
    *,
    label: str,
    cookie: str,
    keep: bool,
    chosen: Callable[[], None],
    key: str,
) -> None:
    """Show which language is spoken, and take another.

    Parameters
    ----------
    label : str
        What the list is called.
    cookie : str
        Where the browser keeps what was chosen.
    keep : bool
        Whether it is to keep the language that is spoken, as if that had been chosen here.
    chosen : callable
        Called when another was chosen; the state's ``chosen`` is its code.
    """
    data = {
        "languages": [{"code": known.code, "tag": known.tag, "name": known.name} for known in there.values()],
        "spoken": spoken,
        "label": label,
        "cookie": cookie,
        "keep": keep,
        "path": base_path(),
        "words": {} if spoken == SOURCE else dict(streamlit_words()),
    }
    _SWITCH(key=key, data=data, on_chosen_change=chosen)
