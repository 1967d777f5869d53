"""The paired permutation test, and the interval that goes with it.

If two contenders are equally good it makes no difference, row by row, which of their answers is called the first's. To
swap them changes the sign of the row's difference, so the mean difference is compared with those of all ways to swap
(Fisher 1935). An interval follows from the same swaps: the means over random subsets of rows are spread around the mean
as it would be around its true value (Hartigan 1969), and a swap beats the mean exactly when its subset's mean is on the
other side of 0. So the interval holds 0 if and only if the test is undecided.
"""

import functools

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.intervals import LEVEL
from bakeoff.evaluation.units import unit_sums

SUBSETS = 9_999
MOST_BLOCKS = 1_500
"""More rows than this are swapped in random blocks of even size: as valid, and as quick for any number of rows."""
_CHUNK = 1_000


def swapped(
    gains: NDArray[np.float64], units: NDArray[np.int64] | None = None
) -> list[tuple[float, float, float, float]]:
    """Test whether the mean of paired differences is 0.

    Parameters
    ----------
    gains : ndarray of shape (n_rows, n_pairs)
        A column of differences for each pair.
    units : ndarray of shape (n_rows,), optional
        The unit of each row; units are swapped whole.

    Returns
    -------
    list of (mean, low, high, p_value)
        For each pair its mean with its 95 % interval, and the two-sided p-value. The interval is NaN, and `p_value` 1,
        if no row differs.
    """
    scale = np.abs(gains).max(axis=0)
    means = _subset_means(unit_sums(gains, units), unit_sums(np.ones(len(gains)), units))
    at_most = np.count_nonzero(means <= 1e-12 * scale, axis=0)
    at_least = np.count_nonzero(means >= -1e-12 * scale, axis=0)
    p_values = np.minimum(1.0, 2 * (np.minimum(at_most, at_least) + 1) / (SUBSETS + 1))
    place = round((1 - LEVEL) / 2 * (SUBSETS + 1)) - 1
    ordered = np.partition(means, (place, SUBSETS - 1 - place), axis=0)
    swaps = zip(gains.mean(axis=0), ordered[place], ordered[SUBSETS - 1 - place], p_values, scale, strict=True)
    return [
        (float(mean), float(low), float(high), float(p_value)) if differ else (0.0, float("nan"), float("nan"), 1.0)
        for mean, low, high, p_value, differ in swaps
    ]


def _subset_means(gains: NDArray[np.float64], rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the means over random subsets of rows, or of units of `rows` rows: shape (n_subsets, n_pairs)."""
    n_rows = len(gains)
    if n_rows > MOST_BLOCKS:
        order = np.random.default_rng(n_rows).permutation(n_rows)
        starts = np.linspace(0, n_rows, MOST_BLOCKS, endpoint=False).astype(int)
        gains, rows = (np.add.reduceat(each[order], starts, axis=0) for each in (gains, rows))
    sums = np.column_stack([gains, rows]).astype(np.float32)
    scale = np.abs(sums).max(axis=0)
    packed = _subsets(len(rows))
    parts = [
        np.unpackbits(packed[start : start + _CHUNK], axis=1, count=len(rows)).astype(np.float32)
        @ (sums / np.where(scale, scale, 1))
        for start in range(0, SUBSETS, _CHUNK)
    ]
    totals = np.concatenate(parts).astype(float) * scale
    return np.asarray(totals[:, :-1] / np.maximum(totals[:, -1:], 1), dtype=np.float64)


@functools.lru_cache(maxsize=4)
def _subsets(n: int) -> NDArray[np.uint8]:
    """Return which of `n` rows are in each subset, eight to a byte; always the same for the same number."""
    return np.random.default_rng(n).integers(0, 256, (SUBSETS, -(-n // 8)), dtype=np.uint8)
