"""Controls of chapters, which keep what is chosen as a code that no language changes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import streamlit as st

_Code = TypeVar("_Code")


def choice(label: str, options: Mapping[_Code, str], *, key: str) -> _Code:
    """Return the code that is chosen, the first one at the beginning."""
    codes = list(options)
    chosen = st.radio(label, codes, format_func=options.__getitem__, horizontal=True, key=key, persist_state="session")
    return chosen if chosen in codes else codes[0]  # a browser can send any text


def slider(label: str, low: _Code, high: _Code, *more: _Code, **settings: Any) -> _Code:
    """Ask for a number; more are the first one and the step."""
    ask: Any = st.slider
    number: _Code = ask(label, low, high, *more, **settings, persist_state="session")
    return number


def stops(label: str, options: Iterable[_Code], first: _Code | None = None, **more: Any) -> _Code:
    """Ask for one of a few values in their order, by a slider; `name` tells what one is called."""
    codes, more = _named(options, more)
    chosen: _Code = st.select_slider(label, codes, codes[0] if first is None else first, **more)
    return chosen


def segments(label: str, options: Iterable[_Code], first: _Code | None = None, **more: Any) -> _Code:
    """Ask for one of few, side by side."""
    codes, more = _named(options, more)
    chosen: _Code = st.segmented_control(
        label, codes, default=codes[0] if first is None else first, required=True, **more
    )
    return chosen


def menu(label: str, options: Iterable[_Code], first: _Code | None = None, **more: Any) -> _Code:
    """Ask for one of several, in a list that opens."""
    codes, more = _named(options, more)
    chosen: _Code = st.selectbox(label, codes, index=0 if first is None else codes.index(first), **more)
    return chosen


def _named(options: Iterable[_Code], more: dict[str, Any]) -> tuple[list[_Code], dict[str, Any]]:
    """Return codes, and keyword arguments for Streamlit; a mapping has what each code is called."""
    name: Callable[[_Code], str] = options.__getitem__ if isinstance(options, Mapping) else more.pop("name", str)
    return list(options), more | {"format_func": name, "persist_state": "session"}
