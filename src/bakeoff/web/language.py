"""The language of whoever has a page open: chosen in the bar at the top, by the address, before, or by the browser."""

import streamlit as st

from bakeoff.text import _, ask_for_language, languages
from bakeoff.web.components.language_switch import language_switch
from bakeoff.web.streamlit_private import have_all_follow, keep_choices, session, when_forgotten

ASKED = "lang"
"""Parameter of every page: the language that a link was made for. It leaves the address as soon as it is heard."""
COOKIE = "bakeoff_language"

_SWITCH = "language-switch"
_BY_ADDRESS = "language-by-address"
_spoken: dict[str, str] = {}
"""Language of each session; every run of a page, every fragment and callback in it, has its session's."""


def _spoken_here() -> str | None:
    return _spoken.get(session() or "")


ask_for_language(_spoken_here)


def settle_language() -> None:
    """Find out the language of this visitor, before anything is said to them."""
    asked = st.query_params.get(ASKED)
    if asked is not None:
        del st.query_params[ASKED]
    if asked is not None and asked in languages():
        st.session_state[_BY_ADDRESS] = True
        _speak(asked)
    elif _spoken_here() is None:
        kept = st.context.cookies.get(COOKIE)
        _speak(str(kept) if kept in languages() else best_of(st.context.headers.get("Accept-Language") or ""))


def best_of(accepted: str) -> str:
    """Return the language there is that a browser's ``Accept-Language`` likes best; English where it likes none.

    Examples
    --------
    >>> best_of("de, en;q=0.8, fr;q=0.9")
    'en'
    """
    wishes = []
    for place, wish in enumerate(accepted.split(",")):
        tag, _quality, weight = wish.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), place, tag.split("-")[0].lower()))
        except ValueError:
            continue
    return next((tag for _weight, _place, tag in sorted(wishes) if tag in languages()), next(iter(languages())))


def choose_language() -> None:
    """Show the languages there are, in the bar at the top, if there are several."""
    if len(languages()) > 1:
        language_switch(
            languages(),
            _spoken_here(),
            label=_("Language"),
            cookie=COOKIE,
            keep=st.session_state.pop(_BY_ADDRESS, False),
            chosen=_chosen,
            key=_SWITCH,
        )


def _chosen() -> None:
    state = st.session_state.get(_SWITCH)  # None if the page had already been left
    code = None if state is None else state.get("chosen")
    if isinstance(code, str) and code in languages():
        _speak(code)
        have_all_follow()


def _speak(code: str) -> None:
    id = session()
    if id is not None:
        if _spoken.get(id, code) != code:
            keep_choices()
        if id not in _spoken:
            when_forgotten(id, lambda: _spoken.pop(id, None))
        _spoken[id] = code
