"""Gain of each test row: its evidence for the first of two contenders.

A row's *gain* is its part in the first's score minus its part in the second's. Gains average to the difference of the
two scores. A swap of a row's two answers changes the sign of its gain and leaves all others as they are. So the paired
permutation test holds its level exactly where a score is a mean over rows.

Other scores are made linear around the common part of the two, which swaps hardly change. Around either's own score, a
row's gain would depend on the answers to other rows. F1 and average precision of rare classes would then find a
difference twice as often as they may.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.influence import contributions, placements, precisions, scored_classes
from bakeoff.evaluation.metrics import Metric, score

Values = NDArray[np.float64]
Codes = NDArray[np.int64]


PRECISION = 1e-12
"""Errors that differ by less are equal, in shares of the target's standard deviation; squared ones, of its variance."""


def gains(target: NDArray[Any], first: Prediction, second: Prediction, metric: Metric, n_classes: int) -> Values | None:
    """Return each row's gain, whose mean is by how much the first is better, in the metric's own unit.

    Parameters
    ----------
    target : ndarray of shape (n_rows,)
        Class codes or numbers.
    first, second : Prediction
        For the same rows.
    n_classes : int
        How many class codes there are.

    Returns
    -------
    ndarray of shape (n_rows,) or None
        None if it is not known: one has no probabilities, no row of another class is there, or the target is constant.
    """
    if metric.name in _OF_CELLS:
        return _OF_CELLS[metric.name](target, first.values, second.values, n_classes)
    if metric.name in _OF_RANKS:
        return _of_ranks(target, first, second, metric)
    own, other = (contributions(target, each, metric.name, n_classes) for each in (first, second))
    if own is None or other is None:
        return None
    gap = own - other if metric.name in _OF_SHARES else other - own
    if metric.summary == "residuals":
        spread = float(np.std(target))
        gap[np.abs(gap) <= PRECISION * (spread if metric.name == "mae" else spread**2)] = 0
    return _in_unit(gap, own, other, metric, target)


def _in_unit(gap: Values, own: Values, other: Values, metric: Metric, target: NDArray[Any]) -> Values | None:
    """Turn gains in squared errors into gains in R², or in their mean's root."""
    match metric.name:
        case "r2":
            variance = float(np.var(target))
            return gap / variance if variance else None
        case "rmse":
            roots = math.sqrt(own.mean()) + math.sqrt(other.mean())
            return gap / roots if roots else gap
        case _:
            return gap


def _f1(target: Codes, first: Codes, second: Codes, n_classes: int) -> Values:
    """Split the difference of means over classes of 2 D / S: D right, S true or answered.

    a / b - c / d is ((a - c) - m (b - d)) / s, with m the mean of the two quotients and s that of b and d.
    """
    true = np.bincount(target, minlength=n_classes)
    totals = [true + np.bincount(predicted, minlength=n_classes) for predicted in (first, second)]
    rights = [2 * np.bincount(target[predicted == target], minlength=n_classes) for predicted in (first, second)]
    middle = sum(_ratio(right, total) for right, total in zip(rights, totals, strict=True)) / 2
    per_row = _ratio(np.full(n_classes, 2.0), totals[0] + totals[1])
    right = 2 * ((first == target).astype(float) - (second == target)) * per_row[target]
    per_row_gap = right - (middle * per_row)[first] + (middle * per_row)[second]
    return np.asarray(per_row_gap * len(target) / np.count_nonzero(totals[0] + totals[1]), dtype=np.float64)


def _mcc(target: Codes, first: Codes, second: Codes, n_classes: int) -> Values:
    """Split the difference of C / sqrt(X Y), Gorodkin's R_K, as `_f1` does; X is of the truth alone."""
    n = len(target)
    true, *given = (np.bincount(labels, minlength=n_classes).astype(float) for labels in (target, first, second))
    spread = math.sqrt(max(0.0, n**2 - true @ true))
    roots = [math.sqrt(max(0.0, n**2 - counts @ counts)) for counts in given]
    if not spread or not sum(roots):
        return np.zeros(n)
    above = [n * (predicted == target) - true[predicted] for predicted in (first, second)]
    middle = sum(overlap.sum() / root for overlap, root in zip(above, roots, strict=True) if root) / 2
    pooled = given[0] + given[1]
    roots_apart = (pooled[second] - pooled[first]) / sum(roots)
    per_row_gap = n * (above[0] - above[1] - middle * roots_apart) / (sum(roots) / 2 * spread)
    return np.asarray(per_row_gap, dtype=np.float64)


def _of_ranks(target: Codes, first: Prediction, second: Prediction, metric: Metric) -> Values | None:
    """Take the influence of ranks on the area of both contenders' rows together; the rest is shared out evenly."""
    if first.probabilities is None or second.probabilities is None:
        return None
    n = len(target)
    per_class = []
    for code in scored_classes(first.probabilities.shape[1]):
        ranks = [
            rankdata(scores.probabilities[:, code]) for scores in (first, second) if scores.probabilities is not None
        ]
        both = _OF_RANKS[metric.name](np.tile(target == code, 2), np.concatenate(ranks))
        if np.isfinite(both).all():
            per_class.append(both[:n] - both[n:])
    if not per_class:
        return None
    apart = score(target, first, metric) - score(target, second, metric)
    mean = np.mean(per_class, axis=0)
    return np.asarray(mean - mean.mean() + apart, dtype=np.float64)


def _ratio(above: NDArray[Any], below: NDArray[Any]) -> Values:
    ratio: Values = np.divide(above, below, out=np.zeros(len(below)), where=below > 0)
    return ratio


_OF_SHARES = ("accuracy", "balanced_accuracy")
_OF_CELLS: Mapping[str, Callable[[Codes, Codes, Codes, int], Values]] = {"f1": _f1, "mcc": _mcc}
_OF_RANKS: Mapping[str, Callable[[NDArray[np.bool_], Values], Values]] = {
    "roc_auc": placements,
    "average_precision": precisions,
}
