"""Cuts a part off some rows: the latest of them, or whole groups."""

import numpy as np
from numpy.typing import NDArray

TRIES = 200
MOST_MOVES = 4_000_000
"""Groups times tries that are looked at; so many groups need no more, for chance evens them out."""

Positions = NDArray[np.int64]


def latest(times: NDArray[np.int64] | NDArray[np.float64], size: int) -> tuple[Positions, Positions] | None:
    """Cut off the latest rows, `size` of them or as near to it as can be without parting rows of one moment.

    Parameters
    ----------
    times : ndarray of shape (n_rows,)
        Greater for a later row.

    Returns
    -------
    (kept, cut_off) : tuple of ndarray, or None
        Places in `times`, each part from the earliest to the latest; None if all rows are of one moment.

    Examples
    --------
    >>> latest(np.array([5, 1, 4, 4, 2]), 2)
    (array([1, 4]), array([2, 3, 0]))
    """
    order = np.argsort(times, kind="stable")
    borders = np.flatnonzero(np.diff(times[order])) + 1
    if not len(borders):
        return None
    border = borders[np.abs(borders - (len(times) - size)).argmin()]
    return order[:border], order[border:]


def whole_groups(
    groups: NDArray[np.int64], classes: NDArray[np.int64] | None, share: float, seed: int
) -> tuple[Positions, Positions] | None:
    """Cut off whole groups, chosen at random so that about `share` of the rows, and of each class, is cut off.

    Groups are put into a random order again and again, and of all beginnings of these orders the one is taken that
    comes nearest to the share: of all rows, and on average of each class.

    Parameters
    ----------
    groups : ndarray of shape (n_rows,)
    classes : ndarray of shape (n_rows,), optional
        Class codes, if each class should be cut alike.

    Returns
    -------
    (kept, cut_off) : tuple of ndarray, or None
        Places in `groups`, in their order; None if there is one group alone.
    """
    known, codes = np.unique(groups, return_inverse=True)
    if len(known) < 2:
        return None
    counts = _counts(codes, classes, len(known))
    rng = np.random.default_rng(seed)
    tries = int(np.clip(MOST_MOVES // (counts.size or 1), 1, TRIES))
    _miss, chosen = min((_best_beginning(counts, rng.permutation(len(known)), share) for _ in range(tries)), key=_first)
    cut_off = np.isin(codes, chosen)
    return np.flatnonzero(~cut_off), np.flatnonzero(cut_off)


def _counts(codes: Positions, classes: NDArray[np.int64] | None, n_groups: int) -> NDArray[np.float64]:
    """Return how many rows each group has of each class, as shares of the class, shape (n_groups, n_classes + 1).

    The last column is of all rows; without classes it is the only one.
    """
    whole = np.bincount(codes, minlength=n_groups)[:, None] / len(codes)
    if classes is None:
        return whole
    _known, places = np.unique(classes, return_inverse=True)
    n_classes = int(places.max()) + 1
    table = np.bincount(codes * n_classes + places, minlength=n_groups * n_classes).reshape(n_groups, n_classes)
    return np.hstack([table / table.sum(axis=0), whole])


def _best_beginning(counts: NDArray[np.float64], order: Positions, share: float) -> tuple[float, Positions]:
    """Return how far the best beginning of `order`, neither none nor all, is from the share, and that beginning."""
    off = np.abs(np.cumsum(counts[order[:-1]], axis=0) - share)
    misses = off[:, -1] + off[:, :-1].mean(axis=1) if off.shape[1] > 1 else off[:, -1]
    best = int(misses.argmin())
    return float(misses[best]), order[: best + 1]


def _first(cut: tuple[float, Positions]) -> float:
    return cut[0]


GROUPING = (_first, _counts, _best_beginning, whole_groups)
"""`whole_groups` and all that it calls, for exported code."""
