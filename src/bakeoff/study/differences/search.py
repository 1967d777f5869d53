"""Search for parts of the rows on which one of two contenders is clearly better, which allows for having searched.

A decision tree parts the rows by who is right: both, one alone, or neither. Of each of its nodes the statistic is the
sum of the differences over its spread. How large the largest of these gets by chance is seen where the two contenders
change places at random, row by row or unit by unit, and the tree is fitted anew (Westfall and Young 1993). A part whose
statistic is larger than nearly all of these is told; so is its interval, at the same critical value.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.tree import DecisionTreeClassifier

from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.units import Codes
from bakeoff.study.differences.columns import FEWEST_ROWS, Span

DEPTH = 4
SWAPS = 199
LEVEL = 0.98
"""Probability that of two equal contenders none is called better anywhere."""
MOST_ROWS = 10_000
"""Of more rows so many are searched, drawn at random."""
SMALLEST_SHARE = 0.01
NEITHER, SECOND, FIRST, BOTH = range(4)
"""Outcomes of a row: who is right, or closer."""

Outcomes = NDArray[np.int64]


@dataclass(frozen=True)
class ClearPart:
    """Some of the rows, and how much more often the first contender is right there.

    Attributes
    ----------
    rows : ndarray of bool of shape (n_rows,)
    spans : dict of int to Span
        Conditions, by the position of their column.
    difference : Estimate
        Share of rows where the first alone is right, less that where the second is.
    """

    rows: NDArray[np.bool_]
    spans: dict[int, Span]
    difference: Estimate


@dataclass(frozen=True)
class ClearParts:
    """Result of a search.

    Attributes
    ----------
    parts : tuple of ClearPart
        Those where one is clearly better, the surest first.
    critical : float
        What a statistic has to be beyond.
    """

    parts: tuple[ClearPart, ...]
    critical: float


def search(
    codes: NDArray[np.float32],
    outcomes: Outcomes,
    units: Codes | None = None,
    tell: Callable[[float], None] = lambda _share: None,
) -> ClearParts:
    """Search rows for parts where one of two contenders is clearly better.

    Parameters
    ----------
    codes : ndarray of shape (n_rows, n_columns)
        What rows are parted by; NaN where missing.
    outcomes : ndarray of int64 of shape (n_rows,)
        `NEITHER`, `SECOND`, `FIRST` or `BOTH`.
    units : ndarray of shape (n_rows,), optional
        Unit of each row, if rows are not independent.
    tell : callable, optional
        Called with the share that is done.
    """
    codes = codes if codes.shape[1] else np.zeros((len(outcomes), 1), dtype=np.float32)
    of_row = np.arange(len(outcomes)) if units is None else np.unique(units, return_inverse=True)[1]
    random, largest = np.random.default_rng(0), []
    exchanged = np.array([NEITHER, FIRST, SECOND, BOTH])[outcomes]
    for done in range(SWAPS):
        swapped = random.random(of_row.max() + 1) < 0.5
        tree = _Tree(codes, np.where(swapped[of_row], exchanged, outcomes), of_row, units is None)
        largest.append(float(np.abs(tree.statistic).max()))
        tell((done + 1) / SWAPS)
    critical = sorted(largest)[-round((SWAPS + 1) * (1 - LEVEL))]
    tree = _Tree(codes, outcomes, of_row, units is None)
    clear = sorted(tree.clear(critical), key=lambda node: -abs(tree.statistic[node]))
    return ClearParts(tuple(tree.part(node, critical) for node in clear), critical)


class _Tree:
    """A tree over who is right, and the sums of the differences in its nodes.

    Each node has two rows or units more, one for each contender, so that no spread is zero.
    """

    def __init__(self, codes: NDArray[np.float32], outcomes: Outcomes, of_row: Codes, independent: bool) -> None:
        least = max(FEWEST_ROWS, math.ceil(SMALLEST_SHARE * len(codes)))
        fitted = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=least, random_state=0).fit(codes, outcomes)
        self._tree, self._codes = fitted.tree_, codes
        self._inside = fitted.decision_path(codes).tocsc()
        difference = (outcomes == FIRST).astype(np.float64) - (outcomes == SECOND)
        sizes = np.asarray(self._inside.sum(axis=0), dtype=np.float64).ravel()
        sums = np.asarray(self._inside.T @ difference)
        if independent:
            squares, crossed, counted = np.asarray(self._inside.T @ difference**2), sums, sizes
            size = np.ones_like(sizes)
        else:
            by_unit = _sums(self._inside, difference, of_row), _sums(self._inside, np.ones_like(difference), of_row)
            squares, crossed, counted = (
                (first * second).sum(axis=0)
                for first, second in ((by_unit[0], by_unit[0]), by_unit, (by_unit[1], by_unit[1]))
            )
            size = sizes / np.maximum((by_unit[1] > 0).sum(axis=0), 1)
        self._n, self._sums, self._crossed = sizes + 2 * size, sums, crossed
        self._squares, self._counted = squares + 2 * size**2, counted + 2 * size**2
        self._raw_n = sizes
        self.statistic = sums / np.sqrt(self._squares)

    def clear(self, critical: float, node: int = 0) -> list[int]:
        """Return the nodes where one is clearly better: leaves, once those that are alike are joined."""
        return [leaf for leaf in self._joined(critical, node) if abs(self.statistic[leaf]) > critical]

    def _joined(self, critical: float, node: int) -> list[int]:
        """Return the leaves beneath a node; two are joined if they do not differ, unless one alone is clear."""
        left, right = int(self._tree.children_left[node]), int(self._tree.children_right[node])
        if left < 0:
            return [node]
        leaves = [*self._joined(critical, left), *self._joined(critical, right)]
        if leaves != [left, right]:
            return leaves
        clear = np.abs(self.statistic) > critical
        means = self._sums / self._n
        errors = (self._squares - 2 * means * self._crossed + means**2 * self._counted) / self._n**2
        alike = abs(means[left] - means[right]) <= critical * math.sqrt(errors[left] + errors[right])
        return [node] if alike and (clear[node] or not clear[leaves].any()) else leaves

    def part(self, node: int, critical: float) -> ClearPart:
        """Return the rows of a node, its conditions, and the difference there."""
        rows = np.zeros(len(self._codes), dtype=bool)
        rows[self._inside.indices[self._inside.indptr[node] : self._inside.indptr[node + 1]]] = True
        value = float(self._sums[node] / self._raw_n[node])
        return ClearPart(rows, self._spans(node, rows), Estimate(value, *self._interval(node, critical)))

    def _interval(self, node: int, critical: float) -> tuple[float, float]:
        """Return the differences that a test at the critical value would not refuse (after Fieller 1954)."""
        n, total, squares = self._n[node], self._sums[node], self._squares[node]
        a = n**2 - critical**2 * self._counted[node]
        b = n * total - critical**2 * self._crossed[node]
        c = total**2 - critical**2 * squares
        if a <= 0:
            return (0.0, 1.0) if total > 0 else (-1.0, 0.0)
        root = math.sqrt(max(b**2 - a * c, 0.0))
        return max(-1.0, float((b - root) / a)), min(1.0, float((b + root) / a))

    def _spans(self, node: int, rows: NDArray[np.bool_]) -> dict[int, Span]:
        """Return the conditions on the way from the root to a node."""
        tree, spans = self._tree, dict[int, Span]()
        for at, left in _way(tree, node):
            column, code = int(tree.feature[at]), float(np.floor(tree.threshold[at]))
            span = spans.get(column, Span())
            spans[column] = Span(
                span.above if left else max(span.above, code),
                min(span.up_to, code) if left else span.up_to,
                bool(np.isnan(self._codes[rows, column]).any()),
            )
        return spans


def _way(tree: Any, node: int) -> list[tuple[int, bool]]:
    """Return the nodes above a node, from the root on, and whether the way goes left there."""
    way: list[tuple[int, bool]] = []
    while node:
        left = tree.children_left == node
        above = int(np.flatnonzero(left | (tree.children_right == node))[0])
        way.insert(0, (above, bool(left[above])))
        node = above
    return way


def _sums(inside: sparse.csc_matrix, values: NDArray[np.float64], of_row: Codes) -> NDArray[np.float64]:
    """Return sums of the rows' values, shape (n_units, n_nodes)."""
    places = np.arange(len(values))
    return np.asarray((sparse.csr_matrix((values, (of_row, places))) @ inside).toarray())
