"""Commands from the browser, checked: only valid ones pass.

Commands for the lab's job read themselves (`bakeoff.network.commands`). This module has those for the page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bakeoff.errors import BakeoffError
from bakeoff.network.commands import SPOKEN, Command
from bakeoff.network.numbers import index
from bakeoff.network.point_settings import MAX_POINTS
from bakeoff.network.points import painted_from_browser
from bakeoff.network.settings import FEATURES, LabSettings
from bakeoff.web.network.view import LabView


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


Gesture = Command | Look | Change | Restore
"""Action of a visitor in the picture, for the lab's job or for the page itself."""


def read_command(sent: object, view: LabView) -> Gesture | None:
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
    reader = SPOKEN[name].read if name in SPOKEN else _READERS.get(name)
    try:
        return reader(sent, view) if reader else None
    except (BakeoffError, KeyError, TypeError, ValueError, OverflowError):
        return None  # a browser of ours sends no such thing


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
    pairs = [(index(units, 1 + MAX_POINTS), str(activation)) for units, activation in sent["value"]]
    return _checked({"layers": tuple(pairs)}, view)


def _flag(name: str) -> Callable[[Mapping[str, Any], LabView], Change | None]:
    def read(sent: Mapping[str, Any], view: LabView) -> Change | None:
        return Change({name: sent["value"]}) if isinstance(sent["value"], bool) else None

    return read


def _choice(name: str) -> Callable[[Mapping[str, Any], LabView], Change]:
    return lambda sent, view: _checked({name: str(sent["value"])}, view)


def _points(sent: Mapping[str, Any], view: LabView) -> Change:
    return _checked({"data": "painted", "painted": painted_from_browser(sent["value"])}, view)


def _look(sent: Mapping[str, Any], view: LabView) -> Look:
    return Look()


_READERS: dict[str, Callable[[Mapping[str, Any], LabView], Gesture | None]] = {
    "look": _look,
    "restore": _restore,
    "features": _features,
    "layers": _layers,
    "show_test": _flag("show_test"),
    "discretise": _flag("discretise"),
    "surface": _flag("surface"),
    **{name: _choice(name) for name in ("data", "learning_rate", "regularisation", "regularisation_rate", "noise")},
    "n_points": lambda sent, view: _checked({"points": str(sent["value"])}, view),
    "points": _points,
}
