"""Intervals for predicted numbers, that hold what they say whatever the contender is.

Split conformal prediction: J. Lei, M. G'Sell, A. Rinaldo, R. J. Tibshirani, L. Wasserman: Distribution-free
predictive inference for regression. JASA 113, 2018 (algorithm 2). The only premise is that validation and test
rows come from the same source and that the contender has not learnt from either. Early stopping looks at the
validation part, so there the interval may be a little short. Where rows are split by group, groups are what comes from
one source: each counts the same (R. Dunn, L. Wasserman, A. Ramdas: Distribution-free prediction sets for two-layer
hierarchical models. JASA 118, 2023), and so does each block of time, though later ones need not be like earlier ones.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.intervals import LEVEL, share_of_units, wilson
from bakeoff.evaluation.units import Codes


@dataclass(frozen=True)
class Coverage:
    """Measured coverage of "prediction ± half-width".

    Attributes
    ----------
    level : float
        Intended share of rows inside.
    half_width : float
        In the target's unit; infinite if there are too few validation rows for the level.
    covered : Estimate
        Share of the test rows inside, with Wilson's 95 % interval, or that of units.
    """

    level: float
    half_width: float
    covered: Estimate


def half_width(residuals: NDArray[np.float64], level: float = LEVEL, units: Codes | None = None) -> float:
    """Return how far around a prediction an interval must reach.

    Rows of one unit weigh as much as one row together, so that the interval holds for a row of a new unit.

    Parameters
    ----------
    residuals : ndarray of shape (n_validation,)
        Of rows that the contender has not learnt from.
    level : float
        Share of new rows whose target the interval is to hold.
    units : ndarray of shape (n_validation,), optional
        The unit of each row, from 0, if rows are not independent.

    Examples
    --------
    >>> half_width(np.arange(-9.0, 10.0), level=0.9), half_width(np.arange(3.0))
    (9.0, inf)
    >>> half_width(np.arange(1.0, 9.0), 0.5, np.array([0, 1, 2, 2, 2, 2, 2, 2]))
    2.0
    """
    order = np.argsort(np.abs(residuals), kind="stable")
    codes = np.arange(len(residuals)) if units is None else units
    sizes = np.bincount(codes)
    reached = np.cumsum(1 / sizes[codes[order]])
    place = np.searchsorted(reached, (len(sizes) + 1) * level - 1e-9)
    return float(np.abs(residuals)[order[place]]) if place < len(order) else math.inf


def coverage(
    validation_residuals: NDArray[np.float64],
    test_residuals: NDArray[np.float64],
    level: float = LEVEL,
    units: Codes | None = None,
    validation_units: Codes | None = None,
) -> Coverage:
    """Return the interval that the validation part asks for, and how often it holds on the test part.

    Of test rows in `units` that share's interval is of whole units; of few there is none.
    """
    half = half_width(validation_residuals, level, validation_units)
    hits = np.abs(test_residuals) <= half
    inside, n = int(np.sum(hits)), len(test_residuals)
    if units is not None:
        return Coverage(level, half, share_of_units(hits, units))
    return Coverage(level, half, Estimate(inside / n, *wilson(inside, n)))
