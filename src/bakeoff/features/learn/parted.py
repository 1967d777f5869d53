"""Points in the plane for the chapters on tree and SVM: training, validation and test points, of two classes."""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings
from bakeoff.text import declared

CLASS_NAMES = {
    "moons": (declared("Upper"), declared("Lower")),
    "xor": (declared("Same sign"), declared("Opposite signs")),
    "circle": (declared("Inside"), declared("Outside")),
}
"""Names of the classes in the reader's language; the datasets' own names are data."""

_OTHER_SEED = 1000


@dataclass(frozen=True, eq=False)
class Parted:
    """The lab's points, parted. The test points come from another draw, and are for the end alone."""

    settings: LabSettings  # what they were made from; the lab makes the same of it
    X: NDArray[np.float64]  # (n, 2)
    y: NDArray[Any]  # (n,): classes 0 and 1
    validation: tuple[NDArray[np.float64], NDArray[Any]]
    test: tuple[NDArray[np.float64], NDArray[Any]]
    class_names: tuple[str, ...]

    @property
    def n_validation(self) -> int:
        """Number of validation points."""
        return len(self.validation[1])


@functools.lru_cache(maxsize=32)
def parted(data: str, points: int, noise: float, seed: int) -> Parted:
    """Return points of one of the lab's presets, half of them for training."""
    settings = LabSettings.model_validate({"data": data, "points": points, "noise": noise, "data_seed": seed})
    made, other = make_points(settings), make_points(settings.replace("data_seed", _OTHER_SEED + seed))
    X, train = made.X.astype(np.float64), made.train
    names = CLASS_NAMES.get(data, made.class_names)
    validation = X[~train], made.target[~train]
    test = other.X[~other.train].astype(np.float64), other.target[~other.train]
    return Parted(settings, X[train], made.target[train], validation, test, names)
