"""Condorcet's jury theorem, for voters that err independently and for voters that err together.

Correlated voters follow the beta-binomial model (Skellam 1948): each case has its own chance, drawn from a beta
distribution, that a voter is right about it.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import stats

VOTERS = tuple(range(1, 102, 2))
"""Odd numbers: two answers never get equally many votes."""


def counts(p: float, correlation: float, voters: int) -> NDArray[np.float64]:
    """Return the chance that 0, 1, … voters are right, each with chance p; their errors correlate, by 0 to 1.

    Examples
    --------
    >>> counts(0.6, 0.0, 2).round(2).tolist(), counts(0.6, 1.0, 2).round(2).tolist()
    ([0.16, 0.48, 0.36], [0.4, 0.0, 0.6])
    """
    right = np.arange(voters + 1)
    if correlation >= 1:
        return np.where(right == voters, p, np.where(right == 0, 1 - p, 0.0))
    if correlation <= 0:
        return np.asarray(stats.binom.pmf(right, voters, p))
    return np.asarray(stats.betabinom.pmf(right, voters, *_beta(p, correlation)))


def majority(p: float, correlation: float, voters: int) -> float:
    """Return the chance that more than half of an odd number of voters are right."""
    return float(counts(p, correlation, voters)[voters // 2 + 1 :].sum())


def limit(p: float, correlation: float) -> float:
    """Return what the chance of a right majority tends to, with more and more voters."""
    if correlation >= 1:
        return p
    return float(stats.beta.sf(0.5, *_beta(p, correlation)) if correlation > 0 else np.heaviside(p - 0.5, 0.5))


def _beta(p: float, correlation: float) -> tuple[float, float]:
    alike = (1 - correlation) / correlation
    return p * alike, (1 - p) * alike
