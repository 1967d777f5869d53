"""The component of the network lab."""

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from bakeoff.features.lab.page.tiles import drawings
from bakeoff.html import Markup
from bakeoff.text import _, language, languages
from bakeoff.web.components.modules import component, module_address
from bakeoff.web.network.commands import Gesture, read_command
from bakeoff.web.network.view import STYLE, LabView, class_colours
from bakeoff.wire import pack_parts

MOST_COMMANDS = 100


def _html() -> str:
    address = module_address("features/lab/page/component.js")
    failure = _("The lab could not be loaded; reload the page.")
    place = Markup(
        '\n<div class="lab" lang="{}" data-classes="{}" data-tiles="{}" data-module="{}" data-failure="{}">'
        '<p class="loading note" role="status">{}</p></div>\n'
    )
    waiting = _("Loading the network…")
    return place.format(languages()[language()].tag, class_colours(), drawings(), address, failure, waiting)


def lab(
    snapshot: bytes,
    view: LabView,
    *,
    key: str,
    on_command: Callable[[Gesture], None],
    answered: bool,
    place: int,
    asleep: bool,
    refused: str,
    look_again: float | None,
) -> None:
    """Show a network and its run.

    Parameters
    ----------
    snapshot : bytes
        From `bakeoff.wire.pack`; empty before the first one.
    view : LabView
        Everything else that is shown; give the same object while nothing of it changes. In the run that
        follows a command it must show what the command changed.
    key : str
        Name that stays the same from run to run of the script.
    on_command : callable
        Called with each command of the visitor, once and in order; what a browser sends is checked before.
    answered : bool
        Whether the snapshot shows what all commands taken so far did: the browser then drops its own idea of it.
    place : int
        The run's place among those that wait to start, 1 being the next; 0 when it does not wait.
    asleep : bool
        Whether it sleeps, so that nothing moves until the visitor does something.
    refused : str
        Why the last command was not obeyed, in one sentence; empty if it was.
    look_again : float or None
        After how many seconds the browser asks for the next snapshot; None: not until something is done.
    """
    memory = f"{key}-taken"

    def commanded() -> None:
        letter = st.session_state.get(key)
        if letter is None:  # it came when the page had already been left
            return
        fresh, st.session_state[memory] = open_letter(letter.command, st.session_state.get(memory, {}))
        for sent in fresh:
            command = read_command(sent, view)
            if command is not None:
                on_command(command)

    blobs = {"view": np.frombuffer(view.packed, np.uint8), "snapshot": np.frombuffer(snapshot, np.uint8)}
    header = {"acknowledged": st.session_state.get(memory), "answered": answered, "place": place, "asleep": asleep}
    data = pack_parts(header | {"refused": refused, "look_again": look_again}, blobs)
    component("lab", language(), _html, STYLE)(key=key, data=data, height="content", on_command_change=commanded)


def open_letter(letter: object, taken: dict[str, Any]) -> tuple[list[object], dict[str, Any]]:
    """Return the commands in a browser's letter that have not been taken yet, and what has been taken now.

    Each letter carries all numbered commands that the browser does not know to have arrived (`outbox.js`).
    """
    if not isinstance(letter, dict):
        return [], taken
    session, commands = letter.get("session"), letter.get("commands")
    if not isinstance(session, str) or len(session) > 40 or not isinstance(commands, list):
        return [], taken
    last = int(taken["number"]) if taken.get("session") == session else 0
    fresh = []
    for entry in commands[:MOST_COMMANDS]:
        match entry:
            case [int(number), command] if number > last:
                fresh.append(command)
                last = number
    return fresh, {"session": session, "number": last}
