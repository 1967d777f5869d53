"""Whether one contender is really better than another, on the test rows that both have answered."""

import itertools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.intervals import LEVEL
from bakeoff.fields import Task
from bakeoff.text import _

ALPHA = 0.05


@dataclass(frozen=True)
class Pair:
    """Two contenders compared on the same rows.

    Attributes
    ----------
    first, second : str
        Contenders.
    difference : float
        First minus second in the headline metric: accuracy, or R².
    low, high : float
        95 % interval of the difference, for this pair alone; NaN if there are too few rows.
    p_value : float
        Of no difference, adjusted for the number of pairs.
    decided : bool
        Whether that is below 5 %.
    test : str
        Name of the test.
    """

    first: str
    second: str
    difference: float
    low: float
    high: float
    p_value: float
    decided: bool
    test: str


@dataclass(frozen=True)
class _Paired:
    difference: float
    low: float
    high: float
    p_value: float


def compare(target: NDArray[Any], predictions: Mapping[str, Prediction], task: Task) -> tuple[Pair, ...]:
    """Compare every two contenders.

    For classes McNemar's exact test on the rows that only one of the two answers right, and the interval of
    Bonett and Price (2012). For numbers the paired t-test on squared errors (Diebold and Mariano 1995, for
    independent rows): unlike a rank test it tests what R² measures, the mean; its interval takes the
    target's variance as given. Over all pairs Holm's correction (1979) keeps the chance of even one false
    decision at 5 %.

    Parameters
    ----------
    target : ndarray of shape (n_rows,)
        Class codes or numbers.
    predictions : mapping of str to Prediction
        By contender, for the same rows.
    task : {"classification", "regression"}

    Returns
    -------
    tuple of Pair
        Each pair once, in the order of `predictions`.
    """
    test = paired_test(task)
    paired: Callable[[NDArray[Any], NDArray[Any], NDArray[Any]], _Paired]
    paired = _mcnemar if task == "classification" else _t_test
    names = list(itertools.combinations(predictions, 2))
    found = [paired(target, predictions[first].values, predictions[second].values) for first, second in names]
    adjusted = holm([one.p_value for one in found])
    return tuple(
        Pair(first, second, one.difference, one.low, one.high, p_value, p_value < ALPHA, test)
        for (first, second), one, p_value in zip(names, found, adjusted, strict=True)
    )


def paired_test(task: Task) -> str:
    """Return the name of the test that a task's pairs are compared by."""
    return _("McNemar's exact test") if task == "classification" else _("Paired t-test on squared errors")


def holm(p_values: list[float]) -> list[float]:
    """Return p-values adjusted by Holm's step-down method.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    adjusted = list(p_values)
    largest = 0.0
    for place, index in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        largest = max(largest, min(1.0, (len(p_values) - place) * p_values[index]))
        adjusted[index] = largest
    return adjusted


def _mcnemar(target: NDArray[np.int64], first: NDArray[np.int64], second: NDArray[np.int64]) -> _Paired:
    n = len(target)
    only_first = int(np.sum((first == target) & (second != target)))
    only_second = int(np.sum((first != target) & (second == target)))
    differing = only_first + only_second
    p_value = float(stats.binomtest(only_first, differing).pvalue) if differing else 1.0
    centre = (only_first - only_second) / (n + 2)
    spread = math.sqrt(((differing + 2) / (n + 2) - centre**2) / (n + 2)) * _quantile()
    return _Paired((only_first - only_second) / n, max(-1.0, centre - spread), min(1.0, centre + spread), p_value)


def _quantile() -> float:
    return float(stats.norm.ppf((1 + LEVEL) / 2))


def _t_test(target: NDArray[np.float64], first: NDArray[np.float64], second: NDArray[np.float64]) -> _Paired:
    gains = (second - target) ** 2 - (first - target) ** 2
    variance = float(np.var(target))
    mean = float(gains.mean())
    if len(gains) < 2 or variance == 0:
        return _Paired(mean / variance if variance else 0.0, math.nan, math.nan, 1.0)
    error = float(gains.std(ddof=1)) / math.sqrt(len(gains))
    half = error * float(stats.t.ppf((1 + LEVEL) / 2, len(gains) - 1))
    p_value = 2 * float(stats.t.sf(abs(mean) / error, len(gains) - 1)) if error else float(mean == 0)
    return _Paired(mean / variance, (mean - half) / variance, (mean + half) / variance, p_value)
