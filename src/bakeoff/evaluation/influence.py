"""Influence of each test row on a score.

A score is a mean over rows, or nearly: each row's *contribution* is the score plus that row's influence on it (Hampel
1974), which is its derivative by the row's weight. Contributions average to the score. Where the score is a mean, they
are the rows' own losses. For the area under the ROC curve they are the placements of DeLong, DeLong and Clarke-Pearson
(1988). So the theory of means holds for every metric: tests, and standard errors.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.base import Prediction

Values = NDArray[np.float64]
Influence = Callable[[NDArray[Any], Prediction, int], Values | None]
"""Contribution of each row, of shape (n_rows,), from target, prediction and the number of classes.

None if it needs probabilities that the prediction has not.
"""


def losses(target: NDArray[np.int64], probabilities: Values) -> Values:
    """Return each row's log loss and Brier score, as scikit-learn scales them: an ndarray of shape (n_rows, 2)."""
    n_classes = probabilities.shape[1]
    tiny = np.finfo(probabilities.dtype).eps
    own = np.clip(probabilities[np.arange(len(target)), target], tiny, 1 - tiny)
    apart = ((probabilities - np.eye(n_classes)[target]) ** 2).sum(axis=1)
    return np.column_stack([-np.log(own), apart / (2 if n_classes == 2 else 1)])


def scored_classes(n_classes: int) -> range:
    """Return the classes that are ranked against the rest: all, or of two the second."""
    return range(n_classes) if n_classes > 2 else range(n_classes - 1, n_classes)


def accuracy(target: NDArray[np.int64], prediction: Prediction, _n_classes: int) -> Values:
    """Return 1 for each row that is answered right, else 0."""
    return np.asarray(prediction.values == target, dtype=np.float64)


def balanced_accuracy(target: NDArray[np.int64], prediction: Prediction, n_classes: int) -> Values:
    """Return the rows answered right, each class weighing the same."""
    counts = np.bincount(target, minlength=n_classes)
    right = np.asarray(prediction.values == target, dtype=np.float64)
    return right * len(target) / (np.count_nonzero(counts) * counts[target])


def f1(target: NDArray[np.int64], prediction: Prediction, n_classes: int) -> Values:
    """Return F1 = mean of 2 D / S over classes, D right and S true or answered, by the quotient's derivative."""
    answer = prediction.values
    total = np.bincount(target, minlength=n_classes) + np.bincount(answer, minlength=n_classes)
    known = total > 0
    each = np.where(known, 2 * np.bincount(target[answer == target], minlength=n_classes), 0) / np.maximum(total, 1)
    slope = each / np.maximum(total, 1)
    gained = np.where(answer == target, 2 / np.maximum(total, 1)[target], 0.0) - slope[target] - slope[answer]
    return np.asarray(each[known].mean() + gained * len(target) / known.sum(), dtype=np.float64)


def mcc(target: NDArray[np.int64], prediction: Prediction, n_classes: int) -> Values:
    """Return Gorodkin's R_K = C / sqrt(X Y) by the derivatives of C, X and Y."""
    answer, n = prediction.values, float(len(target))
    true = np.bincount(target, minlength=n_classes).astype(float)
    given = np.bincount(answer, minlength=n_classes).astype(float)
    right = np.asarray(answer == target, dtype=np.float64)
    spread_true, spread_given = n**2 - true @ true, n**2 - given @ given
    if not spread_true or not spread_given:
        return np.zeros(len(target))
    root = np.sqrt(spread_true * spread_given)
    value = (right.sum() * n - true @ given) / root
    above = (right * n + right.sum() - given[target] - true[answer]) / root
    below = (n - true[target]) / spread_true + (n - given[answer]) / spread_given
    return np.asarray(value + n * (above - value * below), dtype=np.float64)


def roc_auc(target: NDArray[np.int64], prediction: Prediction, _n_classes: int) -> Values | None:
    """Average the placements over the classes."""
    return _over_classes(placements, target, prediction)


def average_precision(target: NDArray[np.int64], prediction: Prediction, _n_classes: int) -> Values | None:
    """Average the precisions over the classes."""
    return _over_classes(precisions, target, prediction)


def _over_classes(
    influence: Callable[[NDArray[np.bool_], Values], Values], target: NDArray[np.int64], prediction: Prediction
) -> Values | None:
    """Average what `influence` says of each class against the rest, but for those without a row or another."""
    chances = prediction.probabilities
    if chances is None:
        return None
    per_class = [influence(target == code, chances[:, code]) for code in scored_classes(chances.shape[1])]
    known = [each for each in per_class if np.isfinite(each).all()]
    return np.mean(known, axis=0) if known else np.full(len(target), np.nan)


def placements(positive: NDArray[np.bool_], scores: Values) -> Values:
    """Return each row's contribution to the area under the ROC curve: NaN without a row of either side.

    A row's placement is the share of the rows of the other side that it stands on the right side of, ties by half.
    """
    placed = np.full(len(scores), np.nan)
    n_positive = np.count_nonzero(positive)
    n_negative = len(scores) - n_positive
    if not n_positive or not n_negative:
        return placed
    above, below = np.sort(scores[positive]), np.sort(scores[~positive])
    placed[positive] = _share_below(below, scores[positive])
    placed[~positive] = 1 - _share_below(above, scores[~positive])
    area = placed[positive].mean()
    size = np.where(positive, n_positive, n_negative)
    return np.asarray(area + (placed - area) * len(scores) / size, dtype=np.float64)


def _share_below(ordered: Values, scores: Values) -> Values:
    left, right = np.searchsorted(ordered, scores, "left"), np.searchsorted(ordered, scores, "right")
    return np.asarray((left + right) / (2 * len(ordered)), dtype=np.float64)


def precisions(positive: NDArray[np.bool_], scores: Values) -> Values:
    """Return each row's contribution to average precision: NaN without a positive row.

    A row counts in the precision at its own score and at all lower ones.
    """
    n_positive = np.count_nonzero(positive)
    if not n_positive:
        return np.full(len(scores), np.nan)
    levels, level = np.unique(-scores, return_inverse=True)
    hits = np.bincount(level, weights=positive, minlength=len(levels))
    n_hits, seen = np.cumsum(hits), np.cumsum(np.bincount(level, minlength=len(levels)))
    precision = n_hits / seen
    value = float(hits @ precision) / n_positive
    as_hit = np.cumsum((hits / seen)[::-1])[::-1]
    as_seen = np.cumsum((hits * n_hits / seen**2)[::-1])[::-1]
    own = np.where(positive, precision[level] - value + as_hit[level], 0.0)
    return np.asarray(value + (own - as_seen[level]) * len(scores) / n_positive, dtype=np.float64)


def log_loss(target: NDArray[np.int64], prediction: Prediction, _n_classes: int) -> Values | None:
    """Return each row's log loss."""
    return None if prediction.probabilities is None else losses(target, prediction.probabilities)[:, 0]


def brier(target: NDArray[np.int64], prediction: Prediction, _n_classes: int) -> Values | None:
    """Return each row's Brier score."""
    return None if prediction.probabilities is None else losses(target, prediction.probabilities)[:, 1]


def squared(target: Values, prediction: Prediction) -> Values:
    """Return the squared errors."""
    return np.asarray((prediction.values - target) ** 2, dtype=np.float64)


def r2(target: Values, prediction: Prediction, _n_classes: int) -> Values:
    """Return the squared errors in the unit of R², the target's variance taken as given; NaN where that is 0."""
    variance = float(np.var(target))
    each = squared(target, prediction)
    return 1 - each / variance if variance else np.full(len(each), np.nan)


def rmse(target: Values, prediction: Prediction, _n_classes: int) -> Values:
    """Return the mean's root and the derivative of it by each squared error."""
    each = squared(target, prediction)
    root = math.sqrt(each.mean())
    return root + (each - root**2) / (2 * root) if root else each


def mae(target: Values, prediction: Prediction, _n_classes: int) -> Values:
    """Return the absolute errors."""
    return np.asarray(np.abs(prediction.values - target), dtype=np.float64)
