"""95 % intervals: the mid-P interval for shares, a doubting bootstrap over test rows for everything else.

The Bayesian bootstrap (Rubin 1981) weighs rows at random instead of drawing some of them. Like every bootstrap it sees
nothing but the rows that it has: a contender without a mistake among 38 rows never makes one in a resample, and one
that found none of three rare rows never finds one. So each resample has one row more, which nobody has seen: a prior,
as Ferguson's (1973) process has it, where Rubin's is improper.

Of classes the unseen row is mostly of a rare class, and a coin decides if it is answered right. Of a single share this
is the mid-P interval. Of numbers the unseen row has an error beyond the largest, or is the largest deviation, answered
right. As its size is a guess, resamples are taken without it too, and the interval is as wide as all of them together.
How often intervals hold is simulated in ``benchmarks/truth.py``, and told in ``docs/truth.md``.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special, stats

from bakeoff.evaluation.base import Estimate, Prediction
from bakeoff.evaluation.units import too_few, unit_values

LEVEL = 0.95
RESAMPLES = 1000
MOST_DRAWS = 4_000_000
"""Weights drawn over all resamples, at most: a large test part has narrow intervals, which fewer resamples give too."""
MOST_DOUBTFUL = 100
"""Unseen rows to draw from, at most."""
_FEW = 10
"""Rows of a class from which on weights are Rubin's, by which the share of fewer varies too little."""
UNIT_DOUBT = 0.5
"""Weight of the unseen row, in whole units: with more, intervals of few blocks hold always."""
_SUCCESS = 1 / 32
"""Weight of an unseen number answered right, beside one that is not: with more, R² of long tails holds always."""
_BLOCK = 50
"""Resamples that are drawn one after the other: another number would draw others."""
_AT_ONCE = 80_000
"""Weights that are reckoned with in one step: few rows are done in few steps, and many still fit the cache."""
_ROUNDING = 1e-6
"""Rows weigh in single precision, and a score is a mean over many of them."""


def wilson(successes: int, n: int) -> tuple[float, float]:
    """Return Wilson's score interval for a share of `n` rows (Wilson 1927)."""
    bounds = stats.binomtest(successes, n).proportion_ci(LEVEL, method="wilson")
    return float(bounds.low), float(bounds.high)


def mid_p(successes: int, n: int) -> tuple[float, float]:
    """Return the mid-P interval for a share of `n` rows (Lancaster 1961; Agresti and Gottard 2007).

    It is Clopper's and Pearson's, but counts half of the chance of what was seen. Near 0 and 1, where shares of good
    contenders are, it holds in 91.7 to 99.9 % of samples; Wilson's falls to 83.8 %.
    """
    return 1 - _mid_p_upper(n - successes, n), _mid_p_upper(successes, n)


def _mid_p_upper(successes: int, n: int) -> float:
    """Return the share at which so few successes, counted by half, have the chance of one tail."""
    if successes == n:
        return 1.0

    def above_tail(share: float) -> float:
        fewer = special.bdtr(successes - 1, n, share) if successes else 0.0
        return float((fewer + special.bdtr(successes, n, share)) / 2 - (1 - LEVEL) / 2)

    return float(optimize.brentq(above_tail, successes / n, 1.0, xtol=1e-12))


@dataclass(frozen=True)
class Weights:
    """Some resamples: what each row weighs in each of them.

    Attributes
    ----------
    rows : ndarray of shape (n_rows, n_resamples)
    doubt : ndarray of shape (n_doubtful, n_resamples)
        What each unseen row weighs, of which one is drawn for each resample.
    """

    rows: NDArray[np.float32]
    doubt: NDArray[np.float32]

    def with_doubt(self) -> NDArray[np.float32]:
        """Return the weights of all rows and then of all unseen rows."""
        return np.concatenate([self.rows, self.doubt])

    def in_each_way(self) -> NDArray[np.float32]:
        """Return the resamples without doubt, those with a failure, and those with the last unseen row instead."""
        failure, success = self.doubt.copy(), np.zeros_like(self.doubt)
        failure[-1], success[-1] = 0, self.doubt.sum(axis=0) * _SUCCESS
        unseen = np.concatenate([np.zeros_like(failure), failure, success], axis=1)
        return np.concatenate([np.tile(self.rows, 3), unseen])


def resampled(
    n: int,
    n_doubtful: int,
    rng: np.random.Generator,
    units: NDArray[np.int64] | None = None,
    sizes: NDArray[np.int64] | None = None,
) -> Iterator[Weights]:
    """Yield, some resamples at a time, what each of `n` rows and of the unseen rows weighs.

    There are `RESAMPLES` in all, or as many as `MOST_DRAWS` allows, but 200 or more. Rows of one unit weigh the same
    in each, and the unseen row is as heavy as a whole unit. `sizes` has the size of each row's class.
    """
    n_resamples = int(np.clip(MOST_DRAWS // n, 200, RESAMPLES))
    blocks = [min(_BLOCK, n_resamples - start) for start in range(0, n_resamples, _BLOCK)]
    together = max(1, _AT_ONCE // (n * _BLOCK))
    for first in range(0, len(blocks), together):
        drawn = [_drawn(n, n_doubtful, some, rng, units, sizes) for some in blocks[first : first + together]]
        rows, doubt = (np.concatenate(parts, axis=1) for parts in zip(*drawn, strict=True))
        yield Weights(rows, doubt)


def share_of_units(hits: NDArray[np.bool_], units: NDArray[np.int64]) -> Estimate:
    """Return a share of rows in units, with the interval of the same resamples; of few units it is unknown.

    One unseen unit lowers the share, or raises it.
    """
    share = float(hits.mean())
    if too_few(units):
        return Estimate(share, math.nan, math.nan)
    codes, rng = np.unique(units, return_inverse=True)[1], np.random.default_rng(0)
    drawn = [some.with_doubt() for some in resampled(len(hits), 2, rng, codes)]
    shares = [np.append(hits, [True, False]) @ weights / weights.sum(axis=0) for weights in drawn]
    low, high = ends(np.concatenate(shares)[None, :].astype(np.float64), int(codes.max()) + 1)
    return Estimate(share, min(low, share), max(high, share))


def mean_of_units(values: NDArray[np.float64], units: NDArray[np.int64] | None) -> Estimate:
    """Return a mean over rows with Student's interval, of whole units if rows have them; of few it is unknown."""
    mean, each = float(values.mean()), unit_values(values, units)
    if too_few(units) or len(each) < 2:
        return Estimate(mean, math.nan, math.nan)
    half = float(stats.t.ppf((1 + LEVEL) / 2, len(each) - 1) * stats.sem(each))
    return Estimate(mean, mean - half, mean + half)


def _drawn(
    n: int,
    n_doubtful: int,
    some: int,
    rng: np.random.Generator,
    units: NDArray[np.int64] | None,
    sizes: NDArray[np.int64] | None,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    n_units = n if units is None else int(units.max()) + 1
    if units is None:
        rows = rng.standard_exponential((n, some), dtype=np.float32)
        if sizes is not None:
            few = sizes < _FEW
            shape = 1 - 1 / (sizes[few, None] + 1)
            rows[few] = rng.standard_gamma(shape, (len(shape), some)) / shape
    else:  # the variance of few units is as it must be, which exponential weights would make too small
        rows = rng.standard_gamma(1 - 1 / n_units, (n_units, some), dtype=np.float32)[units]
    doubt = np.zeros((n_doubtful, some), dtype=np.float32)
    heavy = rng.standard_gamma(1.0 if units is None else UNIT_DOUBT, some, dtype=np.float32) * (n / n_units)
    doubt[rng.integers(0, n_doubtful, some), np.arange(some)] = heavy
    return rows, doubt


def doubtful(
    target: NDArray[Any], prediction: Prediction, n_classes: int, rng: np.random.Generator
) -> tuple[NDArray[Any], Prediction]:
    """Return rows that might be and are not there, and what the contender says of them.

    Parameters
    ----------
    target : ndarray of shape (n_rows,)
    n_classes : int
        0 for numbers.

    Returns
    -------
    target : ndarray of shape (n_doubtful,)
    prediction : Prediction
        Of classes every other one is right. Of numbers all are wrong but the last.
    """
    if n_classes:
        return _doubtful_classes(target, prediction, n_classes, rng)
    answers = prediction.values[rng.choice(len(target), min(len(target), MOST_DOUBTFUL), replace=False)]
    errors, deviations = target - prediction.values, target - target.mean()
    largest = float(np.abs(errors).max()) or float(np.std(target))
    side = -1.0 if errors[np.abs(errors).argmax()] < 0 else 1.0
    failed = answers + side * largest * rng.random(len(answers)) ** -_tail(np.abs(errors))
    extreme = target[np.abs(deviations).argmax()]
    return np.append(failed, extreme), Prediction(np.append(answers, extreme))


def _doubtful_classes(
    target: NDArray[np.int64], prediction: Prediction, n_classes: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], Prediction]:
    """Return rows of other classes than their answers, mostly of rare ones, and let every other one be answered right.

    A contender that says the same of every row is never right about another class.
    """
    values, chances = prediction.values, prediction.probabilities
    rows = rng.choice(len(target), min(len(target), MOST_DOUBTFUL), replace=False)
    places, answers = np.arange(len(rows)), values[rows]
    chosen = np.zeros((len(rows), n_classes)) if chances is None else chances[rows]
    waits = rng.standard_exponential((len(rows), n_classes)) * np.maximum(np.bincount(target, minlength=n_classes), 1)
    waits[places, answers] = np.inf
    truth = waits.argmin(axis=1)  # a class is the first with a chance of one by its size
    if (values != values[0]).any() or (chances is not None and np.ptp(chances, axis=0).any()):
        right = places[::2]
        chosen[right, answers[::2]], chosen[right, truth[::2]] = chosen[right, truth[::2]], chosen[right, answers[::2]]
        answers = np.where(places % 2, answers, truth)
    return truth, Prediction(answers, None if chances is None else chosen)


def _tail(sizes: NDArray[np.float64]) -> float:
    """Return Hill's estimate of the tail index, from as many of the largest as the root of how many there are.

    From 1/2 on there is no variance, and nothing for a mean squared error to be near to: so it is that at most.
    """
    count = min(max(2, math.isqrt(len(sizes))), len(sizes) - 1)
    ordered = np.sort(sizes)[::-1][: count + 1]
    if count < 1 or ordered[-1] <= 0:
        return 0.5
    return float(min(0.5, np.log(ordered[:-1] / ordered[-1]).mean()))


def ends(replicates: NDArray[np.float64], n: int) -> tuple[float, float]:
    """Return the interval of a score.

    Percentiles are those that a normal statistic of `n` rows needs for Student's interval (Hesterberg 2015).

    Parameters
    ----------
    replicates : ndarray of shape (n_ways, n_resamples)
        The score on each resample, in each way to take it: the interval has room for the percentiles of every way. NaN
        where it was not defined, which is left out.
    n : int
        Rows.

    Returns
    -------
    low, high : float
        NaN if it was defined nowhere, or is the same everywhere, as what is known beforehand is: nothing was measured.
    """
    tail = stats.norm.cdf(math.sqrt(n / (n - 1)) * stats.t.ppf((1 - LEVEL) / 2, n - 1)) if n > 1 else 0.0
    known = [replicate[np.isfinite(replicate)] for replicate in replicates]
    quantiles = [np.quantile(sample, (tail, 1 - tail)) for sample in known if sample.size]
    if not quantiles:
        return math.nan, math.nan
    low, high = float(np.min(quantiles)), float(np.max(quantiles))
    return (low, high) if high - low > _ROUNDING * max(abs(low), abs(high)) else (math.nan, math.nan)
