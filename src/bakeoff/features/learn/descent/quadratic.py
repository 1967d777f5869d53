"""Closed-form results for descent on a quadratic.

With curvature λ in some direction, descent with rate α and momentum β moves there by zₜ₊₁ = (1 + β − αλ) zₜ − β zₜ₋₁.
Each step shrinks the distance by the larger root of z² − (1 + β − αλ) z + β. Sources: Polyak, *Some methods of speeding
up the convergence of iteration methods* (1964); Goh, *Why momentum really works* (Distill, 2017).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


class BestRates(NamedTuple):
    """The rate and momentum that converge fastest, and by which factor each step then shrinks the distance."""

    rate: float
    momentum: float
    factor: float


def divergence_rate(largest: float, momentum: float = 0.0) -> float:
    """Return the learning rate beyond which descent diverges: 2 (1 + β) / λmax.

    Examples
    --------
    >>> divergence_rate(20), divergence_rate(20, momentum=0.9)
    (0.1, 0.19)
    """
    return 2 * (1 + momentum) / largest


def factor(rate: ArrayLike, momentum: ArrayLike, curvatures: Sequence[float]) -> Array:
    """Return by which factor a step shrinks the distance in the long run, in the slowest direction."""
    alpha, beta = np.asarray(rate, float), np.asarray(momentum, float)
    return np.asarray(np.max([_factor(1 + beta - alpha * curvature, beta) for curvature in curvatures], axis=0))


def _factor(middle: Array, beta: Array) -> Array:
    """Return the size of the larger root of z² − middle z + beta."""
    inside = middle * middle - 4 * beta
    real = (np.abs(middle) + np.sqrt(np.maximum(inside, 0))) / 2
    return np.where(inside < 0, np.sqrt(beta), real)


def best(smallest: float, largest: float) -> BestRates:
    """Return Polyak's choice for these extreme curvatures.

    Examples
    --------
    >>> best(1, 9)
    BestRates(rate=0.25, momentum=0.25, factor=0.5)
    """
    low, high = np.sqrt(smallest), np.sqrt(largest)
    ratio = float((high - low) / (high + low))
    return BestRates(float((2 / (low + high)) ** 2), ratio**2, ratio)


def noise_floor(rate: float, noise: float, curvatures: Sequence[float]) -> float:
    """Return the mean height above the minimum at which plain descent with a noisy gradient stays.

    In a direction of curvature λ the variance settles at α σ² / (λ (2 − αλ)), so the height at Σ α σ² / (2 (2 − αλ)).

    Examples
    --------
    >>> noise_floor(0.5, 2.0, [1.0])
    0.6666666666666666
    """
    return sum(rate * noise**2 / (2 * (2 - rate * curvature)) for curvature in curvatures)


def near_divergence(rate: float, largest: float, within: float = 0.05) -> bool:
    """Return whether a learning rate is where plain descent begins to diverge, as far as `within` says.

    Examples
    --------
    >>> near_divergence(0.103, 20), near_divergence(0.09, 20)
    (True, False)
    """
    limit = divergence_rate(largest)
    return abs(rate - limit) <= within * limit
