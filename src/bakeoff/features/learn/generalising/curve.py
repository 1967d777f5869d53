"""A polynomial through noisy points: by its degree it learns too little, enough, or the noise as well.

Least squares on Legendre polynomials, with weight decay (ridge regression, Hoerl and Kennard 1970): all weights but
the constant's are kept small; or by gradient descent that stops early.
"""

import functools
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.polynomial import legendre
from numpy.typing import NDArray

from bakeoff.network.settings import LabSettings

Floats = NDArray[np.float64]

NOISE = 0.25
"""Standard deviation of what is added to each point: no model can miss new points by less."""
DEGREES = range(16)
ROWS = (32, 64, 128, 256)
DECAYS = (0.0, 0.0001, 0.001, 0.01, 0.1, 1.0, 10.0)
STEPS = (1, 3, 10, 30, 100, 300, 1000, 10_000, 100_000, 1_000_000)
"""Choices of when gradient descent stops."""
NEW = 1000
SAMPLES = 30
ACROSS = np.linspace(-1, 1, 201)
OVERFITTING = LabSettings.parse(
    {"data": "moons", "noise": "0.5", "points": "60", "layers": "8:relu,8:relu,8:relu", "learning_rate": "0.1"}
)
"""Few points, much noise and a large network: the lab's test loss soon rises."""
GOAL_SEED = 25
"""Seed of the goal's points: of 64 of them, high degrees overfit without weight decay."""
LEAST_DEGREE, MOST_MISSED, MOST_HARD = 12, 0.3, 0.31
"""The hard goal has a higher error, and only `ROWS[0]` points."""


def truth(x: Floats) -> Floats:
    """Return what is behind the points."""
    return np.sin(np.pi * x)


@dataclass(frozen=True, eq=False)
class NoisyPoints:
    """Points, half of which are learnt from and half are kept to validate; `NEW` others are there to test."""

    x: Floats
    y: Floats
    x_new: Floats
    y_new: Floats

    @property
    def train(self) -> slice:
        """The first half."""
        return slice(0, len(self.x) // 2)

    @property
    def validation(self) -> slice:
        """The second half."""
        return slice(len(self.x) // 2, None)


def points(rows: int, seed: int) -> NoisyPoints:
    """Draw so many points; fewer are the first of more."""
    rng, new = np.random.default_rng(seed), np.random.default_rng(10_000 + seed)
    drawn = rng.uniform(-1, 1, (max(ROWS), 2))
    x, chance = drawn[:rows, 0], rng.normal(0, NOISE, max(ROWS))[:rows]
    x_new = new.uniform(-1, 1, NEW)
    return NoisyPoints(x, truth(x) + chance, x_new, truth(x_new) + new.normal(0, NOISE, NEW))


@dataclass(frozen=True, eq=False)
class Polynomial:
    """A fitted polynomial: its Legendre weights, and its RMSE on training points, validation points and new ones."""

    weights: Floats
    trained: float
    validated: float
    tested: float

    def at(self, x: Floats) -> Floats:
        """Return what it says."""
        return np.asarray(legendre.legval(x, self.weights))


def fit(data: NoisyPoints, degree: int, decay: float = 0.0) -> Polynomial:
    """Fit a polynomial to the training points; `decay` is the price of squared weights, all but the constant's."""
    x, y = data.x[data.train], data.y[data.train]
    basis = legendre.legvander(x, degree)
    penalty = np.sqrt(decay) * np.eye(degree + 1)[1:]
    weights = np.linalg.lstsq(np.vstack([basis, penalty]), np.concatenate([y, np.zeros(degree)]), rcond=None)[0]
    return _measured(data, weights)


def descended(data: NoisyPoints, degree: int, steps: int) -> Polynomial:
    """Return what gradient descent from zero weights has fitted after so many steps, by its closed form.

    The learning rate is the inverse of the largest curvature of half the sum of squares.
    """
    x, y = data.x[data.train], data.y[data.train]
    left, sizes, right = np.linalg.svd(legendre.legvander(x, degree), full_matrices=False)
    done = 1 - (1 - (sizes / sizes[0]) ** 2) ** steps
    return _measured(data, np.asarray(right.T @ (done / sizes * (left.T @ y))))


def _measured(data: NoisyPoints, weights: Floats) -> Polynomial:
    def missed(x: Floats, y: Floats) -> float:
        return float(np.sqrt(np.mean((legendre.legval(x, weights) - y) ** 2)))

    trained, validated = (missed(data.x[part], data.y[part]) for part in (data.train, data.validation))
    return Polynomial(weights, trained, validated, missed(data.x_new, data.y_new))


class SampledFits(NamedTuple):
    """Fits to `SAMPLES` samples along `ACROSS`: their median, its usual distance from the truth, and theirs from it."""

    curves: Floats
    median: Floats
    bias: float
    spread: float


@functools.cache
def of_samples(degree: int) -> SampledFits:
    """Fit a degree to as many points of each of other samples."""
    curves = np.array([fit(points(ROWS[0], seed), degree).at(ACROSS) for seed in range(1, SAMPLES + 1)])
    median = np.median(curves, axis=0)
    bias, spread = np.median(np.abs(median - truth(ACROSS))), np.median(np.abs(curves - median))
    return SampledFits(curves, median, float(bias), float(spread))


def best_degree(data: NoisyPoints) -> int:
    """Return the degree that misses the validation points least."""
    return min(DEGREES, key=lambda degree: fit(data, degree).validated)


def reached(degree: int, fitted: Polynomial) -> bool:
    """Tell whether the chapter's goal is reached."""
    return degree >= LEAST_DEGREE and fitted.validated <= MOST_MISSED


def reached_hard(degree: int, rows: int, fitted: Polynomial) -> bool:
    """Tell whether the chapter's hard goal is reached."""
    return rows == ROWS[0] and degree >= LEAST_DEGREE and fitted.validated <= MOST_HARD
