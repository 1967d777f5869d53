"""A network small enough to be drawn with all its numbers, and the rows that it is shown with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.lab.points import make_points
from bakeoff.lab.settings import LabSettings
from bakeoff.learn.network import Floats, Network, initialised

SmallData = Literal["moons", "xor", "circle", "gauss"]
ROWS = 30
_SHRUNK = 2.5
_REACH = 2.4
"""The plane goes from minus this to this."""
_CLASSES = 3


@dataclass(frozen=True, eq=False)
class SmallTask:
    """A network and what it is to learn.

    Attributes
    ----------
    network : Network
    X : ndarray of shape (n_rows, n_inputs)
    target : ndarray of shape (n_rows,)
        Class codes.
    class_names : tuple of str
    reach : tuple of float
        From where to where the plane is drawn.
    """

    network: Network
    X: Floats
    target: NDArray[Any]
    class_names: tuple[str, ...]
    reach: tuple[float, float] = (-_REACH, _REACH)


def small_task(data: SmallData, units: Sequence[int], activation: str, seed: int = 0) -> SmallTask:
    """Return points of the lab and a fresh network for them.

    Coordinates, weights and biases have two decimals, so that what is shown is what is computed with.

    Parameters
    ----------
    data : {"moons", "xor", "circle", "gauss"}
        As the lab calls them; the last has three classes.
    units : sequence of int
        Of each hidden layer.
    activation : str
        Of all of them.
    seed : int
        Of the weights.
    """
    points = make_points(small_settings(data))
    X = np.clip(np.round(points.X.astype(float) / _SHRUNK, 2), -_REACH, _REACH)
    return SmallTask(_rounded(units, activation, points.n_classes, seed), X, points.target, points.class_names)


def small_settings(data: SmallData) -> LabSettings:
    """Return the lab's settings that give these points."""
    classes = _CLASSES if data == "gauss" else 2
    return LabSettings.parse({"data": data, "points": ROWS, "noise": 0.1, "classes": classes})


def _rounded(units: Sequence[int], activation: str, n_classes: int, seed: int) -> Network:
    rng = np.random.default_rng(seed)
    drawn = initialised((2, *units, n_classes), (activation,) * len(units), rng)
    biases = tuple(np.round(rng.uniform(-0.3, 0.3, len(bias)), 2) for bias in drawn.biases)
    weights = tuple(np.round(kernel, 2) for kernel in drawn.weights)
    return Network(weights, biases, drawn.activations)
