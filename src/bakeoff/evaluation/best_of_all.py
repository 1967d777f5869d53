"""Chance of each contender of being the best of all, from the differences of every two.

All differences have one joint distribution: normal, or Student's with few folds. Chances are counted in draws from it.
"""

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

_DRAWS = 50_000
_SAME = 1e-12


class Gap(NamedTuple):
    """Lead of the first of two contenders, and its standard error; NaN if unknown, or if the two are the same."""

    first: str
    second: str
    lead: float
    error: float


def chances_of_best(gaps: Sequence[Gap], freedom: float = math.inf) -> dict[str, float]:
    """Return each contender's chance, from every two and the errors' degrees of freedom; even if one is unknown."""
    names = list(dict.fromkeys(itertools.chain.from_iterable(gap[:2] for gap in gaps)))
    n = len(names)
    leads, variances = np.zeros((n, n)), np.zeros((n, n))
    for first, second, lead, error in gaps:
        at = names.index(first), names.index(second)
        leads[at], leads[at[::-1]] = lead, -lead
        variances[at] = variances[at[::-1]] = 0.0 if lead == 0 and math.isnan(error) else error**2
    if not np.isfinite(leads + variances).all():
        return dict.fromkeys(names, 1 / n)
    centred = np.eye(n) - 1 / n
    spreads, axes = np.linalg.eigh(-centred @ variances @ centred / 2)
    random = np.random.default_rng(0)
    draws = random.standard_normal((_DRAWS, n)) @ (axes * np.sqrt(spreads.clip(0))).T
    if math.isfinite(freedom):
        draws /= np.sqrt(random.chisquare(freedom, (_DRAWS, 1)) / freedom)
    scores = leads.mean(axis=1) + np.concatenate([draws, -draws])
    best = scores >= scores.max(axis=1, keepdims=True) - _SAME
    return dict(zip(names, (best / best.sum(axis=1, keepdims=True)).mean(axis=0).tolist(), strict=True))
