"""A widget for a declared setting: which one, with what limits, all follows from its declaration."""

from typing import Any

import streamlit as st

from bakeoff.fields import Knob, Settings, Task, knobs, to_text
from bakeoff.text import _
from bakeoff.ui.draft import Draft, on_change
from bakeoff.ui.words import plain


def settings_widgets(
    mine: Draft, group: str, settings: Settings, task: Task, *, primary: bool | None = None, columns: int = 2
) -> None:
    """Show the widgets of a group of settings that have an effect.

    Parameters
    ----------
    mine : Draft
    group : str
        First part of their paths: ``dataset``, ``rules`` or a contender's name.
    settings : Settings
        The values now.
    task : {"classification", "regression"}
    primary : bool, optional
        Only those that matter most, or only the others; all if None.
    columns : int
        How many stand side by side.
    """
    shown = [knob for knob in knobs(type(settings)) if knob.applies(settings, task) and primary in (None, knob.primary)]
    wide = [knob for knob in shown if knob.kind == "text"]
    narrow = [knob for knob in shown if knob.kind != "text"]
    for knob in wide:
        _knob(mine, f"{group}.{knob.name}", knob, getattr(settings, knob.name))
    for start in range(0, len(narrow), columns):
        for cell, knob in zip(st.columns(columns), narrow[start : start + columns], strict=False):
            with cell:
                _knob(mine, f"{group}.{knob.name}", knob, getattr(settings, knob.name))


def _knob(mine: Draft, path: str, knob: Knob, value: Any) -> None:
    common: dict[str, Any] = {
        "label": _(knob.label),
        "key": mine.key(path),
        "on_change": on_change(mine, path),
        "help": _help(knob),
    }
    match knob.kind:
        case "bool":
            st.checkbox(value=value, **common)
        case "choice":
            options = list(knob.options)
            st.selectbox(
                options=options, index=options.index(value), format_func=lambda one: _(knob.options[one]), **common
            )
        case "int" | "float":
            _number(knob, value, common)
        case "text":
            st.text_input(value=to_text(value), max_chars=200, **common)
    if path in mine.problems:
        st.error(plain(mine.problems[path]))


def _number(knob: Knob, value: Any, common: dict[str, Any]) -> None:
    """A number field; an optional setting is None when it is empty."""
    kind = int if knob.kind == "int" else float
    limits = {"min_value": knob.minimum, "max_value": knob.maximum, "step": knob.step or None, "value": value}
    arguments: dict[str, Any] = {name: None if one is None else kind(one) for name, one in limits.items()}
    arguments["format"] = None if kind is int else "%g"
    if knob.optional:
        arguments["placeholder"] = _("not set")
        # Streamlit lets only a field be emptied that starts empty, so what it holds is put there by its key.
        st.session_state.setdefault(common["key"], arguments["value"])
        arguments["value"] = None
    st.number_input(**arguments, **common)


def _help(knob: Knob) -> str:
    text = _(knob.help)
    return _("{help} [Reference]({link})", help=text, link=knob.docs) if knob.docs else text
