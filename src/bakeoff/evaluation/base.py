"""The small records that evaluation hands on."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval; `low` and `high` are NaN where no interval is known."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Prediction:
    """What one contender says about rows.

    Attributes
    ----------
    values : ndarray of shape (n_rows,)
        Class codes (int64), or numbers (float64).
    probabilities : ndarray of shape (n_rows, n_classes) or None
        One column per class code of the data set, float64; None for regression.
    """

    values: NDArray[Any]
    probabilities: NDArray[np.float64] | None = None


@dataclass(frozen=True)
class Plane:
    """A picture's worth of points in feature space.

    Attributes
    ----------
    x, y : ndarray of shape (resolution,)
        Coordinates of the grid's columns and rows.
    axis_names : (str, str)
        What the two axes are.
    rows_x, rows_y : ndarray of shape (n_shown,)
        Where (some of) the held-out rows lie.
    rows_target : ndarray of shape (n_shown,)
        Their class codes or numbers.
    projected : bool
        Whether the plane is spanned by the first two principal components, all others held at their mean.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    axis_names: tuple[str, str]
    rows_x: NDArray[np.float64]
    rows_y: NDArray[np.float64]
    rows_target: NDArray[Any]
    projected: bool


@dataclass(frozen=True)
class Regions:
    """What one contender answers all over a `Plane`.

    Attributes
    ----------
    answer : ndarray of shape (resolution, resolution)
        Class code (int16) or number (float32) at each point; rows go with `Plane.y`.
    confidence : ndarray of shape (resolution, resolution) or None
        Probability of that class, float32; None for regression.
    """

    answer: NDArray[Any]
    confidence: NDArray[np.float32] | None
