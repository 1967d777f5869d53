"""View beside a snapshot: settings, points, ghost runs and words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders.layers import ACTIVATIONS
from bakeoff.evaluation.notation import quantity
from bakeoff.fields import Knob, knobs, to_text
from bakeoff.figures.style import class_colour
from bakeoff.network.features import REACH
from bakeoff.network.points import MAX_CLASSES, Axis, Points
from bakeoff.network.settings import USUAL_RATES, LabSettings
from bakeoff.text import _, told
from bakeoff.web.network.texts import validation_words, words
from bakeoff.wire import pack_parts

STYLE = Path(__file__).with_name("lab.css")
_OF_POINTS = {"points": (100, 200, 500, 1000, 2000), "noise": (0.0, 0.1, 0.2, 0.3, 0.5)}
"""Last in the row under the bar, where a phone shows them: the settings' own column is far below there."""
_USUAL: Mapping[str, Sequence[float]] = {**USUAL_RATES, **_OF_POINTS}
_KNOBS = {knob.name: knob for knob in knobs(LabSettings)}
_TICKS = (1.0, 0.75, 0.5, 0.25, 0.0)  # from the high end to the low, as in output.js


@dataclass(frozen=True, eq=False)
class Ghost:
    """An earlier run, kept as a faint curve.

    Attributes
    ----------
    id : str
        What `Restore` names it by.
    label : str
        What differs from the present run.
    curve : ndarray of shape (n, 5), float32
        As in `bakeoff.network.messages.Snapshot`.
    """

    id: str
    label: str
    curve: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class LabView:
    """View beside a snapshot. Keep the object as long as nothing changes: it is packed once."""

    settings: LabSettings
    points: Points
    ghosts: Sequence[Ghost] = ()
    validates: bool = False  # the points that are not learnt from are called validation points

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of features, of units in each hidden layer, and of outputs."""
        hidden = (layer.units for layer in self.settings.layers)
        return (len(self.settings.features), *hidden, max(1, self.points.n_classes))

    @cached_property
    def packed(self) -> bytes:
        """The view as `wire.js` reads it."""
        points = self.points
        columns: dict[str, NDArray[Any] | tuple[NDArray[Any], ...]] = {
            "x1": points.X[:, 0].astype(np.float32),
            "x2": points.X[:, 1].astype(np.float32),
            "target": points.target.astype(np.float32),
            "test": (~points.train).astype(np.uint8),
        }
        return pack_parts(self._header(), columns)

    def _header(self) -> dict[str, Any]:
        settings, points = self.settings, self.points
        return {
            "data": settings.data,
            "presets": _options(_KNOBS["data"]),
            "knobs": self._knobs(),
            "surface": settings.surface,
            "features": settings.features,
            "layers": [(layer.units, layer.activation) for layer in settings.layers],
            "activations": [(name, _(label)) for name, label in ACTIVATIONS.items()],
            "weight_seed": settings.weight_seed,
            "watch": settings.watch,
            "batch_norm": settings.batch_norm,
            "pace": settings.pace,
            "paces": _options(_KNOBS["pace"]),
            "n_classes": points.n_classes,
            "class_names": [told(name) for name in points.class_names],
            "half": REACH,
            "axes": (told(points.x.name), told(points.y.name)),
            "ticks": {"x1": _ticks(points.x), "x2": _ticks(points.y)},
            "show_test": settings.show_test,
            "discretise": settings.discretise,
            "hide": settings.hide,
            "ghosts": [{"id": ghost.id, "label": ghost.label, "curve": ghost.curve.tolist()} for ghost in self.ghosts],
            "words": words() | (validation_words() if self.validates else {}),
        }

    def _knobs(self) -> list[dict[str, Any]]:
        """Return what is set most often, each with its choices; the activation is that of all layers."""
        settings = self.settings
        chosen = {layer.activation for layer in settings.layers}
        fixed = _OF_POINTS if settings.data in ("painted", "table") else ()
        activation = {
            "name": "activation",
            "label": _("Activation"),
            "value": "" if len(chosen) > 1 else "".join(chosen),
            "options": [("", "–")] * (len(chosen) > 1) + [(name, _(label)) for name, label in ACTIVATIONS.items()],
            "hidden": not chosen or "layers" in settings.hide,
        }
        rate, *others = (
            {
                "name": "n_points" if name == "points" else name,  # points themselves are what is painted
                "label": _(_KNOBS[name].label),
                "value": to_text(value := getattr(settings, name)),
                "options": _usual(name, value) if name in _USUAL else _options(_KNOBS[name]),
                "hidden": name in (*settings.hide, *fixed) or not _KNOBS[name].applies(settings, settings.task),
            }
            for name in ("learning_rate", "regularisation", "regularisation_rate", *_OF_POINTS)
        )
        return [rate, activation, *others]


def _usual(name: str, value: float) -> list[tuple[str, str]]:
    return [(text, text) for text in map(to_text, sorted({*_USUAL[name], value}))]


def _options(knob: Knob) -> list[tuple[str, str]]:
    return [(name, _(label)) for name, label in knob.options.items()]


def class_colours() -> str:
    """Return the colours of the lab's classes, which are those of the whole site, parted by spaces."""
    return " ".join(map(class_colour, range(MAX_CLASSES)))


def _ticks(axis: Axis) -> list[str]:
    values = [axis.low + (axis.high - axis.low) * share for share in _TICKS]
    return [quantity(float(f"{value:.3g}")) for value in values]
