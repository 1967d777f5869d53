"""What the browser asks for, checked: whatever it sends, only sound commands get through."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bakeoff.errors import BakeoffError
from bakeoff.lab.messages import EditWeight, NewWeights, Pause, Play, Reset, Rewind, StepBatch, StepEpoch
from bakeoff.lab.points import painted_to_text
from bakeoff.lab.settings import FEATURES, MAX_POINTS, LabSettings
from bakeoff.ui.components.lab.view import LabView

MOST_SEEDS = 2**31


@dataclass(frozen=True)
class Change:
    """Set some of the settings.

    Attributes
    ----------
    values : mapping of str to Any
        New values by the settings' names.
    """

    values: Mapping[str, Any]

    def of(self, settings: LabSettings) -> LabSettings:
        """Return the settings with the values in them; raises SettingError."""
        return settings.parse(dict(settings) | dict(self.values))


@dataclass(frozen=True)
class Restore:
    """Go back to the ghost run with this id."""

    ghost: str


@dataclass(frozen=True)
class Look:
    """Show the latest: the browser asks when it has drawn the last, and never from a hidden tab."""


Command = Look | Play | Pause | StepEpoch | StepBatch | Reset | NewWeights | EditWeight | Rewind | Change | Restore

_PLAIN: dict[str, type[Look | Play | Pause | StepEpoch | StepBatch | Reset]] = {
    "look": Look,
    "play": Play,
    "pause": Pause,
    "step_epoch": StepEpoch,
    "step_batch": StepBatch,
    "reset": Reset,
}


def read_command(sent: object, view: LabView) -> Command | None:
    """Return the command that `sent` stands for, or None if it is none, or does not fit the view.

    Parameters
    ----------
    sent : object
        ``{"command": name, ...}`` from the browser: not to be trusted.
    view : LabView
        What the visitor sees.
    """
    name = sent.get("command") if isinstance(sent, dict) else None
    if not isinstance(sent, dict) or not isinstance(name, str):
        return None
    if name in _PLAIN:
        return _PLAIN[name]()
    reader = _READERS.get(name)
    try:
        return reader(sent, view) if reader else None
    except (BakeoffError, KeyError, TypeError, ValueError, OverflowError):
        return None  # a browser of ours sends no such thing


def _number(value: object) -> float:
    """Return a finite number; raises ValueError."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError
    return float(value)


def _index(value: object, count: int) -> int:
    """Return an index below `count`; raises ValueError."""
    number = _number(value)
    if number != int(number) or not 0 <= number < count:
        raise ValueError
    return int(number)


def _edit_weight(sent: Mapping[str, Any], view: LabView) -> EditWeight:
    layer = _index(sent["layer"], len(view.sizes) - 1)
    source = None if sent["source"] is None else _index(sent["source"], view.sizes[layer])
    return EditWeight(layer, source, _index(sent["target"], view.sizes[layer + 1]), _number(sent["value"]))


def _rewind(sent: Mapping[str, Any], view: LabView) -> Rewind:
    return Rewind(max(0.0, _number(sent["epoch"])))


def _new_weights(sent: Mapping[str, Any], view: LabView) -> NewWeights:
    return NewWeights((view.settings.weight_seed + 1) % MOST_SEEDS)


def _restore(sent: Mapping[str, Any], view: LabView) -> Restore | None:
    known = {ghost.id for ghost in view.ghosts}
    return Restore(sent["ghost"]) if sent["ghost"] in known else None


def _checked(values: Mapping[str, Any], view: LabView) -> Change:
    change = Change(values)
    change.of(view.settings)
    return change


def _features(sent: Mapping[str, Any], view: LabView) -> Change:
    names = sent["value"]
    if not isinstance(names, list) or not all(name in FEATURES for name in names):
        raise ValueError
    return Change({"features": tuple(names)})  # none at all too: the page says why not


def _layers(sent: Mapping[str, Any], view: LabView) -> Change:
    pairs = [(_index(units, 1 + MAX_POINTS), str(activation)) for units, activation in sent["value"]]
    return _checked({"layers": tuple(pairs)}, view)


def _flag(name: str) -> Callable[[Mapping[str, Any], LabView], Change | None]:
    def read(sent: Mapping[str, Any], view: LabView) -> Change | None:
        return Change({name: sent["value"]}) if isinstance(sent["value"], bool) else None

    return read


def _points(sent: Mapping[str, Any], view: LabView) -> Change:
    rows = [tuple(map(_number, row)) for row in sent["value"][: MAX_POINTS + 1]]
    table = np.array(rows, float).reshape(len(rows), 3)
    if (table[:, 2] % 1).any():
        raise ValueError
    return _checked({"data": "painted", "painted": painted_to_text(table[:, :2], table[:, 2].astype(int))}, view)


_READERS: dict[str, Callable[[Mapping[str, Any], LabView], Command | None]] = {
    "edit_weight": _edit_weight,
    "rewind": _rewind,
    "new_weights": _new_weights,
    "restore": _restore,
    "features": _features,
    "layers": _layers,
    "show_test": _flag("show_test"),
    "discretise": _flag("discretise"),
    "points": _points,
}
