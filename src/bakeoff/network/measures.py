"""Quality of the lab's network: mean loss and score on both parts of the points."""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bakeoff.network.settings import LabSettings


class Measures(NamedTuple):
    """Quality of the network at one moment."""

    train_loss: float
    test_loss: float
    train_score: float
    test_score: float
    confusion: NDArray[np.int32]


def measures(
    settings: LabSettings,
    targets: tuple[NDArray[Any], NDArray[Any]],
    output: NDArray[np.float32],
    n_classes: int,
    penalty: float,
) -> Measures:
    """Return how good outputs are.

    Parameters
    ----------
    targets : tuple of two ndarrays
        Those of the training points and those of the test points.
    output : ndarray of shape (n, n_outputs), float32
        Probabilities, or numbers, of the one part and then of the other.
    n_classes : int
        0 for regression.
    penalty : float
        For the weights' size.
    """
    (train_target, test_target), n_train = targets, len(targets[0])
    train, test = output[:n_train], output[n_train:]
    confusion = np.zeros((n_classes, n_classes), np.int32)
    if n_classes:
        np.add.at(confusion, (test_target, test.argmax(axis=1)), 1)
    return Measures(
        mean_loss(settings, train_target, train) + penalty,
        mean_loss(settings, test_target, test) + penalty,
        _score(settings, train_target, train),
        _score(settings, test_target, test),
        confusion,
    )


def mean_loss(settings: LabSettings, target: NDArray[Any], output: NDArray[np.float32]) -> float:
    """Return the mean loss of outputs: probabilities of shape (n, n_classes), or numbers of shape (n, 1)."""
    if not len(target):
        return math.nan
    if target.dtype == np.int32:
        if settings.loss == "mse":
            return float(np.mean((output - np.eye(output.shape[1], dtype=np.float32)[target]) ** 2))
        right = output[np.arange(len(target)), target]
        return float(-np.log(np.maximum(right, np.finfo(np.float32).tiny)).mean())
    error = np.abs(output[:, 0] - target)
    match settings.loss_regression:
        case "mse":
            return float(np.mean(error**2))
        case "mae":
            return float(error.mean())
        case _:
            return float(np.where(error <= 1, 0.5 * error**2, error - 0.5).mean())


def _score(settings: LabSettings, target: NDArray[Any], output: NDArray[np.float32]) -> float:
    """Return accuracy, or R²; NaN where it has no meaning."""
    if not len(target):
        return math.nan
    if target.dtype == np.int32:
        return float((output.argmax(axis=1) == target).mean())
    variance = float(target.var())
    return 1 - float(np.mean((output[:, 0] - target) ** 2)) / variance if variance > 0 else math.nan
