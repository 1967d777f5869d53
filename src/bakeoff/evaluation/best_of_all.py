"""Chance of each contender of being the best of all, from what is known of every two.

A pair has the mean and the standard error of its difference. Those of all pairs together have one joint distribution of
the contenders' scores around their mean: normal, or Student's with few folds. The chances are counted in draws from it.
"""

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

_DRAWS = 50_000
_SAME = 1e-12


class Gap(NamedTuple):
    """Difference of two contenders.

    Attributes
    ----------
    lead : float
        By how much the first is better; NaN if unknown.
    error : float
        Its standard error. NaN of a lead of 0: nothing tells the two apart.
    """

    first: str
    second: str
    lead: float
    error: float


def chances_of_best(gaps: Sequence[Gap], freedom: float = math.inf) -> dict[str, float]:
    """Return the chance of each contender; even ones if a difference is unknown.

    Parameters
    ----------
    gaps : sequence of Gap
        Every two contenders, once.
    freedom : float
        Degrees of freedom of the errors.

    Examples
    --------
    >>> chances_of_best([Gap("svm", "tree", 0.0, 0.02)])
    {'svm': 0.5, 'tree': 0.5}
    """
    names = list(dict.fromkeys(itertools.chain.from_iterable((gap.first, gap.second) for gap in gaps)))
    n, places = len(names), {name: place for place, name in enumerate(names)}
    leads, variances = np.zeros((n, n)), np.zeros((n, n))
    for gap in gaps:
        at = places[gap.first], places[gap.second]
        leads[at], leads[at[::-1]] = gap.lead, -gap.lead
        variances[at] = variances[at[::-1]] = 0.0 if gap.lead == 0 and math.isnan(gap.error) else gap.error**2
    if not (np.isfinite(leads).all() and np.isfinite(variances).all()):
        return dict.fromkeys(names, 1 / n)
    centred = np.eye(n) - 1 / n
    spreads, axes = np.linalg.eigh(-centred @ variances @ centred / 2)
    random = np.random.default_rng(0)
    draws = random.standard_normal((_DRAWS, n)) @ (axes * np.sqrt(spreads.clip(0))).T
    if math.isfinite(freedom):
        draws /= np.sqrt(random.chisquare(freedom, (_DRAWS, 1)) / freedom)
    scores = leads.mean(axis=1) + np.concatenate([draws, -draws])
    best = scores >= scores.max(axis=1, keepdims=True) - _SAME
    shares = (best / best.sum(axis=1, keepdims=True)).mean(axis=0)
    return {name: float(share) for name, share in zip(names, shares, strict=True)}
