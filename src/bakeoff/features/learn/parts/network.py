"""A small network with all its numbers: played, from near, as a chain of factors, or to be changed."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import streamlit as st

from bakeoff.features.learn.network import Floats, Network, Weight, as_targets
from bakeoff.features.learn.parts.net_words import words
from bakeoff.features.learn.small import SmallTask
from bakeoff.html import Markup
from bakeoff.text import _, language, told
from bakeoff.web.components.modules import component, module_address
from bakeoff.web.network.view import class_colours

Way = Literal["training", "forward", "chain", "edit"]
_STYLE = Path(__file__).with_name("net.css")
_MOST_WEIGHT = 1e6


@dataclass(frozen=True, eq=False)
class PictureState:
    """State of a picture after the visitor's actions."""

    network: Network  # with the weights that were set by hand
    row: int | None = None  # selected row; None for none
    picked: Weight | None = None  # selected weight
    turn: int = 0  # number of actions


def picture_state(task: SmallTask, way: Way, *, key: str) -> PictureState:
    """Return what was done in the picture called `key`, whatever the browser has sent."""
    sent = getattr(st.session_state.get(key), "sent", None)
    start = PictureState(task.network)
    if not isinstance(sent, dict) or sent.get("run") != _run(task, way):
        return start
    try:
        return _read(task, sent)
    except (KeyError, TypeError, ValueError, OverflowError):
        return start  # a browser of ours sends no such thing


def _read(task: SmallTask, sent: dict[str, Any]) -> PictureState:
    row, turn = sent["row"], sent["turn"]
    if not (type(row) is int and 0 <= row < len(task.X) and type(turn) is int):
        raise ValueError
    network = task.network
    if "weights" in sent:
        weights, biases = _like(network.weights, sent["weights"]), _like(network.biases, sent["biases"])
        network = replace(network, weights=weights, biases=biases)
    return PictureState(network, row, _place(network, sent.get("picked")), turn)


def _like(own: tuple[Floats, ...], sent: Any) -> tuple[Floats, ...]:
    """Return arrays of the same shapes; raises ValueError."""
    read = tuple(np.array(part, float) for part in sent)
    if [part.shape for part in read] != [part.shape for part in own]:
        raise ValueError
    if not all((np.abs(part) < _MOST_WEIGHT).all() for part in read):
        raise ValueError
    return read


def _place(network: Network, sent: Any) -> Weight | None:
    if sent is None:
        return None
    place = Weight(sent["layer"], sent["source"], sent["target"])
    if place not in set(network.places()):
        raise ValueError
    return place


def network_picture(
    task: SmallTask,
    way: Way,
    state: PictureState,
    *,
    row: int = 0,
    rate: float = 0.1,
    marked: Weight | None = None,
    key: str,
) -> None:
    """Show the picture."""
    network = task.network
    shown = {
        "run": _run(task, way),
        "net": {
            "weights": [kernel.tolist() for kernel in network.weights],
            "biases": [bias.tolist() for bias in network.biases],
            "activations": list(network.activations),
            "output": network.output,
            "loss": network.loss,
        },
        "X": task.X.tolist(),
        "wanted": as_targets(network, task.target).tolist(),
        "row": row,
        "rate": rate,
        "way": way,
        "inputs": task.input_names,
        "outputs": [told(name) for name in task.class_names] if network.output == "softmax" else ["ŷ"],
        "classes": task.target.tolist(),
        "in_plane": task.in_plane,
        "reach": task.reach,
        "marked": marked._asdict() if marked else None,
        "turn": state.turn,
        "words": words(),
    }
    component("learn_network", language(), _html, _STYLE)(
        key=key, data=shown, height="content", default={"sent": None}, on_sent_change=lambda: None
    )


def _html() -> str:
    place = Markup('\n<div class="net" data-classes="{}" data-module="{}" data-failure="{}"></div>\n')
    failure = _("The pictures could not be loaded; reload the page.")
    return place.format(class_colours(), module_address("features/learn/parts/net_picture.js"), failure)


def _run(task: SmallTask, way: Way) -> str:
    """Return what names this network and these rows: with another, what was done to the last one counts no more."""
    parts = [*task.network.weights, *task.network.biases, task.X, task.target]
    said = " ".join([way, *task.network.activations, task.network.output])
    return hashlib.sha256(b"".join(part.tobytes() for part in parts) + said.encode()).hexdigest()[:16]
