"""A straight line through points of which one does not belong: what each loss makes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from bakeoff.features.learn.loss.prediction import OF_NUMBERS
from bakeoff.features.learn.network import Floats, Loss

N_POINTS = 20
REACH = 10.0
"""Range of the outlier to either side; the other points are within half of that."""
HEIGHT = 20.0
"""Range of the outlier up and down."""
START = (2.0, 6.0)
"""Start of the outlier."""

LEAST_MISS = 2.0
MOST_MISS = 0.5
"""The goal: the squared error's line misses the others by at least the first, Huber's by at most the second."""

Fit = Callable[[Floats, Floats], tuple[Floats, Floats]]
_ROUNDS = 500
_SMALL = 1e-12


@dataclass(frozen=True)
class FittedLine:
    """A straight line, and how well it does."""

    intercept: float
    slope: float
    miss: float  # the mean distance, up or down, of the points that belong from the line

    def at(self, x: Floats) -> Floats:
        """Return the line's heights."""
        return self.intercept + self.slope * x


def belonging() -> tuple[Floats, Floats]:
    """Return the points that belong: on y = 1 + x / 2, but for noise of standard deviation 0.4 (seed 3)."""
    x = np.linspace(-REACH / 2, REACH / 2, N_POINTS)
    return x, 1 + x / 2 + np.random.default_rng(3).normal(0, 0.4, N_POINTS)


def lines(outlier: tuple[float, float]) -> Mapping[Loss, FittedLine]:
    """Return the line that each loss of a number calls best, by the loss's name."""
    best = everywhere(np.array([outlier]))
    return {loss: FittedLine(*(float(number) for number in of_loss[0])) for loss, of_loss in best.items()}


def everywhere(outliers: Floats) -> Mapping[Loss, Floats]:
    """Return the best lines for many places of the outlier, each as `FittedLine` has it: intercept, slope, miss.

    Parameters
    ----------
    outliers : ndarray of shape (n, 2)

    Returns
    -------
    mapping of str to ndarray of shape (n, 3)
    """
    x, y = belonging()
    all_x = np.column_stack([np.tile(x, (len(outliers), 1)), outliers[:, 0]])
    all_y = np.column_stack([np.tile(y, (len(outliers), 1)), outliers[:, 1]])
    fits: Mapping[Loss, Fit] = {"mse": _squared, "mae": _absolute, "huber": _huber}
    best = {}
    for loss in OF_NUMBERS:
        intercepts, slopes = fits[loss](all_x, all_y)
        misses = np.abs(y - intercepts[:, None] - slopes[:, None] * x).mean(axis=1)
        best[loss] = np.column_stack([intercepts, slopes, misses])
    return best


def reached(fitted: Mapping[Loss, FittedLine]) -> bool:
    """Return whether the squared error's line has gone astray while Huber's has stayed: the goal."""
    return fitted["mse"].miss >= LEAST_MISS and fitted["huber"].miss <= MOST_MISS


def _squared(x: Floats, y: Floats, weights: Floats | None = None) -> tuple[Floats, Floats]:
    """Return intercepts and slopes of weighted least squares, in closed form, a row each."""
    w = np.ones_like(x) if weights is None else weights
    w = w / w.sum(axis=1, keepdims=True)
    mean_x, mean_y = (w * x).sum(axis=1, keepdims=True), (w * y).sum(axis=1, keepdims=True)
    slopes = (w * (x - mean_x) * (y - mean_y)).sum(axis=1) / (w * (x - mean_x) ** 2).sum(axis=1)
    return mean_y[:, 0] - slopes * mean_x[:, 0], slopes


def _absolute(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the lines of least absolute errors: one that is best goes through two of the points, so all are tried."""
    first, second = np.array(list(combinations(range(x.shape[1]), 2))).T
    apart = x[:, second] - x[:, first]
    upright = np.abs(apart) < _SMALL
    slopes = (y[:, second] - y[:, first]) / np.where(upright, 1.0, apart)
    intercepts = y[:, first] - slopes * x[:, first]
    missed = np.abs(y[:, None] - intercepts[..., None] - slopes[..., None] * x[:, None]).sum(axis=2)
    best = np.where(upright, np.inf, missed).argmin(axis=1)
    rows = np.arange(len(x))
    return intercepts[rows, best], slopes[rows, best]


def _huber(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the lines of least Huber loss, by least squares in which what is far away counts less, again and again.

    Iteratively reweighted least squares: Huber and Ronchetti, *Robust Statistics*, chapter 7.8.
    """
    intercepts, slopes = _squared(x, y)
    for _round in range(_ROUNDS):
        missed = np.abs(y - intercepts[:, None] - slopes[:, None] * x)
        better = _squared(x, y, 1 / np.maximum(missed, 1))
        moved = np.abs(better[0] - intercepts) + np.abs(better[1] - slopes)
        intercepts, slopes = better
        if moved.max() < _SMALL:
            break
    return intercepts, slopes
