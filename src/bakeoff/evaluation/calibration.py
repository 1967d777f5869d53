"""Calibration of probabilities: of the rows given 80 %, are 80 % so? (The Brier score is a metric.)"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.intervals import LEVEL, share_of_units, wilson
from bakeoff.evaluation.units import Codes, too_few, unit_sums

BINS = 10
WORLDS = 300
"""Number of simulated outcomes, to see the errors that true probabilities have by chance."""


@dataclass(frozen=True)
class Reliability:
    """A reliability curve: one point for each bin of probability that has rows.

    Attributes
    ----------
    predicted : ndarray of shape (n_points,)
        Mean probability given to the bin's rows.
    observed, low, high : ndarray of shape (n_points,)
        Share of them for which it came true, with Wilson's 95 % interval, or that of units; NaN of few of these.
    counts : ndarray of int of shape (n_points,)
        How many rows the bin has.
    expected_error : float
        Expected calibration error: mean distance of observed from predicted, bins weighted by their rows
        (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017); NaN without rows.
    by_chance, most_by_chance : float
        The same error if every probability were exactly right: few rows in a bin never come true just as often as they
        were given. Its mean, and what it stays below in 95 of 100 draws (the consistency resampling of Bröcker and
        Smith 2007). Rows of one unit come true as alike as they did. NaN without rows, or of few units.
    p_value : float
        How often it is as large as the one found, or larger; 1 of few units.
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


def reliability(
    target: NDArray[np.int64], probabilities: NDArray[np.float64], bins: int = BINS, units: Codes | None = None
) -> Reliability:
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
    units : ndarray of shape (n_rows,), optional
        The unit of each row, if rows are not independent.
    """
    if probabilities.shape[1] == 2:
        return _curve(target == 1, probabilities[:, 1], bins, units)
    return _curve(target == probabilities.argmax(axis=1), probabilities.max(axis=1), bins, units)


def _curve(true: NDArray[np.bool_], probability: NDArray[np.float64], bins: int, units: Codes | None) -> Reliability:
    edges = np.linspace(0, 1, bins + 1)[1:-1]
    place = np.searchsorted(edges, probability)
    counts = np.bincount(place, minlength=bins)
    hits = np.bincount(place, weights=true, minlength=bins)
    sums = np.bincount(place, weights=probability, minlength=bins)
    shown = counts > 0
    counts, hits, sums = counts[shown], hits[shown], sums[shown]
    if units is None:
        intervals = [wilson(int(hit), int(n)) for hit, n in zip(hits, counts, strict=True)]
    else:
        inside = [place == each for each in np.flatnonzero(shown)]
        shares = [share_of_units(true[rows], units[rows]) for rows in inside]
        intervals = [(share.low, share.high) for share in shares]
    low, high = np.array(intervals).reshape(-1, 2).T
    error = float(np.abs(hits - sums).sum() / len(true)) if len(true) else float("nan")
    chance = _by_chance(place, true, probability, bins, units)
    p_value = (1 + np.count_nonzero(~(chance < error))) / (1 + WORLDS)
    most = float(np.quantile(chance, LEVEL))
    return Reliability(sums / counts, hits / counts, low, high, counts, error, float(chance.mean()), most, p_value)


def _by_chance(
    place: NDArray[np.intp], true: NDArray[np.bool_], probability: NDArray[np.float64], bins: int, units: Codes | None
) -> NDArray[np.float64]:
    """Return the errors that true probabilities have: an ndarray of shape (n_worlds,)."""
    if not len(probability) or too_few(units):
        return np.full(WORLDS, np.nan)
    rng, errors, n = np.random.default_rng(0), [], len(probability)
    alike = 0.0 if units is None else _alike(true, probability, units)
    for _world in range(WORLDS):
        luck = rng.random(n)
        if units is not None and alike:
            luck = np.where(rng.random(n) < math.sqrt(alike), rng.random(units.max() + 1)[units], luck)
        came = luck < probability
        errors.append(np.abs(np.bincount(place, weights=came - probability, minlength=bins)).sum() / n)
    return np.array(errors)


def _alike(true: NDArray[np.bool_], probability: NDArray[np.float64], units: Codes) -> float:
    """Return how much of what may come true alike in rows of one unit did so: 0 for nothing, 1 for all.

    It is the sum of the products of two rows' errors, by the most that it can be on average.
    """
    order, sizes = np.lexsort((probability, units)), np.bincount(units)
    later = np.concatenate([np.arange(size)[::-1] for size in sizes])
    shared, alone = (_products(each, units) for each in (true - probability, probability))
    most = 2 * float(probability[order] @ later) - alone
    return float(np.clip(shared / most, 0, 1)) if most > 0 else 0.0


def _products(values: NDArray[np.float64], units: Codes) -> float:
    """Return the sum of the products of every two rows of one unit."""
    return float(np.square(unit_sums(values, units)).sum() - np.square(values).sum())
