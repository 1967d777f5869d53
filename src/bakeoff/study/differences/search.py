"""Search for parts of the rows on which one of two contenders is clearly better, which allows for having searched.

A decision tree parts the rows by who is right: both, one alone, or neither. Of each of its nodes the statistic is the
sum of the differences over its spread. How large the largest of these gets by chance is seen where the two contenders
change places at random, row by row or unit by unit, and the tree is fitted anew (Westfall and Young 1993). A part whose
statistic is larger than nearly all of these is told; so is its interval, at the same critical value.

Such a part keeps the conditions that help on other rows: each is cut anew on four fifths of them and parts the rest.
"""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse, stats
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
PRUNING_FOLDS = 5
PRUNING_LEVEL = 0.95
"""Probability that a condition which does not help is left out, were it the best of all columns."""
MOST_WORDLESS = 0.5
"""A larger share of the rows is no part that looks alike."""
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
    wordless: Collection[int] = (),
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
    wordless : collection of int, optional
        Columns that no words describe; they part small shares of the rows alone.
    """
    codes = codes if codes.shape[1] else np.zeros((len(outcomes), 1), dtype=np.float32)
    of_row = np.arange(len(outcomes)) if units is None else np.unique(units, return_inverse=True)[1]
    random, largest = np.random.default_rng(0), []
    exchanged = np.array([NEITHER, FIRST, SECOND, BOTH])[outcomes]
    for done in range(SWAPS):
        swapped = random.random(of_row.max() + 1) < 0.5
        tree = _Tree(codes, np.where(swapped[of_row], exchanged, outcomes), of_row, units is None)
        largest.append(float(np.abs(tree.regions.statistic).max()))
        tell((done + 1) / SWAPS)
    critical = sorted(largest)[-round((SWAPS + 1) * (1 - LEVEL))]
    tree = _Tree(codes, outcomes, of_row, units is None)
    pruning = _Pruning(tree, codes, outcomes, of_row, critical, frozenset(wordless))
    parts: list[ClearPart] = []
    for node in sorted(tree.clear(critical), key=lambda node: -abs(tree.regions.statistic[node])):
        for part in (pruning.part(node), pruning.part(node, prune=False)):
            if part is not None and not any(_within(part, other) or _within(other, part) for other in parts):
                parts.append(part)
                break
    return ClearParts(tuple(parts), critical)


def _within(part: ClearPart, other: ClearPart) -> bool:
    """Return whether another part has all of its rows, and the same contender is better there."""
    return not (part.rows & ~other.rows).any() and (part.difference.value > 0) == (other.difference.value > 0)


class _Regions:
    """Sums of the differences over regions of the rows.

    Each region has two rows or units more, one for each contender, so that no spread is zero.
    """

    def __init__(self, inside: sparse.csc_matrix, outcomes: Outcomes, of_row: Codes, independent: bool) -> None:
        difference = (outcomes == FIRST).astype(np.float64) - (outcomes == SECOND)
        sizes = np.asarray(inside.sum(axis=0), dtype=np.float64).ravel()
        sums = np.asarray(inside.T @ difference)
        if independent:
            squares, crossed, counted = np.asarray(inside.T @ difference**2), sums, sizes
            size = np.ones_like(sizes)
        else:
            by_unit = _sums(inside, difference, of_row), _sums(inside, np.ones_like(difference), of_row)
            squares, crossed, counted = (
                (first * second).sum(axis=0)
                for first, second in ((by_unit[0], by_unit[0]), by_unit, (by_unit[1], by_unit[1]))
            )
            size = sizes / np.maximum((by_unit[1] > 0).sum(axis=0), 1)
        self._n, self._sums, self._crossed = sizes + 2 * size, sums, crossed
        self._squares, self._counted = squares + 2 * size**2, counted + 2 * size**2
        self._raw_n = sizes
        self.statistic = sums / np.sqrt(self._squares)
        self.means = sums / self._n
        self.errors = (self._squares - 2 * self.means * crossed + self.means**2 * self._counted) / self._n**2

    def apart(self, left: int, right: int) -> float:
        """Return the difference of two regions' means, over its standard error."""
        return float((self.means[left] - self.means[right]) / math.sqrt(self.errors[left] + self.errors[right]))

    def estimate(self, place: int, critical: float) -> Estimate:
        """Return the difference, and those that a test at the critical value would not refuse (after Fieller 1954)."""
        n, total, squares = self._n[place], self._sums[place], self._squares[place]
        value = float(total / self._raw_n[place])
        a = n**2 - critical**2 * self._counted[place]
        b = n * total - critical**2 * self._crossed[place]
        c = total**2 - critical**2 * squares
        if a <= 0:
            return Estimate(value, 0.0, 1.0) if total > 0 else Estimate(value, -1.0, 0.0)
        root = math.sqrt(max(b**2 - a * c, 0.0))
        return Estimate(value, max(-1.0, float((b - root) / a)), min(1.0, float((b + root) / a)))


@dataclass(frozen=True)
class _Condition:
    """One condition of a part, and the rows that meet it."""

    column: int
    code: float
    up_to: bool
    rows: NDArray[np.bool_]


class _Tree:
    """A tree over who is right, and the sums of the differences in its nodes."""

    def __init__(self, codes: NDArray[np.float32], outcomes: Outcomes, of_row: Codes, independent: bool) -> None:
        least = max(FEWEST_ROWS, math.ceil(SMALLEST_SHARE * len(codes)))
        fitted = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=least, random_state=0).fit(codes, outcomes)
        self._tree, self._codes = fitted.tree_, codes
        self.regions = _Regions(fitted.decision_path(codes).tocsc(), outcomes, of_row, independent)

    def clear(self, critical: float, node: int = 0) -> list[int]:
        """Return the nodes where one is clearly better: leaves, once those that are alike are joined."""
        return [leaf for leaf in self._joined(critical, node) if abs(self.regions.statistic[leaf]) > critical]

    def _joined(self, critical: float, node: int) -> list[int]:
        """Return the leaves beneath a node; two are joined if they do not differ, unless one alone is clear."""
        left, right = int(self._tree.children_left[node]), int(self._tree.children_right[node])
        if left < 0:
            return [node]
        leaves = [*self._joined(critical, left), *self._joined(critical, right)]
        if leaves != [left, right]:
            return leaves
        clear = np.abs(self.regions.statistic) > critical
        alike = abs(self.regions.apart(left, right)) <= critical
        return [node] if alike and (clear[node] or not clear[leaves].any()) else leaves

    def conditions(self, node: int) -> list[_Condition]:
        """Return the conditions on the way from the root to a node."""
        tree, way = self._tree, list[_Condition]()
        while node:
            left = tree.children_left == node
            node, up_to = int(np.flatnonzero(left | (tree.children_right == node))[0]), bool(left.any())
            codes = self._codes[:, tree.feature[node]]
            rows = np.where(np.isnan(codes), bool(tree.missing_go_to_left[node]), codes <= tree.threshold[node])
            way.insert(
                0,
                _Condition(int(tree.feature[node]), float(np.floor(tree.threshold[node])), up_to, rows == up_to),
            )
        return way


class _Pruning:
    """Leaves out conditions that do not help on rows which have not chosen them."""

    def __init__(
        self,
        tree: _Tree,
        codes: NDArray[np.float32],
        outcomes: Outcomes,
        of_row: Codes,
        critical: float,
        wordless: Collection[int],
    ) -> None:
        self._tree, self._codes, self._outcomes, self._of_row = tree, codes, outcomes, of_row
        self._critical, self._wordless = critical, wordless
        self._fold = np.random.default_rng(0).permutation(int(of_row.max()) + 1)[of_row] % PRUNING_FOLDS
        self._least = float(stats.norm.isf((1 - PRUNING_LEVEL) / codes.shape[1]))

    def part(self, node: int, *, prune: bool = True) -> ClearPart | None:
        """Return the rows of a node and of what is beside it without reason; None if no words fit."""
        better = float(np.sign(self._tree.regions.statistic[node]))
        kept, pruned = self._tree.conditions(node), prune
        while pruned:
            helps = [self._help(kept, place, better) for place in range(len(kept))]
            weak = [int(place) for place in np.argsort(helps) if helps[place] < self._least]
            clear = [place for place in weak if self._clear(kept[:place] + kept[place + 1 :], better)]
            pruned = bool(clear)
            if clear:
                del kept[clear[0]]
        rows = self._rows(kept)
        if rows.mean() > MOST_WORDLESS and any(condition.column in self._wordless for condition in kept):
            return None
        return ClearPart(rows, self._spans(kept, rows), self._regions(rows).estimate(0, self._critical))

    def _help(self, conditions: list[_Condition], place: int, better: float) -> float:
        """Return how far rows inside differ from those outside, over the error, each fold by a cut of the others."""
        own, around = conditions[place], self._rows(conditions[:place] + conditions[place + 1 :])
        everywhere = around & own.rows
        if everywhere.sum() == around.sum() or (own.column in self._wordless and everywhere.mean() > MOST_WORDLESS):
            return -math.inf
        inside, outside = np.zeros((2, len(around)), dtype=bool)
        for fold in range(PRUNING_FOLDS):
            learns, judged = around & (self._fold != fold), around & (self._fold == fold)
            if not judged.any() or learns.sum() < 2:
                continue
            column = self._codes[:, [own.column]]
            cut = DecisionTreeClassifier(max_depth=1, min_samples_leaf=2, random_state=0)
            cut.fit(column[learns], self._outcomes[learns])
            if cut.tree_.node_count == 3:
                within = (cut.apply(column) == 1) == own.up_to
                inside |= judged & within
                outside |= judged & ~within
        if not (inside.any() and outside.any()):
            return -math.inf
        return better * self._regions(inside, outside).apart(0, 1)

    def _clear(self, conditions: list[_Condition], better: float) -> bool:
        return bool(better * self._regions(self._rows(conditions)).statistic[0] > self._critical)

    def _regions(self, *rows: NDArray[np.bool_]) -> _Regions:
        independent = len(np.unique(self._of_row)) == len(self._of_row)
        return _Regions(sparse.csc_matrix(np.stack(rows, axis=1)), self._outcomes, self._of_row, independent)

    def _rows(self, conditions: list[_Condition]) -> NDArray[np.bool_]:
        every = [np.ones(len(self._codes), dtype=bool), *(condition.rows for condition in conditions)]
        return np.asarray(np.logical_and.reduce(every))

    def _spans(self, conditions: list[_Condition], rows: NDArray[np.bool_]) -> dict[int, Span]:
        """Return the conditions by column."""
        spans = dict[int, Span]()
        for own in conditions:
            span, missing = spans.get(own.column, Span()), bool(np.isnan(self._codes[rows, own.column]).any())
            above = span.above if own.up_to else max(span.above, own.code)
            spans[own.column] = Span(above, min(span.up_to, own.code) if own.up_to else span.up_to, missing)
        return spans


def _sums(inside: sparse.csc_matrix, values: NDArray[np.float64], of_row: Codes) -> NDArray[np.float64]:
    """Return sums of the rows' values, shape (n_units, n_nodes)."""
    places = np.arange(len(values))
    return np.asarray((sparse.csr_matrix((values, (of_row, places))) @ inside).toarray())
