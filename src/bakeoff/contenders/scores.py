"""Loss and score for the live curves, from what a model predicts."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import is_classifier
from sklearn.utils import check_array

MOST_ROWS = 2000
"""Largest number of training rows that are scored while a model trains, so that watching stays cheap."""


def report_sizes(total: int) -> list[int]:
    """Return after how many of `total` trees or rounds a model reports: each at first, then ever fewer.

    It depends on nothing but their number, so that the same race reports the same steps on any
    machine: steps of one up to 16, then of an eighth, at most a fiftieth of the whole.

    Examples
    --------
    >>> report_sizes(20)
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]
    >>> len(report_sizes(100)), len(report_sizes(1000))
    (58, 79)
    """
    sizes = [1]
    while sizes[-1] < total:
        step = max(1, min(sizes[-1] // 8, math.ceil(total / 50)))
        sizes.append(min(sizes[-1] + step, total))
    return sizes


def some_rows(n_rows: int, most: int = MOST_ROWS) -> NDArray[np.intp]:
    """Return at most `most` row numbers, evenly spread over `n_rows`.

    Examples
    --------
    >>> some_rows(3)
    array([0, 1, 2])
    """
    return np.linspace(0, n_rows - 1, min(n_rows, most)).astype(np.intp)


def some_of(X: Any, y: ArrayLike, most: int = MOST_ROWS) -> tuple[Any, NDArray[Any]]:
    """Return at most `most` training rows and their target; a frame stays one, for its column names."""
    target = np.asarray(y)
    some = some_rows(len(target), most)
    if hasattr(X, "iloc"):
        return X.iloc[some], target[some]
    return check_array(X, accept_sparse="csr", ensure_all_finite=False)[some], target[some]


def scored(model: Any, X: Any, y: Any) -> tuple[float, float] | None:
    """Return loss and score of a fitted model on rows; None if there are none, or for more than one target."""
    truth = np.asarray(y)
    if X is None or y is None or truth.ndim > 1:
        return None
    if is_classifier(model):
        return class_scores(model.predict_proba(X), codes(model.classes_, truth))
    return number_scores(model.predict(X), truth.astype(np.float64))


def codes(classes: NDArray[Any], y: ArrayLike) -> NDArray[np.intp]:
    """Return the place of each label in the sorted `classes`; -1 for one that is not there."""
    labels = np.asarray(y)
    places = np.searchsorted(classes, labels).clip(max=len(classes) - 1)
    return np.where(classes[places] == labels, places, -1)


def class_scores(probabilities: NDArray[np.floating], truth: NDArray[np.intp]) -> tuple[float, float]:
    """Return log loss and accuracy.

    Parameters
    ----------
    probabilities : ndarray of shape (n_rows, n_classes)
    truth : ndarray of shape (n_rows,)
        Column of the true class; -1 for a class that the model does not know, which it cannot get right.
    """
    of_truth = np.where(truth >= 0, probabilities[np.arange(len(truth)), truth], 0.0)
    floor = np.finfo(probabilities.dtype).eps  # as sklearn.metrics.log_loss: no single row costs infinity
    return 0.0 - float(np.log(of_truth.clip(min=floor)).mean()), float((probabilities.argmax(axis=1) == truth).mean())


def number_scores(predicted: NDArray[np.floating], truth: NDArray[np.floating]) -> tuple[float, float]:
    """Return mean squared error and R²; R² of a constant truth is 1 if met exactly, else 0."""
    error = float(np.mean((predicted - truth) ** 2))
    spread = float(np.var(truth))
    return error, 1.0 - error / spread if spread else float(error == 0.0)


def measures(train: tuple[float, float] | None, validation: tuple[float, float] | None) -> dict[str, float]:
    """Return (loss, score) pairs under the names that `ReportingMixin._report` takes."""
    pairs = {"train": train, "validation": validation}
    return {
        f"{part}_{what}": value
        for part, pair in pairs.items()
        if pair is not None
        for what, value in zip(("loss", "score"), pair, strict=True)
    }
