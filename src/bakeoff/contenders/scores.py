"""Loss and score for the live curves, from what a model predicts."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

MOST_ROWS = 2000
"""How many training rows are scored at most while a model trains, so that watching stays cheap."""


def some_rows(n_rows: int) -> NDArray[np.intp]:
    """Return at most `MOST_ROWS` row numbers, evenly spread over `n_rows`.

    Examples
    --------
    >>> some_rows(3)
    array([0, 1, 2])
    """
    return np.linspace(0, n_rows - 1, min(n_rows, MOST_ROWS)).astype(np.intp)


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
    return float(-np.log(of_truth.clip(min=floor)).mean()), float((probabilities.argmax(axis=1) == truth).mean())


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
