"""Areas under the ROC and precision-recall curves, for many weightings of the same rows at once."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse


class Ranking:
    """Rows ranked once by a score, to weigh them again and again.

    What the areas need is counts at the scores that positive rows have. So rows are gathered by a sparse
    matrix: positive rows by their score, negative rows by the gap between two such scores that they fall
    into (even places), or the score that they tie with (odd places).

    Parameters
    ----------
    positive : ndarray of bool of shape (n_rows,)
    scores : ndarray of shape (n_rows,)
        Higher is more likely positive; equal scores count as tied.
    """

    def __init__(self, positive: NDArray[np.bool_], scores: NDArray[np.float64]) -> None:
        levels, level = np.unique(-scores[positive], return_inverse=True)
        below = np.searchsorted(levels, -scores[~positive], side="left")
        tied = np.searchsorted(levels, -scores[~positive], side="right") - below
        self._positive = _gather(level, np.flatnonzero(positive), (len(levels), len(scores)))
        self._negative = _gather(2 * below + tied, np.flatnonzero(~positive), (2 * len(levels) + 1, len(scores)))

    def areas(self, weights: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the areas for each weighting.

        Parameters
        ----------
        weights : ndarray of shape (n_rows, n_weightings)
            How much each row counts.

        Returns
        -------
        ndarray of shape (n_weightings, 2)
            Area under the ROC curve, with half a point for ties (Mann and Whitney 1947), and average
            precision. NaN where no row, or for ROC every row, is positive.
        """
        hits, misses = self._positive @ weights, self._negative @ weights
        tied = misses[1::2]
        outranking = np.cumsum(misses[:-1:2] + tied, axis=0, dtype=float)
        n_hits = np.cumsum(hits, axis=0, dtype=float)
        positives, negatives = hits.sum(axis=0, dtype=float), misses.sum(axis=0, dtype=float)
        seen = n_hits + outranking
        precision = np.divide(n_hits, seen, out=np.zeros_like(n_hits), where=seen > 0)
        won = np.stack([hits * (negatives - outranking + tied / 2), hits * precision]).sum(axis=1).T
        pairs = np.stack([positives * negatives, positives], axis=1)
        areas: NDArray[np.float64] = np.divide(won, pairs, out=np.full(won.shape, np.nan), where=pairs > 0)
        return areas


def precision_excess(positive: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    """Return by how much average precision is likely too high; 0 with fewer than two positive rows.

    A positive row counts among the rows at its own score, so that few of them score higher than many would. Here each
    has the precision of the other rows; one that has n others at its score or above weighs n / (n + 1).
    """
    hits, misses = np.sort(-scores[positive]), np.sort(-scores[~positive])
    if len(hits) < 2:
        return 0.0
    n_hits = np.searchsorted(hits, hits, side="right")
    outranking = np.searchsorted(misses, hits, side="right")
    others = (n_hits - 1) * len(hits) / (len(hits) - 1)  # one of them is left out, and not one of the negative rows
    seen = others + outranking
    among_others = np.sum(others / (seen + 1)) / np.sum(seen / (seen + 1))
    return float(np.mean(n_hits / (n_hits + outranking)) - among_others)


def _gather(places: NDArray[np.intp], rows: NDArray[np.intp], shape: tuple[int, int]) -> Any:
    return sparse.csr_array((np.ones(len(rows), dtype=np.float32), (places, rows)), shape=shape)


def gather(places: NDArray[np.int64], n_places: int) -> Any:
    """Return the sparse matrix that sums what rows weigh by the place that each of them belongs to."""
    return _gather(places, np.arange(len(places)), (n_places, len(places)))
