"""Impurity of the classes of some rows, and its decrease by a question.

Formulas as in Hastie, Tibshirani and Friedman, *The Elements of Statistical Learning*, 2nd edition, section 9.2.3.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Criterion = Literal["gini", "entropy"]
Numbers = NDArray[np.float64]


def gini(shares: Numbers) -> Numbers:
    """Return Gini's impurity, the chance that two rows drawn at random are of different classes; classes come last.

    Examples
    --------
    >>> gini(np.array([[0.5, 0.5], [1.0, 0.0]])).tolist()
    [0.5, 0.0]
    """
    return np.asarray(1 - (shares**2).sum(axis=-1), float)


def entropy(shares: Numbers) -> Numbers:
    """Return the entropy in bits: how many yes-or-no answers the class of a row is worth, on average.

    Examples
    --------
    >>> entropy(np.array([[0.5, 0.5], [1.0, 0.0]])).tolist()
    [1.0, 0.0]
    """
    logarithms = np.log2(shares, out=np.zeros_like(shares), where=shares > 0)
    return np.asarray(-(shares * logarithms).sum(axis=-1) + 0.0, float)


IMPURITIES: Mapping[str, Callable[[Numbers], Numbers]] = {"gini": gini, "entropy": entropy}


@dataclass(frozen=True)
class ThresholdQuestion:
    """Is a feature at most a threshold? Rows of which it is go left, the others right."""

    feature: int
    threshold: float

    def yes(self, X: Numbers) -> NDArray[np.bool_]:
        """Return which rows go left."""
        return np.asarray(X[:, self.feature] <= self.threshold)


@dataclass(frozen=True, eq=False)
class Sides:
    """Classes left and right of a split, both impurities, that of all before, and the gain, weighted by rows."""

    counts: NDArray[np.int64]
    impurities: tuple[float, float]
    before: float
    gain: float


def asked(
    question: ThresholdQuestion, X: Numbers, y: NDArray[Any], n_classes: int, criterion: Criterion = "gini"
) -> Sides:
    """Return what a question makes of rows."""
    left = question.yes(X)
    counts = np.array([np.bincount(y[side], minlength=n_classes) for side in (left, ~left)])
    after = _impurity(counts, criterion)
    before = float(_impurity(counts.sum(axis=0), criterion))
    gain = before - float((counts.sum(axis=1) * after).sum() / max(1, counts.sum()))
    return Sides(counts, (float(after[0]), float(after[1])), before, gain)


@dataclass(frozen=True, eq=False)
class Gains:
    """Gains of all splits of one feature, by thresholds between its values."""

    thresholds: Numbers
    gains: Numbers


def all_gains(values: Numbers, y: NDArray[Any], n_classes: int, criterion: Criterion = "gini") -> Gains:
    """Return what each threshold gains that parts the values of a feature otherwise than the one before."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    left = np.cumsum(np.eye(n_classes, dtype=np.int64)[y[order]], axis=0)
    places = np.flatnonzero(np.diff(ordered) > 0)
    counts = np.stack([left[places], left[-1] - left[places]], axis=1)
    after = (counts.sum(axis=2) * _impurity(counts, criterion)).sum(axis=1) / len(y)
    before = _impurity(left[-1], criterion)
    return Gains(ordered[places] / 2 + ordered[places + 1] / 2, np.asarray(before - after, float))


def _impurity(counts: NDArray[np.int64], criterion: Criterion) -> Numbers:
    n = counts.sum(axis=-1, keepdims=True)
    shares = np.divide(counts, n, out=np.zeros(counts.shape), where=n > 0)
    return np.where(n[..., 0] > 0, IMPURITIES[criterion](shares), 0.0)
