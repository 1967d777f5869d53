"""Whether probabilities can be trusted: of the rows given 80 %, are 80 % so? (The Brier score is a metric.)"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.intervals import LEVEL, wilson

BINS = 10
WORLDS = 300
"""How often it is drawn what came true, to see how far off true probabilities are by chance."""


@dataclass(frozen=True)
class Reliability:
    """A reliability curve: one point for each bin of probability that has rows.

    Attributes
    ----------
    predicted : ndarray of shape (n_points,)
        Mean probability given to the bin's rows.
    observed, low, high : ndarray of shape (n_points,)
        Share of them for which it came true, with Wilson's 95 % interval.
    counts : ndarray of int of shape (n_points,)
        How many rows the bin has.
    expected_error : float
        Expected calibration error: mean distance of observed from predicted, bins weighted by their rows
        (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017); NaN without rows.
    by_chance, most_by_chance : float
        The same error if every probability were exactly right: few rows in a bin never come true just as often as they
        were given. Its mean, and what it stays below in 95 of 100 draws (the consistency resampling of Bröcker and
        Smith 2007); NaN without rows.
    p_value : float
        How often it is as large as the one found, or larger.
    """

    predicted: NDArray[np.float64]
    observed: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    counts: NDArray[np.int64]
    expected_error: float
    by_chance: float
    most_by_chance: float
    p_value: float


def reliability(target: NDArray[np.int64], probabilities: NDArray[np.float64], bins: int = BINS) -> Reliability:
    """Return the reliability curve of a classifier.

    With two classes it is that of the second class's probability; with more it is that of the answer's (the
    largest probability of each row: "top-label").

    Parameters
    ----------
    target : ndarray of shape (n_rows,)
        Class codes.
    probabilities : ndarray of shape (n_rows, n_classes)
    bins : int
        Of equal width, from 0 to 1; the same as those of scikit-learn's ``calibration_curve``.
    """
    if probabilities.shape[1] == 2:
        return _curve(target == 1, probabilities[:, 1], bins)
    return _curve(target == probabilities.argmax(axis=1), probabilities.max(axis=1), bins)


def _curve(true: NDArray[np.bool_], probability: NDArray[np.float64], bins: int) -> Reliability:
    edges = np.linspace(0, 1, bins + 1)[1:-1]
    place = np.searchsorted(edges, probability)
    counts = np.bincount(place, minlength=bins)
    hits = np.bincount(place, weights=true, minlength=bins)
    sums = np.bincount(place, weights=probability, minlength=bins)
    shown = counts > 0
    counts, hits, sums = counts[shown], hits[shown], sums[shown]
    intervals = [wilson(int(hit), int(n)) for hit, n in zip(hits, counts, strict=True)]
    low, high = np.array(intervals).reshape(-1, 2).T
    error = float(np.abs(hits - sums).sum() / len(true)) if len(true) else float("nan")
    chance = _by_chance(place, probability, bins)
    p_value = (1 + np.count_nonzero(chance >= error)) / (1 + WORLDS)
    most = float(np.quantile(chance, LEVEL))
    return Reliability(sums / counts, hits / counts, low, high, counts, error, float(chance.mean()), most, p_value)


def _by_chance(place: NDArray[np.intp], probability: NDArray[np.float64], bins: int) -> NDArray[np.float64]:
    """Return the errors that true probabilities have: an ndarray of shape (n_worlds,)."""
    if not len(probability):
        return np.full(WORLDS, np.nan)
    rng, errors = np.random.default_rng(0), []
    for _world in range(WORLDS):
        came = rng.random(len(probability)) < probability
        errors.append(np.abs(np.bincount(place, weights=came - probability, minlength=bins)).sum() / len(probability))
    return np.array(errors)
