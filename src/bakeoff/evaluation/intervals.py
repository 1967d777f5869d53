"""95 % intervals: Wilson's for shares, the bootstrap over test rows for everything else.

A bootstrap resample draws as many rows as there are, with replacement. It is written here as a count per
row, or per cell of a confusion matrix, which has the same distribution and is much less work.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import stats

LEVEL = 0.95
RESAMPLES = 1000
MOST_DRAWS = 4_000_000
"""Rows drawn over all resamples, at most: a large test part has narrow intervals, which fewer resamples give too."""
_CHUNK = 50


def wilson(successes: int, n: int) -> tuple[float, float]:
    """Return Wilson's score interval for a share of `n` rows (Wilson 1927)."""
    found = stats.binomtest(successes, n).proportion_ci(LEVEL, method="wilson")
    return float(found.low), float(found.high)


def percentile(replicates: NDArray[np.float64]) -> tuple[float, float]:
    """Return the percentile interval of a statistic's bootstrap replicates (Efron 1979).

    Parameters
    ----------
    replicates : ndarray of shape (n_resamples,)
        The statistic on each resample; NaN where it was not defined there, which is left out.

    Returns
    -------
    low, high : float
        NaN if it was defined nowhere.
    """
    known = replicates[np.isfinite(replicates)]
    if not known.size:
        return float("nan"), float("nan")
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def resample_cells(counts: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the confusion matrices of `RESAMPLES` resamples, without drawing rows.

    Parameters
    ----------
    counts : ndarray of shape (n_classes, n_classes)

    Returns
    -------
    ndarray of shape (n_resamples, n_classes, n_classes)
    """
    total = counts.sum()
    cells = rng.multinomial(total, counts.ravel() / total, size=RESAMPLES)
    return cells.reshape(RESAMPLES, *counts.shape)


def resample_rows(n: int, rng: np.random.Generator) -> Iterator[NDArray[np.float32]]:
    """Yield, some resamples at a time, how often each row was drawn: ndarrays of shape (n, some).

    There are `RESAMPLES` in all, or as many as `MOST_DRAWS` allows, but 200 or more.
    """
    n_resamples = int(np.clip(MOST_DRAWS // n, 200, RESAMPLES))
    for start in range(0, n_resamples, _CHUNK):
        some = min(_CHUNK, n_resamples - start)
        drawn = [np.bincount(rng.integers(0, n, n), minlength=n) for _ in range(some)]
        yield np.stack(drawn, axis=1, dtype=np.float32, casting="unsafe")
