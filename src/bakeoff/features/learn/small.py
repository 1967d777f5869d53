"""A network small enough to be drawn with all its numbers, and the rows that it is shown with."""

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.learn.network import ACTIVATIONS, Floats, Network, initialised
from bakeoff.network.features import REACH, featurise
from bakeoff.network.points import make_points
from bakeoff.network.settings import Feature, LabSettings

SmallData = Literal["moons", "xor", "circle", "gauss"]
Kernel = NDArray[np.float32]
ROWS = 30
_SHRUNK = 2.5
_REACH = 2.4
"""The plane goes from minus this to this."""
_CLASSES = 3


COORDINATES = ("x₁", "x₂")
FEATURE_NAMES: dict[Feature, str] = {
    "x1": "x₁",
    "x2": "x₂",
    "x1_sq": "x₁²",
    "x2_sq": "x₂²",
    "x1x2": "x₁x₂",
    "sin_x1": "sin x₁",
    "sin_x2": "sin x₂",
}


@dataclass(frozen=True, eq=False)
class SmallTask:
    """A network and what it is to learn."""

    network: Network
    X: Floats  # (n_rows, n_inputs)
    target: NDArray[Any]  # (n_rows,): class codes
    class_names: tuple[str, ...]
    reach: tuple[float, float] = (-_REACH, _REACH)  # from where to where the plane is drawn
    input_names: tuple[str, ...] = COORDINATES  # with others than these two there is no plane to draw

    @property
    def in_plane(self) -> bool:
        """True if a row is a point in the plane."""
        return self.input_names == COORDINATES


@functools.lru_cache(maxsize=64)
def small_task(data: SmallData, units: tuple[int, ...], activation: str, seed: int = 0) -> SmallTask:
    """Return points of the lab and a fresh network for them, the same object when asked again.

    Coordinates, weights and biases have two decimals, so that what is shown is what is computed with.
    """
    points = make_points(small_settings(data))
    X = np.clip(np.round(points.X.astype(float) / _SHRUNK, 2), -_REACH, _REACH)
    return SmallTask(_rounded(units, activation, points.n_classes, seed), X, points.target, points.class_names)


def lab_task(settings: LabSettings, weights: Sequence[Kernel], biases: Sequence[Kernel]) -> SmallTask | None:
    """Return a network of the lab as it stands, with some of the points that it learns from.

    Parameters
    ----------
    weights, biases : sequence of ndarray
        As `bakeoff.network.messages.Snapshot` has them.

    Returns
    -------
    SmallTask or None
        None for what the pictures do not show: numbers to be predicted, another loss than cross-entropy, batch
        normalisation, SELU and Mish; and for weights that are not, or not yet, those of the settings.
    """
    if settings.batch_norm or settings.loss != "cross_entropy":
        return None
    if any(layer.activation not in ACTIVATIONS for layer in settings.layers):
        return None
    points = make_points(settings)
    units = [layer.units for layer in settings.layers]
    sizes = [len(settings.features), *units, points.n_classes]
    if not points.n_classes or [part.shape for part in weights] != list(itertools.pairwise(sizes)):
        return None
    rows = np.flatnonzero(points.train)[:ROWS]
    X = featurise(points.X[rows], settings.features).astype(float)
    network = Network(
        tuple(part.astype(float) for part in weights),
        tuple(part.astype(float) for part in biases),
        tuple(layer.activation for layer in settings.layers),
    )
    names = tuple(FEATURE_NAMES[name] for name in settings.features)
    return SmallTask(network, X, points.target[rows], points.class_names, (-REACH, REACH), names)


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
