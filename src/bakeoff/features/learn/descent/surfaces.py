"""The surfaces that are descended: their height, their slope and where they are lowest.

The valley is a quadratic whose condition number is chosen; Rosenbrock, *An automatic method for finding the greatest
or least value of a function* (1960); Beale, *On an iterative method for finding a local minimum* (1958). All take
arrays, so that many points are asked at once. `surfaces.js` has the same formulas; a test compares the two.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Surface:
    """A function of two weights."""

    name: str  # its code
    height: Callable[[Array], Array]  # from an array of shape (..., 2) to one of shape (...)
    slope: Callable[[Array], Array]  # its gradient: from an array of shape (..., 2) to one of the same shape
    view: tuple[float, float, float, float]  # what is drawn: left, right, bottom and top
    start: tuple[float, float]  # from where one descends unless another place is chosen
    minima: tuple[tuple[float, float], ...]  # its lowest places
    condition: float = 1.0  # of the valley
    degrees: float = 0.0  # by how much the valley is turned

    @property
    def lowest(self) -> float:
        """Its height in its minima."""
        return float(self.height(np.array(self.minima[0])))

    @property
    def radius(self) -> float:
        """Distance from a minimum within which it counts as reached."""
        return _NEAR * (self.view[1] - self.view[0])


_NEAR = 0.02
VALLEY_VIEW = (-3.0, 3.0, -2.0, 2.0)
VALLEY_START = (-2.4, 1.4)


def valley(condition: float, degrees: float = 0.0) -> Surface:
    """Return ½ wᵀHw, whose curvature is 1 along the valley and `condition` across it."""
    a, b, d = second_derivatives(condition, degrees)

    def height(w: Array) -> Array:
        x, y = w[..., 0], w[..., 1]
        return 0.5 * (a * x * x + 2 * b * x * y + d * y * y)

    def slope(w: Array) -> Array:
        x, y = w[..., 0], w[..., 1]
        return np.stack([a * x + b * y, b * x + d * y], axis=-1)

    x, y = VALLEY_START
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    start = (round(c * x - s * y, 3), round(s * x + c * y, 3))
    return Surface("valley", height, slope, VALLEY_VIEW, start, ((0.0, 0.0),), condition, degrees)


def second_derivatives(condition: float, degrees: float) -> tuple[float, float, float]:
    """Return the valley's H: by w₁ twice, by both, by w₂ twice."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return c * c + condition * s * s, (1 - condition) * c * s, s * s + condition * c * c


def _rosenbrock(w: Array) -> Array:
    x, y = w[..., 0], w[..., 1]
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


def _rosenbrock_slope(w: Array) -> Array:
    x, y = w[..., 0], w[..., 1]
    return np.stack([2 * (x - 1) - 400 * x * (y - x * x), 200 * (y - x * x)], axis=-1)


def _saddle(w: Array) -> Array:
    x, y = w[..., 0], w[..., 1]
    return x**4 / 4 - x * x / 2 + y * y / 2


def _saddle_slope(w: Array) -> Array:
    x, y = w[..., 0], w[..., 1]
    return np.stack([x**3 - x, y], axis=-1)


_BEALE = ((1.5, 1), (2.25, 2), (2.625, 3))


def _beale(w: Array) -> Array:
    x, y = w[..., 0], w[..., 1]
    return np.asarray(np.sum([(constant - x + x * y**power) ** 2 for constant, power in _BEALE], axis=0))


def _beale_slope(w: Array) -> Array:
    x, y = w[..., 0], w[..., 1]
    parts = [(constant - x + x * y**power, power) for constant, power in _BEALE]
    along = np.sum([2 * part * (y**power - 1) for part, power in parts], axis=0)
    across = np.sum([2 * part * power * x * y ** (power - 1) for part, power in parts], axis=0)
    return np.stack([along, across], axis=-1)


ROSENBROCK = Surface(
    "rosenbrock", _rosenbrock, _rosenbrock_slope, (-2.25, 2.25, -0.75, 2.25), (-1.2, 1.0), ((1.0, 1.0),)
)
SADDLE = Surface("saddle", _saddle, _saddle_slope, (-2.1, 2.1, -1.4, 1.4), (0.02, 1.2), ((1.0, 0.0), (-1.0, 0.0)))
BEALE = Surface("beale", _beale, _beale_slope, (-1.5, 4.5, -2.0, 2.0), (0.5, -1.4), ((3.0, 0.5),))


def surface(name: str, condition: float = 1.0, degrees: float = 0.0) -> Surface:
    """Return a surface by its code; a valley with this condition number, turned by so much."""
    others = {shape.name: shape for shape in (ROSENBROCK, SADDLE, BEALE)}
    return others.get(name) or valley(condition, degrees)
