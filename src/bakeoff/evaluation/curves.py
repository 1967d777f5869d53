"""ROC, precision-recall and cumulative gains curves, averaged over classes and thinned for drawing.

With two classes the curve is that of the second class. With more, each class is set against the rest and
the curves are averaged, so that the area under the average is the average of the areas.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_curve, roc_curve

MOST_POINTS = 200

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """Points of a curve, from left to right.

    Attributes
    ----------
    x, y : ndarray of shape (n_points,)
        At most 200 points. Between two of them a ROC or a gains curve is straight; a precision-recall curve
        keeps the right one's height.
    area : float
        Area under the whole curve before thinning; NaN, with no points, if no class allows one.
    """

    x: Values
    y: Values
    area: float


def roc(target: NDArray[np.int64], probabilities: Values) -> Curve:
    """Return true positive rate over false positive rate.

    Parameters
    ----------
    target : ndarray of shape (n_rows,)
        Class codes.
    probabilities : ndarray of shape (n_rows, n_classes)
    """
    codes = [code for code in _shown(probabilities) if 0 < np.sum(target == code) < len(target)]
    rates = [roc_curve(target == code, probabilities[:, code])[:2] for code in codes]
    if not rates:
        return _EMPTY
    x = np.unique(np.concatenate([false for false, _true in rates]))
    # A curve may rise straight up at one x, so each x has a left and a right height.
    heights = np.mean([_both_heights(x, false, true) for false, true in rates], axis=0)
    x, y = np.repeat(x, 2)[1:], heights.ravel()[1:]
    x, y = np.concatenate([[0.0], x]), np.concatenate([[0.0], y])
    return _thinned(x, y, float(np.trapezoid(y, x)))


def precision_recall(target: NDArray[np.int64], probabilities: Values) -> Curve:
    """Return precision over recall, the best precision that reaches each recall's threshold first.

    Parameters
    ----------
    target : ndarray of shape (n_rows,)
        Class codes.
    probabilities : ndarray of shape (n_rows, n_classes)
    """
    codes = [code for code in _shown(probabilities) if np.any(target == code)]
    steps = [_recall_steps(target == code, probabilities[:, code]) for code in codes]
    if not steps:
        return _EMPTY
    x = np.unique(np.concatenate([recall for recall, _precision in steps]))
    y = np.mean([precision[np.searchsorted(recall, x)] for recall, precision in steps], axis=0)
    area = float(np.sum(np.diff(x, prepend=0.0) * y))
    return _thinned(np.concatenate([[0.0], x]), np.concatenate([y[:1], y]), area)


def cumulative_gains(target: NDArray[np.int64], probabilities: Values) -> Curve:
    """Return the share of a class's rows that is found over the share of all rows looked at, likeliest first.

    Rows of equal probability are looked at together. Lift is y / x.

    Parameters
    ----------
    target : ndarray of shape (n_rows,)
        Class codes.
    probabilities : ndarray of shape (n_rows, n_classes)
    """
    codes = [code for code in _shown(probabilities) if np.any(target == code)]
    steps = [_gains(target == code, probabilities[:, code]) for code in codes]
    if not steps:
        return _EMPTY
    x = np.unique(np.concatenate([looked_at for looked_at, _found in steps]))
    y = np.mean([np.interp(x, looked_at, found_share) for looked_at, found_share in steps], axis=0)
    return _thinned(x, y, float(np.trapezoid(y, x)))


def _gains(positive: NDArray[np.bool_], scores: Values) -> tuple[Values, Values]:
    _levels, level = np.unique(-scores, return_inverse=True)
    counts, hits = np.bincount(level), np.bincount(level, weights=positive)
    looked_at, shares = np.cumsum(counts) / len(scores), np.cumsum(hits) / positive.sum()
    return np.concatenate([[0.0], looked_at]), np.concatenate([[0.0], shares])


def _shown(probabilities: Values) -> range:
    n_classes = probabilities.shape[1]
    return range(1, 2) if n_classes == 2 else range(n_classes)


def _both_heights(x: Values, xs: Values, ys: Values) -> Values:
    """Return the heights of a rising line at each `x`, from the left and from the right."""
    first, last = np.searchsorted(xs, x, side="left"), np.searchsorted(xs, x, side="right") - 1
    between = np.interp(x, xs, ys)
    corner = first <= last
    return np.column_stack([np.where(corner, ys[first], between), np.where(corner, ys[last], between)])


def _recall_steps(positive: NDArray[np.bool_], scores: Values) -> tuple[Values, Values]:
    """Return each recall above 0 once, with the precision at the highest threshold that reaches it."""
    precision, recall, _thresholds = precision_recall_curve(positive, scores)
    recall, first = np.unique(recall[::-1], return_index=True)
    return recall[1:], precision[::-1][first][1:]


def _thinned(x: Values, y: Values, area: float) -> Curve:
    """Keep points at even distances along the curve, so that no bend is lost by more than such a distance."""
    if len(x) <= MOST_POINTS:
        return Curve(x, y, area)
    along = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(x)) + np.abs(np.diff(y)))])
    kept = np.unique(np.searchsorted(along, np.linspace(0, along[-1], MOST_POINTS)).clip(0, len(x) - 1))
    return Curve(x[kept], y[kept], area)


_EMPTY = Curve(np.empty(0), np.empty(0), float("nan"))
