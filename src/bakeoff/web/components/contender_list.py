"""List of a race's contenders: one element for all, where Streamlit's own would be four for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from bakeoff.contenders import Contender
from bakeoff.figures.markers import marker
from bakeoff.html import unbroken
from bakeoff.text import _, told
from bakeoff.web.components.beside import component_beside

_LIST = component_beside(__file__, '<ul role="list"></ul>', sheets=("note.css",))


@dataclass(frozen=True)
class ContenderRow:
    """A contender's line.

    Attributes
    ----------
    on : bool
        Whether it takes part.
    line : str
        How it is set, or why it can not take part.
    settable : bool
        Whether there is anything to set.
    open : bool
        Whether that is on show.
    """

    contender: Contender
    on: bool
    line: str = ""
    settable: bool = False
    open: bool = False

    @property
    def name(self) -> str:
        """The contender's name."""
        return self.contender.name

    @property
    def data(self) -> dict[str, Any]:
        """Data for the browser to draw."""
        info = self.contender
        return {
            "name": info.name,
            "label": told(info.label),
            "open": self.open,
            "contender": {
                "marker": marker(info.identity),
                "help": _("{label}: {summary}", label=info.both_names, summary=info.summary),
                "about": _("What is this: {label}?", label=info.label),
                "line": unbroken(told(self.line)),
                "on": self.on,
                "missing": bool(info.missing),
                "settings": _("Settings") if self.settable else "",
                "settingsOf": _("Settings of {label}", label=info.label),
            },
        }


@dataclass(frozen=True)
class FoldRow:
    """A line that opens the lines after it."""

    name: str
    label: str
    open: bool

    @property
    def data(self) -> dict[str, Any]:
        """Data for the browser to draw."""
        return {"name": self.name, "label": self.label, "open": self.open}


def contender_list(
    rows: Sequence[ContenderRow | FoldRow],
    *,
    key: str,
    on_switch: Callable[[str, bool], None],
    on_open: Callable[[str, bool], None],
) -> None:
    """Show the lines.

    The browser tells each press until the server has heard of it, and in which turn: of two that come fast, one after
    the other, none is lost, and none counts twice.

    Parameters
    ----------
    key : str
        Name that stays the same from run to run of the script.
    on_switch, on_open : callable
        Called with the name of what was pressed, and whether it is to be on or open.
    """
    memory = f"{key}-turn"
    there = {row.name for row in rows}
    switchable = {row.name for row in rows if isinstance(row, ContenderRow) and not row.contender.missing}

    def pressed() -> None:
        for press in _presses(st.session_state.get(key)):
            if press.turn <= st.session_state.get(memory, 0):
                continue
            st.session_state[memory] = press.turn
            if press.on is not None and press.name in switchable:
                on_switch(press.name, press.on)
            if press.open is not None and press.name in there:
                on_open(press.name, press.open)

    data = {"rows": [row.data for row in rows], "turn": st.session_state.get(memory, 0)}
    _LIST(key=key, data=data, on_presses_change=pressed)


class _Press(BaseModel):
    """Press on a switch or a fold, with its new state."""

    turn: int
    name: str
    on: bool | None = None
    open: bool | None = None


_PRESSES = TypeAdapter(list[_Press])


def _presses(state: Any) -> list[_Press]:
    """Return what a browser has sent; nothing if it makes no sense, as no browser of ours would send it."""
    try:
        return _PRESSES.validate_python(getattr(state, "presses", None) or [], strict=True)
    except ValidationError:
        return []
