"""Summaries of test rows for many weightings at once, and the scores that follow from them."""

import functools
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.influence import losses, scored_classes
from bakeoff.evaluation.ranking import Ranking, gather
from bakeoff.fields import Task

Summary = Literal["confusion", "losses", "areas", "residuals"]
Values = NDArray[np.float64]
Source = Callable[[NDArray[np.float32]], Values]


def whole(n: int, n_unseen: int = 0) -> NDArray[np.float32]:
    """Return the weights by which each row counts once, and no unseen row does."""
    return np.repeat(np.array([1, 0], dtype=np.float32), (n, n_unseen))[:, None]


def sources(target: NDArray[Any], prediction: Prediction, task: Task, n_classes: int) -> dict[str, Source]:
    """Return how the summaries follow from row weights, of shape (n_rows, n_weightings)."""
    if task == "regression":
        return {"residuals": _moments(target, prediction.values)}

    @functools.cache
    def cells() -> Any:
        return gather(target * n_classes + prediction.values, n_classes**2)

    return {
        "confusion": lambda weights: (cells() @ weights).T.reshape(-1, n_classes, n_classes).astype(float),
        **_class_sources(target, prediction.probabilities),
    }


def _class_sources(target: NDArray[np.int64], probabilities: Values | None) -> dict[str, Source]:
    """Return how summaries of probabilities follow from row weights."""
    if probabilities is None:
        return {}
    each = losses(target, probabilities)

    @functools.cache
    def rankings() -> list[Ranking]:
        shown = scored_classes(probabilities.shape[1])
        return [Ranking(target == code, probabilities[:, code]) for code in shown]

    return {
        "losses": lambda weights: weights.T @ each / weights.sum(axis=0)[:, None],
        "areas": lambda weights: np.stack([ranking.areas(weights) for ranking in rankings()], axis=1),
    }


def _moments(target: Values, values: Values) -> Source:
    """Return means over rows of the squared and absolute residual, and of the target and its square."""
    centred = target - target.mean()
    residual = values - target
    columns = np.column_stack([residual**2, np.abs(residual), centred, centred**2])
    return lambda weights: weights.T @ columns / weights.sum(axis=0)[:, None]


def mean(values: Values) -> Values:
    """Average over the last axis, NaN left out; NaN where nothing is left."""
    known = np.isfinite(values)
    return _ratio(np.where(known, values, 0).sum(axis=-1), known.sum(axis=-1))


def _ratio(above: NDArray[Any], below: NDArray[Any]) -> Values:
    ratio: Values = np.divide(above, below, out=np.full(np.shape(below), np.nan), where=np.asarray(below) != 0)
    return ratio


def accuracy(counts: NDArray[Any]) -> Values:
    """Share of the diagonal."""
    return _ratio(np.trace(counts, axis1=-2, axis2=-1), counts.sum(axis=(-2, -1)))


def balanced_accuracy(counts: NDArray[Any]) -> Values:
    """Mean over classes of the share answered right."""
    return mean(_ratio(np.diagonal(counts, axis1=-2, axis2=-1), counts.sum(axis=-1)))


def f1(counts: NDArray[Any]) -> Values:
    """Mean F1 over classes."""
    return mean(_ratio(2 * np.diagonal(counts, axis1=-2, axis2=-1), counts.sum(axis=-1) + counts.sum(axis=-2)))


def mcc(counts: NDArray[Any]) -> Values:
    """Matthews' correlation for any number of classes (Gorodkin 2004); 0 if either side knows one class only."""
    truth, answer = counts.sum(axis=-1), counts.sum(axis=-2)
    n = truth.sum(axis=-1, keepdims=True)
    together = np.trace(counts, axis1=-2, axis2=-1) * n[..., 0] - (truth * answer).sum(axis=-1)
    apart = (truth * (n - truth)).sum(axis=-1) * (answer * (n - answer)).sum(axis=-1)
    return np.nan_to_num(_ratio(together, np.sqrt(np.maximum(apart, 0))))


def r2(moments: Values) -> Values:
    """Coefficient of determination; where the target is constant, 1 if all is right and else 0."""
    squared, variance = moments[..., 0], moments[..., 3] - moments[..., 2] ** 2
    constant = variance <= 1e-15 * moments[..., 3]
    explained = 1 - _ratio(squared, np.where(constant, 0, variance))
    return np.where(constant, np.where(squared == 0, 1.0, 0.0), explained)
