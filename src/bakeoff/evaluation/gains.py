"""Gain of each test row: its evidence for the first of two contenders.

A row's *gain* is its part in the first's score minus its part in the second's. Gains average to the difference of the
two scores. A swap of a row's two answers changes the sign of its gain and leaves all others as they are. So the paired
permutation test holds its level exactly where a score is a mean over rows.

Other scores are made linear around the common part of the two, which swaps hardly change. Around either's own score, a
row's gain would depend on the answers to other rows. F1 and average precision of rare classes would then find a
difference twice as often as they may.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.influence import Influence, scored_classes, squared
from bakeoff.evaluation.ranking import Ranking

Values = NDArray[np.float64]
Codes = NDArray[np.int64]
Gains = Callable[[NDArray[Any], Prediction, Prediction, int], Values | None]
"""Gain of each row, of shape (n_rows,), from target, the two predictions and the number of classes.

Its mean is by how much the first is better, in the metric's own unit. None if it is not known: one has no
probabilities, no row of another class is there, or the target is constant.
"""


PRECISION = 1e-12
"""Errors that differ by less are equal, in shares of the target's standard deviation; squared ones, of its variance."""


def of_shares(influence: Influence) -> Gains:
    """Return the gains of a score that is a mean over rows of what `influence` gives, more being better."""

    def gains(target: NDArray[Any], first: Prediction, second: Prediction, n_classes: int) -> Values | None:
        own, other = influence(target, first, n_classes), influence(target, second, n_classes)
        return None if own is None or other is None else own - other

    return gains


def of_losses(influence: Influence) -> Gains:
    """Return the gains of a mean of losses, less being better."""
    shares = of_shares(influence)
    return lambda target, first, second, n_classes: shares(target, second, first, n_classes)


def r2(target: Values, first: Prediction, second: Prediction, _n_classes: int) -> Values | None:
    """Return gains in squared errors, in shares of the target's variance; None if that is 0."""
    variance = float(np.var(target))
    gap = _settled(squared(target, second) - squared(target, first), float(np.std(target)) ** 2)
    return gap / variance if variance else None


def rmse(target: Values, first: Prediction, second: Prediction, _n_classes: int) -> Values:
    """Turn gains in squared errors into gains in their mean's root."""
    own, other = squared(target, first), squared(target, second)
    gap = _settled(other - own, float(np.std(target)) ** 2)
    roots = math.sqrt(own.mean()) + math.sqrt(other.mean())
    return gap / roots if roots else gap


def mae(target: Values, first: Prediction, second: Prediction, _n_classes: int) -> Values:
    """Return gains in absolute errors."""
    return _settled(np.abs(second.values - target) - np.abs(first.values - target), float(np.std(target)))


def _settled(gap: Values, spread: float) -> Values:
    """Set to 0 what differs by rounding alone."""
    return np.where(np.abs(gap) <= PRECISION * spread, 0, gap)


def f1(target: Codes, first: Prediction, second: Prediction, n_classes: int) -> Values:
    """Split the difference of means over classes of 2 D / S: D right, S true or answered.

    a / b - c / d is ((a - c) - m (b - d)) / s, with m the mean of the two quotients and s that of b and d.
    """
    answers = [first.values, second.values]
    true = np.bincount(target, minlength=n_classes)
    totals = [true + np.bincount(predicted, minlength=n_classes) for predicted in answers]
    rights = [2 * np.bincount(target[predicted == target], minlength=n_classes) for predicted in answers]
    middle = sum(_ratio(right, total) for right, total in zip(rights, totals, strict=True)) / 2
    per_row = _ratio(np.full(n_classes, 2.0), totals[0] + totals[1])
    right = 2 * ((first.values == target).astype(float) - (second.values == target)) * per_row[target]
    per_row_gap = right - (middle * per_row)[first.values] + (middle * per_row)[second.values]
    return np.asarray(per_row_gap * len(target) / np.count_nonzero(totals[0] + totals[1]), dtype=np.float64)


def mcc(target: Codes, first: Prediction, second: Prediction, n_classes: int) -> Values:
    """Split the difference of C / sqrt(X Y), Gorodkin's R_K, as `f1` does; X is of the truth alone."""
    n = len(target)
    true, *given = (
        np.bincount(labels, minlength=n_classes).astype(float) for labels in (target, first.values, second.values)
    )
    spread = math.sqrt(max(0.0, n**2 - true @ true))
    roots = [math.sqrt(max(0.0, n**2 - counts @ counts)) for counts in given]
    if not spread or not sum(roots):
        return np.zeros(n)
    above = [n * (predicted == target) - true[predicted] for predicted in (first.values, second.values)]
    middle = sum(overlap.sum() / root for overlap, root in zip(above, roots, strict=True) if root) / 2
    pooled = given[0] + given[1]
    roots_apart = (pooled[second.values] - pooled[first.values]) / sum(roots)
    per_row_gap = n * (above[0] - above[1] - middle * roots_apart) / (sum(roots) / 2 * spread)
    return np.asarray(per_row_gap, dtype=np.float64)


def of_ranks(influence: Callable[[NDArray[np.bool_], Values], Values], area: int) -> Gains:
    """Return the gains of an area, by its place in `Ranking.areas`.

    They are the influence of ranks on the area of both contenders' rows together; the rest is shared out evenly.
    """

    def gains(target: NDArray[Any], first: Prediction, second: Prediction, _n_classes: int) -> Values | None:
        if first.probabilities is None or second.probabilities is None:
            return None
        n, chances = len(target), (first.probabilities, second.probabilities)
        per_class = []
        for code in scored_classes(chances[0].shape[1]):
            ranks = [rankdata(each[:, code]) for each in chances]
            both = influence(np.tile(target == code, 2), np.concatenate(ranks))
            if np.isfinite(both).all():
                per_class.append(both[:n] - both[n:])
        if not per_class:
            return None
        apart = _area(target, chances[0], area) - _area(target, chances[1], area)
        mean = np.mean(per_class, axis=0)
        return np.asarray(mean - mean.mean() + apart, dtype=np.float64)

    return gains


def _area(target: Codes, probabilities: Values, area: int) -> float:
    whole = np.ones((len(target), 1), dtype=np.float32)
    classes = scored_classes(probabilities.shape[1])
    areas = [Ranking(target == code, probabilities[:, code]).areas(whole)[0, area] for code in classes]
    return float(np.nanmean(areas))


def _ratio(above: NDArray[Any], below: NDArray[Any]) -> Values:
    ratio: Values = np.divide(above, below, out=np.zeros(len(below)), where=below > 0)
    return ratio
