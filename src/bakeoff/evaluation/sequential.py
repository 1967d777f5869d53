"""Decide differences on folds, with one error rate for all looks and all pairs.

A mean over J folds has the variance s² (1/J + c), with c = test rows / training rows (Nadeau and Bengio 2003). With
more folds it moves like a Brownian motion in *information time*, so that a study may be looked at after each repeat.
Each look spends a part of the error (Lan and DeMets 1983): a fixed plan nearly all of it at its end, a study that goes
on until decided along O'Brien's and Fleming's curve.

Pairs are tested together by the largest t statistic (Westfall and Young 1993). Its distribution comes from
swapping the signs of whole folds, for all pairs at once.

c stands for the rows that are tested. A score also depends on the rows that were trained on. Repeats show how much:
they test the same rows, so their means differ by training alone. This variance is added. It does not show a choice that
all repeats make alike, such as the one question of a tree of depth 1: `benchmarks/truth.py` has the rates.
"""

import functools
import itertools
import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from bakeoff.evaluation.units import FEWEST_UNITS

Floats = NDArray[np.float64]

_REPEATS = 10
"""Repeats beyond which no more are advised."""
_LIKELY, _UNLIKELY = 0.5, 0.3
"""Chances, roughly measured, from which on folds decide in 95 % of simulated studies, and below which in 8 %."""
_FIRST_LOOK = 2
"""Repeats before which nothing is decided: one alone cannot show how stable the learners are."""
_SWAPS = 3_999
_ALL_SWAPS = 12
"""Folds up to which every way to swap them is taken."""
_RARE = 20
"""Ways to swap that a level needs, or two where all ways are taken; else Student's t and Bonferroni's correction."""
_HIGHEST, _STEPS = 200.0, 40
_GRID = np.linspace(-6, 6, 481)


@dataclass(frozen=True)
class FoldPlan:
    """Folds that a study plans.

    Attributes
    ----------
    test_share : float
        Share of the rows that a fold tests on.
    per_repeat : int
        Folds of one repeat.
    planned : int
        Folds of all repeats.
    until_decided : bool
        If true, the study may end early, so that early looks may spend more of the error.
    whole : bool
        If true, a repeat tests each row once.
    groups : int or None
        Groups that rows are split by; None if they are not.
    """

    test_share: float
    per_repeat: int
    planned: int
    until_decided: bool = False
    whole: bool = True
    groups: int | None = None

    @property
    def factor(self) -> float:
        """Test rows by training rows."""
        return self.test_share / (1 - self.test_share)

    @property
    def too_few_groups(self) -> bool:
        """True if nothing can be decided: all folds of all repeats test the same few groups."""
        return self.groups is not None and self.groups < FEWEST_UNITS

    def information(self, n_folds: float) -> float:
        """Return the share of what the planned folds tell that `n_folds` tell.

        Examples
        --------
        >>> [round(FoldPlan(0.2, 5, 50).information(n), 2) for n in (5, 10, 50)]
        [0.6, 0.77, 1.0]
        """
        return min(1.0, (1 / self.planned + self.factor) / (1 / n_folds + self.factor))

    def levels(self, n_folds: int, alpha: float) -> float:
        """Return the two-sided level of a look at `n_folds` folds, after one at each repeat before; 0 if too early.

        A study that ended early, say at its time limit, is looked at once more with the folds that it has. With too
        few groups it is always too early.
        """
        first = min(_FIRST_LOOK * self.per_repeat, self.planned)
        if n_folds < first or self.too_few_groups:
            return 0.0
        planned = max(self.planned, n_folds)
        looks = (*range(first, n_folds, self.per_repeat), n_folds)
        plan = replace(self, planned=planned)
        times = tuple(plan.information(n) for n in looks)
        level = _nominal(times, times if self.until_decided else tuple(n / planned for n in looks), alpha)
        if self.groups is not None and self.groups < n_folds:  # so few show their variance no better than so many folds
            level = 2 * float(special.stdtr(n_folds - 1, special.stdtrit(self.groups - 1, level / 2)))
        return level


def _spent(time: float, alpha: float) -> float:
    return 4 * float(special.ndtr(special.ndtri(alpha / 4) / math.sqrt(time)))


@functools.lru_cache(maxsize=512)
def _nominal(times: tuple[float, ...], shares: tuple[float, ...], alpha: float) -> float:
    """Return the level of the last look (Armitage, McPherson and Rowe 1969: the density of paths not yet decided)."""
    step, density, before, spent, bound = _GRID[1] - _GRID[0], np.empty(0), 0.0, 0.0, math.inf
    for time, share in zip(times, shares, strict=True):
        spread = math.sqrt(time - before)
        if not before:
            density = stats.norm.pdf(_GRID, scale=spread)
        else:
            density = stats.norm.pdf(_GRID[:, None] - _GRID, scale=spread) @ density * step
        beyond = (2 * np.cumsum(density[::-1]) - density[::-1]) * step
        bound = float(np.interp(_spent(share, alpha) - spent, beyond, _GRID[::-1]))
        density = np.where(np.abs(_GRID) < bound, density, 0)
        before, spent = time, _spent(share, alpha)
    return 2 * float(special.ndtr(-bound / math.sqrt(before)))


def training_variance(difference: Floats, first: Floats, second: Floats, per_repeat: int) -> float:
    """Return the variance of a repeat's mean difference that comes from the training rows alone.

    Parameters
    ----------
    difference, first, second : ndarray of shape (n_folds,)
        By fold: the difference of two contenders, and the scores of both.
    per_repeat : int
        Folds that test each row once.

    Returns
    -------
    float
        Mean of two estimates: from the difference, and from both contenders by themselves. 0 with one repeat alone.
    """
    return sum(variance_between_repeats(scores, per_repeat) for scores in (difference, first, second)) / 2


def variance_between_repeats(scores: Floats, per_repeat: int) -> float:
    """Return the variance of the means of repeats, which test the same rows; 0 with one repeat alone."""
    n = len(scores) // max(per_repeat, 1)
    if n < 2 or not per_repeat:
        return 0.0
    return float(scores[: n * per_repeat].reshape(n, per_repeat).mean(axis=1).var(ddof=1))


class LargestT:
    """Distribution of |t| of several pairs, and of the largest of them, if no contender is better than another.

    Parameters
    ----------
    differences : ndarray of shape (n_pairs, n_folds)
        NaN where a pair lacks a fold.
    floors : ndarray of shape (n_pairs,)
        Smallest variance of a fold's difference, by pair.
    """

    def __init__(self, differences: Floats, floors: Floats) -> None:
        known = np.isfinite(differences)
        n = np.maximum(known.sum(axis=1), 2)
        values = np.where(known, differences, 0.0)
        swaps = _swaps(values.shape[1])
        means = swaps @ values.T / n
        variances = ((values**2).sum(axis=1) - n * means**2) / (n - 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            t = np.abs(means) / np.sqrt(np.maximum(variances, floors) / n)
        self._drawn = np.nan_to_num(t, nan=0.0, posinf=1e9)
        self._freedom = n - 1
        self._rare = (2 if values.shape[1] <= _ALL_SWAPS else _RARE) / len(swaps)

    def joint(self, t: Floats, between: Floats, level: float) -> tuple[Floats, Floats]:
        """Test each pair by the largest |t| of it and of all pairs with a smaller t, the largest first.

        Parameters
        ----------
        t : ndarray of shape (n_pairs,)
            How many standard errors the difference lies beyond the rope, 0 if within.
        between : ndarray of shape (n_pairs,)
            Width of the rope in standard errors.

        Returns
        -------
        tuple of ndarray
            p-values, and the t that each pair has to pass.
        """
        order = np.argsort(-t, kind="stable")
        drawn = np.maximum.accumulate(self._drawn[:, order[::-1]], axis=1)[:, ::-1]
        p, bounds = self._tested(drawn, t[order], between[order], level, len(t) - np.arange(len(t)), order)
        p = np.maximum.accumulate(p)
        bounds[p >= level] = bounds[p >= level].max(initial=0.0)
        back = np.argsort(order)
        return p[back], bounds[back]

    def alone(self, t: Floats, between: Floats, level: float) -> tuple[Floats, Floats]:
        """Test each pair by itself; parameters and result as of `joint`."""
        return self._tested(self._drawn, t, between, level, np.ones(len(t)), np.arange(len(t)))

    def _tested(
        self, drawn: Floats, t: Floats, between: Floats, level: float, pairs: NDArray[Any], order: NDArray[np.intp]
    ) -> tuple[Floats, Floats]:
        def tail(t: Floats) -> Floats:
            """Return how likely a difference at one edge of the rope looks so far beyond either edge."""
            ends = t, t + between
            swapped = np.mean([(drawn >= end - 1e-9).mean(axis=0) for end in ends], axis=0)
            student = pairs * np.sum([special.stdtr(self._freedom[order], -end) for end in ends], axis=0)
            return np.asarray(np.where(swapped >= self._rare, swapped, np.minimum(student, self._rare)))

        low, high = np.zeros(len(t)), np.full(len(t), _HIGHEST)
        for _step in range(_STEPS):
            middle = (low + high) / 2
            passed = tail(middle) < level
            low, high = np.where(passed, low, middle), np.where(passed, middle, high)
        return np.where(t > 0, np.minimum(tail(t), 1.0), 1.0), high


@functools.lru_cache(maxsize=2)
def _swaps(n: int) -> Floats:
    """Return ways to swap the signs of `n` folds, one of which swaps none: all ways that differ, or a random part."""
    if n <= _ALL_SWAPS:
        ways = itertools.product((1.0, -1.0), repeat=max(n - 1, 0))
        return np.array([(1.0, *way) for way in ways])[:, :n]
    swaps = np.random.default_rng(n).choice((1.0, -1.0), size=(_SWAPS, n))
    swaps[0] = 1
    return swaps


@dataclass(frozen=True)
class Advice:
    """Folds or rows that would likely decide a pair.

    Attributes
    ----------
    folds : int or None
        Folds in all, None if no number of them is likely to.
    rows : float or None
        Then, how many times as many rows; None if no number of rows is in sight.
    open : bool
        Whether more folds may decide it all the same.
    """

    folds: int | None = None
    rows: float | None = None
    open: bool = False


def advice(gap: float, error: float, bound: float, n_folds: int, plan: FoldPlan, alpha: float) -> Advice:
    """Return what would likely decide a pair.

    At each later look the gap has a bound of its own, which falls as more of the error is spent. The gap moves there as
    it does with new folds of the same rows. Its error is known no better than from so many repeats as there were.

    Parameters
    ----------
    gap : float
        Distance of the mean difference from the edge that it has to pass.
    error : float
        Its standard error on `n_folds` folds.
    bound : float
        How many standard errors the gap must be at this look.
    alpha : float
        Error of all looks together.
    """
    if n_folds < 2 or not gap > 0 or not error:
        return Advice()
    spread = error / math.sqrt(1 / n_folds + plan.factor)
    pairs = bound / _student(n_folds, plan.levels(n_folds, alpha))
    freedom = max(1, n_folds // plan.per_repeat - 1)
    most, needed = 0.0, math.inf
    for later in range(n_folds + plan.per_repeat, max(plan.planned, _REPEATS * plan.per_repeat) + 1, plan.per_repeat):
        asked = plan if later <= plan.planned else replace(plan, planned=later, until_decided=False)
        needed = pairs * _student(later, asked.levels(later, alpha)) * spread
        there = needed * math.sqrt(1 / later + plan.factor)
        moves = math.hypot(spread * math.sqrt(1 / n_folds - 1 / later), there / math.sqrt(2 * freedom))
        chance = float(special.ndtr((gap - there) / moves))
        if chance >= _LIKELY:
            return Advice(folds=later)
        most = max(most, chance)
    if most >= _UNLIKELY:
        return Advice(open=True)
    return Advice(rows=max(1.0, (needed / gap) ** 2 * plan.factor) if math.isfinite(needed) else None)


def _student(n_folds: int, level: float) -> float:
    """Return how many standard errors a difference of so many folds must be at a two-sided level."""
    return -float(special.stdtrit(n_folds - 1, level / 2))
