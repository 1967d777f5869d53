"""Points in the plane as the chapters on tree and SVM take them: training and test points, of two classes."""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.lab.points import make_points
from bakeoff.lab.settings import LabSettings
from bakeoff.text import declared

CLASS_NAMES = {
    "moons": (declared("Upper"), declared("Lower")),
    "xor": (declared("Same sign"), declared("Opposite signs")),
    "circle": (declared("Inside"), declared("Outside")),
}
"""What the classes are called here, in the reader's language; the data sets' own names are data."""


@dataclass(frozen=True, eq=False)
class Parted:
    """The lab's points, parted.

    Attributes
    ----------
    settings : LabSettings
        What they were made from; the lab makes the same of it.
    X, X_test : ndarray of shape (n, 2)
    y, y_test : ndarray of shape (n,)
        Classes 0 and 1.
    class_names : tuple of str
    """

    settings: LabSettings
    X: NDArray[np.float64]
    y: NDArray[Any]
    X_test: NDArray[np.float64]
    y_test: NDArray[Any]
    class_names: tuple[str, ...]

    @property
    def n_test(self) -> int:
        """Number of test points."""
        return len(self.y_test)


@functools.lru_cache(maxsize=32)
def parted(data: str, points: int, noise: float, seed: int) -> Parted:
    """Return points of one of the lab's presets, half of them for training."""
    settings = LabSettings.model_validate({"data": data, "points": points, "noise": noise, "data_seed": seed})
    made = make_points(settings)
    X, train = made.X.astype(np.float64), made.train
    names = CLASS_NAMES.get(data, made.class_names)
    return Parted(settings, X[train], made.target[train], X[~train], made.target[~train], names)
