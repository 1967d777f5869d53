"""Gain of a class from a chapter: against before it, and against the half of the class that has not had it yet."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from bakeoff.evaluation.base import Estimate

LEAST = 8
"""Number of learners from which on a gain is told."""
LEAST_OF_HALF = 5
"""Number of learners in each half from which on the difference between the halves is told."""
_LEAST_WRONG = 4
_LEVEL = 0.95
_MADE_UP = ((1.0, 0.5), (0.5, 0.5))
"""Shares wrong before and after of two made-up learners, for the interval of a class whose learners are all alike."""
_MADE_UP_OF_HALF = ((0.0, 0.0), (1.0, 1.0))
"""Shares right before and between of two made-up learners in each half, for the same reason."""


def gain(right: NDArray[np.bool_]) -> Estimate | None:
    """Return Hake's normalised gain of the class means, with its interval by Fieller's theorem.

    `right` is by learner, time (before, after) and question. None if there are fewer than `LEAST` learners, or too few
    wrong answers before the chapter: classes that had many by chance would alone have a number, and gain by falling
    back to their mean.
    """
    wrong = 1 - right.mean(axis=2)
    if len(right) < LEAST or np.count_nonzero(~right[:, 0]) < _LEAST_WRONG:
        return None
    with_made_up = np.vstack([wrong, _MADE_UP])
    before, after = with_made_up.mean(axis=0)
    t = stats.t.ppf((1 + _LEVEL) / 2, len(right) - 1)
    spread = np.cov(with_made_up.T) * t**2 / len(with_made_up)
    a, b, c = before**2 - spread[0, 0], before * after - spread[0, 1], after**2 - spread[1, 1]
    if a <= 0 or not wrong[:, 0].any():
        return None
    value = 1 - wrong[:, 1].mean() / wrong[:, 0].mean()
    half = math.sqrt(max(b * b - a * c, 0))
    return Estimate(value, min(1 - (b + half) / a, value), min(max(1 - (b - half) / a, value), 1))


def difference(had: NDArray[np.bool_], waited: NDArray[np.bool_]) -> Estimate | None:
    """Return by how much the half that has had a chapter is right more often than the half that waits for it.

    Each half has answers by learner, time (before both chapters, between them) and question. The share between is
    adjusted for the share before (analysis of covariance). None if a half has fewer than `LEAST_OF_HALF` learners.
    """
    if min(len(had), len(waited)) < LEAST_OF_HALF:
        return None
    halves = [half.mean(axis=2) for half in (had, waited)]
    value, _error = _adjusted(halves[0], halves[1])
    middle, error = _adjusted(*(np.vstack([half, _MADE_UP_OF_HALF]) for half in halves))
    reach = stats.t.ppf((1 + _LEVEL) / 2, len(had) + len(waited) - 3) * error
    return Estimate(value, max(min(middle - reach, value), -1.0), min(max(middle + reach, value), 1.0))


def _adjusted(had: NDArray[np.float64], waited: NDArray[np.float64]) -> tuple[float, float]:
    """Return the difference of two halves in the second column, adjusted for the first, and its standard error."""
    means = had.mean(axis=0), waited.mean(axis=0)
    rest = np.vstack([had - means[0], waited - means[1]])
    spread = rest[:, 0] @ rest[:, 0]
    slope = rest[:, 0] @ rest[:, 1] / spread if spread else 0.0
    gap = means[0] - means[1]
    errors = rest[:, 1] - slope * rest[:, 0]
    variance = errors @ errors / (len(rest) - 3)
    unequal = gap[0] ** 2 / spread if spread else 0.0
    return float(gap[1] - slope * gap[0]), math.sqrt(variance * (1 / len(had) + 1 / len(waited) + unequal))


def separation(right: NDArray[np.bool_], rest: NDArray[np.float64]) -> float | None:
    """Return how right answers to a question go with learners' share right elsewhere, from −1 to 1; None of few."""
    if len(right) < LEAST or right.all() or not right.any() or not np.ptp(rest):
        return None
    return float(np.corrcoef(right, rest)[0, 1])
