"""Contenders compared over several data sets by their ranks.

J. Demšar: Statistical comparisons of classifiers over multiple data sets. JMLR 7, 2006. One score per data set
and contender; the data sets are what is drawn at random, so that the spread within one does not matter.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from bakeoff.errors import SettingError
from bakeoff.evaluation.significance import ALPHA
from bakeoff.text import _


@dataclass(frozen=True)
class RankComparison:
    """Ranks of contenders over datasets, and groups without significant differences.

    Attributes
    ----------
    average_ranks : Series
        By contender, best (lowest) first; equal scores share the mean of their ranks.
    chi_square, p_value : float
        Friedman's test, corrected for ties, that all contenders are equal. The p-value is that of the F statistic by
        Iman and Davenport (1980), which Demšar recommends.
    critical_difference : float
        Two average ranks that lie this far apart or more differ significantly (Nemenyi 1963).
    groups : tuple of tuple of str
        Contenders without significant differences, best first: the bars of a critical-difference diagram. A contender
        may be in none or in several. If Friedman's test finds no difference, one group holds all.
    """

    average_ranks: "pd.Series[float]"
    chi_square: float
    p_value: float
    critical_difference: float
    groups: tuple[tuple[str, ...], ...]
    n_datasets: int


def compare_ranks(scores: pd.DataFrame, greater_is_better: bool = True, alpha: float = ALPHA) -> RankComparison:
    """Rank contenders on each data set and compare their average ranks.

    Parameters
    ----------
    scores : DataFrame of shape (n_datasets, n_contenders)
        A row per data set, a column per contender. Rows with a missing score are left out.
    alpha : float
        Significance level of both tests.

    Raises
    ------
    SettingError
        If there are fewer than two data sets with all scores, or fewer than two contenders.
    """
    known = scores.dropna()
    n, k = known.shape
    if n < 2 or k < 2:
        raise SettingError(
            _(
                "Ranks need two contenders and two data sets that all of them have finished; there are {contenders} "
                "and {datasets}.",
                contenders=k,
                datasets=n,
            )
        )
    ranks = stats.rankdata(-known if greater_is_better else known, axis=1)
    average = pd.Series(ranks.mean(axis=0), index=known.columns).sort_values(kind="stable")
    chi_square = _friedman(ranks)
    p_value = _iman_davenport(chi_square, n, k)
    critical = nemenyi(n, k, alpha)
    groups = _groups(average, critical) if p_value < alpha else (tuple(average.index),)
    return RankComparison(average, chi_square, p_value, critical, groups, n)


def nemenyi(n_datasets: int, n_contenders: int, alpha: float = ALPHA) -> float:
    """Return the critical difference of average ranks.

    Examples
    --------
    >>> round(nemenyi(14, 4), 2)  # Demšar's example
    1.25
    """
    q = float(stats.studentized_range.ppf(1 - alpha, n_contenders, math.inf)) / math.sqrt(2)
    return q * math.sqrt(n_contenders * (n_contenders + 1) / (6 * n_datasets))


def _friedman(ranks: NDArray[np.float64]) -> float:
    """Return Friedman's chi-square, corrected for ties; 0 if all ranks are equal.

    As scipy's ``friedmanchisquare``, which refuses two contenders.
    """
    n, k = ranks.shape
    between = n * float(((ranks.mean(axis=0) - (k + 1) / 2) ** 2).sum())
    within = float(((ranks - (k + 1) / 2) ** 2).sum()) / (n * (k - 1))
    return between / within if within else 0.0


def _iman_davenport(chi_square: float, n: int, k: int) -> float:
    left = n * (k - 1) - chi_square
    if left <= 1e-9:  # every data set has the same ranking
        return 0.0
    return float(stats.f.sf((n - 1) * chi_square / left, k - 1, (k - 1) * (n - 1)))


def _groups(average: "pd.Series[float]", critical: float) -> tuple[tuple[str, ...], ...]:
    """Return the longest runs of neighbours whose ends are nearer than `critical`, of two or more."""
    ranks, names = average.to_numpy(), [str(name) for name in average.index]
    groups: list[tuple[int, int]] = []
    for start in range(len(ranks)):
        end = start + int(np.sum(ranks[start:] - ranks[start] < critical))
        if end - start > 1 and (not groups or end > groups[-1][1]):
            groups.append((start, end))
    return tuple(tuple(names[start:end]) for start, end in groups)
