"""Design of a race before it starts: how often so many test rows name the better of two contenders."""

import math

from scipy import special

from bakeoff.evaluation.significance import ALPHA

RIGHT = 0.85, 0.80
"""Accuracies of the two contenders that a race is measured by."""
_DIFFERING = 0.21
"""Share of rows that only one of them answers right: models of the same rows err alike."""


def named_in_races(test_rows: int) -> float:
    """Return the share of races in which McNemar's test names the better of two contenders with `RIGHT` accuracies.

    Normal, with a row less for the exact test; simulated races agree within 2 points (`benchmarks/truth.py margins`).

    Examples
    --------
    >>> [round(named_in_races(n), 2) for n in (40, 150, 500, 1000)]
    [0.05, 0.21, 0.65, 0.92]
    """
    lead = (RIGHT[0] - RIGHT[1]) * test_rows
    return float(special.ndtr((lead - 1) / math.sqrt(_DIFFERING * test_rows) + special.ndtri(ALPHA / 2)))
