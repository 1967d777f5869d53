"""What may be said of a comparison on folds by someone who looks whenever they like, and stops when they like it.

Folds of the same rows have so much to tell and no more, however often the rows are parted: by Nadeau's and Bengio's
correction the variance of a mean over J folds is s² (1/J + c), with c = test rows / training rows, and falls to s² c.
Means over more and more folds then behave as a Brownian motion in *information time*, t = c / (1/J + c), that ends
at 1 (Jennison and Turnbull, J. Am. Stat. Assoc. 92, 1997). It leaves O'Brien's and Fleming's bounds (1979) at
any time at all with twice the probability that it lies beyond them at the end: the reflection principle. So whoever
multiplies t statistics by √t and doubles p-values may look after every fold, stop when they like, and go on later.

That takes the correlation of folds to be what the correction says it is; `benchmarks/truth.py` measures what comes
of it with real fits.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.resampled import ResampledComparison

MOST_ADVISED = 10_000
"""Folds beyond which none are advised."""
_LOOKS_AHEAD = 60


@dataclass(frozen=True)
class Advice:
    """What would decide a pair if it went on as it has.

    Attributes
    ----------
    folds : int or None
        Folds in all, None if however many of these rows cannot decide it.
    rows : float or None
        Then, how many times as many rows would; None if no number of rows is in sight.
    """

    folds: int | None = None
    rows: float | None = None


def learnt(n_folds: int, test_share: float, most_folds: float = math.inf) -> float:
    """Return the information time: the share of all that folds of these rows can tell, 0 to 1.

    Parameters
    ----------
    n_folds : int
        Folds there are.
    test_share : float
        Share of the rows that a fold tests on.
    most_folds : float
        As many folds as there can ever be: infinitely many, if the rows can be parted anew.

    Examples
    --------
    >>> [round(learnt(n, test_share=0.2), 2) for n in (2, 5, 10, 50, 1000)]
    [0.33, 0.56, 0.71, 0.93, 1.0]
    """
    factor = test_share / (1 - test_share)
    ever, now = 1 / most_folds + factor, 1 / n_folds + factor
    return min(1.0, ever / now)


def p_value(comparison: ResampledComparison, time: float) -> float:
    """Return the p-value that neither is better by more than the rope, valid at whatever time it is looked at.

    Parameters
    ----------
    comparison : ResampledComparison
    time : float
        Of information; see `learnt`.
    """
    gap = abs(comparison.difference.value) - comparison.rope
    if comparison.n_folds < 2 or not gap > 0:
        return 1.0
    if not comparison.error:
        return 0.0
    t = gap / comparison.error
    return min(1.0, 4 * float(special.stdtr(comparison.n_folds - 1, -t * math.sqrt(time))))


def interval(comparison: ResampledComparison, time: float, level: float) -> Estimate:
    """Return the difference with an interval that holds at all times at once but with a probability of `level`."""
    value = comparison.difference.value
    if comparison.n_folds < 2:
        return Estimate(value, math.nan, math.nan)
    half = float(_quantile(comparison.n_folds, level)) * comparison.error / math.sqrt(time)
    return Estimate(value, value - half, value + half)


def advice(comparison: ResampledComparison, level: float, test_share: float, most_folds: float = math.inf) -> Advice:
    """Return what would decide a pair at this level if its mean and spread stayed as they are."""
    n, factor = comparison.n_folds, test_share / (1 - test_share)
    gap = abs(abs(comparison.difference.value) - comparison.rope)
    if n < 2 or not gap > 0:
        return Advice()
    spread = comparison.error / math.sqrt(1 / n + factor)
    ever = 1 / most_folds + factor
    last = int(min(most_folds, MOST_ADVISED))
    if n < last:
        folds = np.unique(np.geomspace(n + 1, last, _LOOKS_AHEAD).round())
        halves = _quantile(folds, level) * spread * (1 / folds + factor) / math.sqrt(ever)
        if (enough := np.flatnonzero(halves < gap)).size:
            return Advice(folds=int(folds[enough[0]]))
    return Advice(rows=max(1.0, float(_quantile(MOST_ADVISED, level) * spread * math.sqrt(ever) / gap) ** 2))


def _quantile(n_folds: Any, level: float) -> Any:
    return special.stdtrit(n_folds - 1, 1 - level / 4)
