"""Units of a test part whose rows are not independent: whole groups, or blocks of time.

Rows of one patient are alike, and so are days that follow one another: a test that swaps rows, or an interval that
weighs them one by one, takes them for more evidence than they are. Both hold for whole units instead (Cameron, Gelbach
and Miller 2008 of groups; Carlstein 1986 of blocks). How long a block must be follows from how long errors stay alike
(Politis and White 2004, corrected by Patton, Politis and White 2009). Blocks are half as long again, for tests need
longer ones than standard errors do (Sun, Phillips and Jin 2008), and at least as long as the root of the number of
moments, the usual length of batches (Flegal and Jones 2010): a short series tells too little of how long it is alike.
"""

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.influence import Influence
from bakeoff.evaluation.notation import count
from bakeoff.preparation.split_keys import Units
from bakeoff.text import _

FEWEST_UNITS = 6
"""Of fewer units swapped no way is rare enough for 5 %: of 5 the rarest is one in 16."""
Codes = NDArray[np.int64]
Values = NDArray[np.float64]


def unit_codes(
    units: Units | None,
    target: NDArray[Any],
    predictions: Iterable[Prediction],
    influences: Iterable[Influence],
    n_classes: int = 0,
) -> Codes | None:
    """Return the unit of each test row, from 0; None if rows are independent.

    Parameters
    ----------
    units : Units or None
        Groups, or moments. These are joined to blocks, as long as what follows asks for.
    target : ndarray of shape (n_rows,)
    predictions : iterable of Prediction
        By their errors, and the differences of these, the length of blocks is found.
    influences : iterable of callable
        Of the metrics that errors are measured by.
    """
    if units is None or not units.ordered:
        return in_units(units)
    known = [
        influence(target, prediction, n_classes) for prediction, influence in itertools.product(predictions, influences)
    ]
    errors = [each for each in known if each is not None and np.isfinite(each).all()]
    return in_units(units, *errors, *(first - second for first, second in itertools.combinations(errors, 2)))


def in_units(units: Units | None, *series: Values) -> Codes | None:
    """Return the unit of each row, from 0; blocks are as long as each series asks for, which has a value a row."""
    if units is None:
        return None
    codes = np.unique(units.codes, return_inverse=True)[1].astype(np.int64)
    if units.ordered:
        sizes = np.bincount(codes)
        lengths = [block_length(np.bincount(codes, weights=values) / sizes) for values in series]
        n_blocks = max(1, round(len(sizes) / max(lengths, default=1)))
        codes = codes * n_blocks // len(sizes)
    return codes if codes.max() + 1 < len(codes) else None


def too_few(units: Codes | None) -> bool:
    """Return whether rows belong to so few units that nothing can be told."""
    return units is not None and len(np.unique(units)) < FEWEST_UNITS


def observations(units: Units | None, n_rows: int, n_units: Sequence[int]) -> str:
    """Say how many observations intervals have, of one group each or one block of time; nothing if rows are these."""
    if units is None:
        return ""
    low, high = min(n_units), max(n_units)
    said = {"units": str(high) if low == high else _("{low} to {high}", low=low, high=high), "rows": count(n_rows)}
    said |= {"column": units.column, "least": str(FEWEST_UNITS)}
    if high < FEWEST_UNITS and units.ordered:
        return _("Too few independent blocks of time for intervals: {units}, and {least} are needed.", **said)
    if high < FEWEST_UNITS:
        return _("Too few “{column}” groups for intervals: {units}, and {least} are needed.", **said)
    if units.ordered:
        return _("Intervals count {units} blocks of time, not {rows} rows; fewer than {least} have none.", **said)
    return _("Intervals count {units} “{column}” groups, not {rows} rows; fewer than {least} have none.", **said)


def unit_sums(values: Values, units: Codes | None) -> Values:
    """Return sums over units, shape (n_units,) or (n_units, n_columns); the values themselves without units."""
    if units is None:
        return values
    codes = np.unique(units, return_inverse=True)[1]
    order = np.argsort(codes, kind="stable")
    return np.add.reduceat(values[order], np.searchsorted(codes[order], np.arange(codes.max() + 1)), axis=0)


def unit_values(values: Values, units: Codes | None) -> Values:
    """Return one value for each unit: their mean is that of the rows, their spread that of the units.

    A unit's deviation is the sum of its rows' deviations, as of a ratio of two totals (Cochran 1977, 6.5).
    """
    if units is None:
        return values
    mean = values.mean(axis=0)
    sums = unit_sums(values - mean, units)
    return np.asarray(mean + sums * len(sums) / len(values), dtype=np.float64)


def block_length(series: Values) -> float:
    """Return how many moments of a series a block must have.

    Examples
    --------
    >>> block_length(np.random.default_rng(0).normal(size=196)), round(block_length(np.arange(100.0)), 1)
    (14.0, 35.5)
    """
    n = len(series)
    centred = series - series.mean()
    shortest, longest = math.sqrt(n), math.ceil(min(3 * math.sqrt(n), n / 3))
    lags = min(n - 1, 2 * (math.ceil(math.sqrt(n)) + 5))
    covariances = np.array([centred[: n - lag] @ centred[lag:] for lag in range(lags + 1)]) / n
    if n < 4 or covariances[0] <= 1e-12 * np.square(series).mean():
        return shortest
    small = np.abs(covariances) < 2 * math.sqrt(math.log10(n) / n) * covariances[0]
    last = next((lag for lag in range(lags // 2) if small[lag + 1 : lag + 6].all()), lags // 2)
    window = np.clip(2 - np.arange(lags + 1) / max(last, 0.5), 0, 1)
    tapered = window * covariances
    spectrum = tapered[0] + 2 * tapered[1:].sum()
    slope = 2 * np.arange(lags + 1) @ tapered
    if spectrum <= 0:
        return float(longest) if slope > 0 else shortest
    rule = math.cbrt(1.5 * (slope / spectrum) ** 2 * n)
    return max(shortest, 1.5 * min(longest, rule))
