"""A straight line through points of which one does not belong: what each loss makes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from bakeoff.learn.loss.prediction import OF_NUMBERS
from bakeoff.learn.network import Floats, Loss

N_POINTS = 20
REACH = 10.0
"""How far to either side the outlier may be; the other points are within half of that."""
HEIGHT = 20.0
"""How far up and down."""
START = (2.0, 6.0)
"""Where the outlier is first."""

LEAST_MISS = 2.0
MOST_MISS = 0.5
"""The goal: the squared error's line misses the others by at least the first, Huber's by at most the second."""

Fit = Callable[[Floats, Floats], tuple[float, float]]
_ROUNDS = 500
_SMALL = 1e-12


@dataclass(frozen=True)
class Line:
    """A straight line, and how well it does.

    Attributes
    ----------
    intercept, slope : float
    miss : float
        The mean distance, up or down, of the points that belong from the line.
    """

    intercept: float
    slope: float
    miss: float

    def at(self, x: Floats) -> Floats:
        """Return the line's heights."""
        return self.intercept + self.slope * x


def belonging() -> tuple[Floats, Floats]:
    """Return the points that belong: on y = 1 + x / 2, but for noise of standard deviation 0.4 (seed 3)."""
    x = np.linspace(-REACH / 2, REACH / 2, N_POINTS)
    return x, 1 + x / 2 + np.random.default_rng(3).normal(0, 0.4, N_POINTS)


def lines(outlier: tuple[float, float]) -> Mapping[Loss, Line]:
    """Return the line that each loss of a number calls best, by the loss's name.

    Parameters
    ----------
    outlier : (x, y)
    """
    x, y = belonging()
    all_x, all_y = np.append(x, outlier[0]), np.append(y, outlier[1])
    fits: Mapping[Loss, Fit] = {"mse": _squared, "mae": _absolute, "huber": _huber}
    best = {loss: fits[loss](all_x, all_y) for loss in OF_NUMBERS}
    return {name: Line(a, b, float(np.abs(y - a - b * x).mean())) for name, (a, b) in best.items()}


def reached(fitted: Mapping[Loss, Line]) -> bool:
    """Return whether the squared error's line has gone astray while Huber's has stayed: the goal."""
    return fitted["mse"].miss >= LEAST_MISS and fitted["huber"].miss <= MOST_MISS


def _squared(x: Floats, y: Floats, weights: Floats | None = None) -> tuple[float, float]:
    """Return intercept and slope of weighted least squares, in closed form."""
    w = np.ones_like(x) if weights is None else weights
    mean_x, mean_y = np.average(x, weights=w), np.average(y, weights=w)
    slope = float((w * (x - mean_x) * (y - mean_y)).sum() / (w * (x - mean_x) ** 2).sum())
    return float(mean_y - slope * mean_x), slope


def _absolute(x: Floats, y: Floats) -> tuple[float, float]:
    """Return the line of least absolute errors: one that is best goes through two of the points, so all are tried."""
    first, second = np.array(list(combinations(range(len(x)), 2))).T
    apart = np.abs(x[second] - x[first]) > _SMALL
    first, second = first[apart], second[apart]
    slopes = (y[second] - y[first]) / (x[second] - x[first])
    intercepts = y[first] - slopes * x[first]
    missed = np.abs(y - intercepts[:, None] - slopes[:, None] * x).sum(axis=1)
    best = int(missed.argmin())
    return float(intercepts[best]), float(slopes[best])


def _huber(x: Floats, y: Floats) -> tuple[float, float]:
    """Return the line of least Huber loss, by least squares in which what is far away counts less, again and again.

    Iteratively reweighted least squares: Huber and Ronchetti, *Robust Statistics*, chapter 7.8.
    """
    line = _squared(x, y)
    for _round in range(_ROUNDS):
        missed = np.abs(y - line[0] - line[1] * x)
        better = _squared(x, y, 1 / np.maximum(missed, 1))
        if abs(better[0] - line[0]) + abs(better[1] - line[1]) < _SMALL:
            break
        line = better
    return line
