"""Tests of two contenders on the test rows that both have answered."""

import functools
import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special, stats

from bakeoff.evaluation.base import Estimate, Prediction
from bakeoff.evaluation.intervals import LEVEL
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.swaps import swapped
from bakeoff.evaluation.units import Codes, too_few
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
        By how much the first is better in the metric, so that more is better for every metric: first minus second, or
        for losses and errors second minus first. NaN if either has no such score.
    low, high : float
        95 % interval of the difference, for this pair alone; NaN if there are too few rows, or no row tells the two
        apart.
    p_value : float
        Of no difference, adjusted for the number of pairs.
    decided : bool
        Whether that is below 5 %, and the difference is not written as 0.000.
    test : str
        Name of the test.
    freedom : float or None
        Degrees of freedom of the interval; None if it is a normal one.
    """

    first: str
    second: str
    difference: float
    low: float
    high: float
    p_value: float
    decided: bool
    test: str
    freedom: float | None = None


@dataclass(frozen=True)
class _Paired:
    difference: float
    low: float
    high: float
    p_value: float


_UNKNOWN = _Paired(math.nan, math.nan, math.nan, 1.0)


def compare(
    target: NDArray[Any],
    predictions: Mapping[str, Prediction],
    metric: Metric,
    n_classes: int = 0,
    pairs: Iterable[tuple[str, str]] | None = None,
    units: Codes | None = None,
) -> tuple[Pair, ...]:
    """Compare contenders two by two, by one metric.

    For accuracy McNemar's exact test on the rows that only one of the two answers right, and the interval of Bonett
    and Price (2012). For all other metrics `swaps.swapped`, the permutation test that swaps the two contenders' answers
    row by row, on each row's gain (`Metric.gains`); R² and the root mean squared error are both tested by squared
    errors, the target's variance taken as given. Holm's correction (1979) over the pairs keeps the chance of
    even one false decision at 5 %.

    Parameters
    ----------
    target : ndarray of shape (n_rows,)
        Class codes or numbers.
    predictions : mapping of str to Prediction
        By contender, for the same rows.
    n_classes : int
        How many class codes there are.
    pairs : iterable of (str, str), optional
        The pairs to compare; every two if not said.
    units : ndarray of shape (n_rows,), optional
        The unit of each row, if rows are not independent. Then accuracy too is tested by swaps, of whole units; of
        fewer than six nothing is decided.

    Returns
    -------
    tuple of Pair
        In the order of `pairs`, or of `predictions`.
    """
    names = list(itertools.combinations(predictions, 2) if pairs is None else pairs)
    if not names:
        return ()
    if metric.share and units is None:
        compared = _mcnemar(target, predictions, names)
    else:
        compared = _swapped(target, predictions, metric, n_classes, names, units)
    adjusted, test = holm([pair.p_value for pair in compared]), paired_test(metric, by_row=units is None)
    freedom = None if units is None else len(np.unique(units)) - 1
    return tuple(
        Pair(first, second, each.difference, each.low, each.high, p, decides(p, each.difference, metric), test, freedom)
        for (first, second), each, p in zip(names, compared, adjusted, strict=True)
    )


@functools.lru_cache(maxsize=256)  # a headline is worded several times until it is short
def lead_of_winner(pair: Pair) -> Estimate:
    """Return how far the better of a decided pair is ahead, given that this was decided.

    Among races of one kind mostly the lucky ones name a winner, so that their leads are too large (type M error, Gelman
    and Carlin 2014). The observed lead is taken as one from beyond the least that is decided, of a normal distribution
    that is cut there (Zhong and Prentice 2008). The least is the lead whose p-value would be 5 %.

    Returns
    -------
    Estimate
        The lead at which one as large is as likely as a smaller one, and its 95 % interval; none is below 0. Close to
        the least, the observed lead tells little of how large the true one is.

    Examples
    --------
    >>> found = lead_of_winner(Pair("a", "b", 0.1, 0.08, 0.12, 1e-20, True, ""))
    >>> round(found.low, 3), round(found.value, 3), round(found.high, 3)
    (0.08, 0.1, 0.12)
    >>> found = lead_of_winner(Pair("a", "b", 0.1, 0.01, 0.19, 0.03, True, ""))
    >>> round(found.low, 3), round(found.value, 3), round(found.high, 3)
    (0.0, 0.013, 0.168)
    """
    usual = float(special.ndtri((1 + LEVEL) / 2))
    lead, error = abs(pair.difference), (pair.high - pair.low) / (2 * usual)
    if not error > 0:
        return Estimate(lead, lead - error, lead + error)
    surprise = -float(special.ndtri(max(pair.p_value, np.finfo(float).tiny) / 2))
    z, least = lead / error, lead / error * min(1.0, usual / surprise)

    def beyond(true: float) -> float:
        """Return how likely a lead as large is among those that are decided."""
        decided = np.logaddexp(special.log_ndtr(true - least), special.log_ndtr(-true - least))
        return math.exp(special.log_ndtr(true - z) - decided)

    def true_at(share: float) -> float:
        return 0.0 if beyond(0.0) >= share else float(optimize.brentq(lambda true: beyond(true) - share, 0.0, z + 10))

    low, value, high = (error * true_at(share) for share in ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2))
    return Estimate(value, low, high)


def decides(p_value: float, difference: float, metric: Metric) -> bool:
    """Return whether a difference is significant, and not so small that its three places show none."""
    return p_value < ALPHA and (bool(metric.unit) or abs(difference) >= 0.0005)


def paired_test(metric: Metric, *, by_row: bool = True) -> str:
    """Return the name of the test that pairs are compared by, row by row or in whole units."""
    if metric.share and by_row:
        return _("McNemar’s exact test")
    return _("Paired permutation test on {metric}", metric=metric.tested_as or metric.noun)


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


_Names = list[tuple[str, str]]


def _mcnemar(target: NDArray[Any], predictions: Mapping[str, Prediction], names: _Names) -> list[_Paired]:
    right = {name: prediction.values == target for name, prediction in predictions.items()}
    return [_mcnemar_pair(right[first], right[second]) for first, second in names]


def _mcnemar_pair(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> _Paired:
    n = len(first)
    only_first, only_second = int(np.sum(first & ~second)), int(np.sum(~first & second))
    differing = only_first + only_second
    p_value = float(stats.binomtest(only_first, differing).pvalue) if differing else 1.0
    centre = (only_first - only_second) / (n + 2)
    spread = math.sqrt(((differing + 2) / (n + 2) - centre**2) / (n + 2)) * float(stats.norm.ppf((1 + LEVEL) / 2))
    low, high = max(-1.0, centre - spread), min(1.0, centre + spread)
    if p_value >= 1 - LEVEL:  # the exact test is a little stricter; what it leaves open the interval leaves open too
        low, high = min(low, 0.0), max(high, 0.0)
    return _Paired((only_first - only_second) / n, low, high, p_value)


def _swapped(
    target: NDArray[Any],
    predictions: Mapping[str, Prediction],
    metric: Metric,
    n_classes: int,
    names: _Names,
    units: Codes | None,
) -> list[_Paired]:
    gains_of_pairs = [
        metric.gains(target, predictions[first], predictions[second], n_classes) for first, second in names
    ]
    known = [gain for gain in gains_of_pairs if gain is not None and len(gain) > 1]
    if too_few(units):
        means = (math.nan if gain is None else float(gain.mean()) for gain in gains_of_pairs)
        return [replace(_UNKNOWN, difference=mean) for mean in means]
    tested = iter(swapped(np.column_stack(known), units) if known else ())
    return [_UNKNOWN if gain is None or len(gain) < 2 else _Paired(*next(tested)) for gain in gains_of_pairs]
