"""The smallest decision tree that equals a small random forest everywhere.

The forest's thresholds cut the table into cells, in each of which it has one answer. The least depth of a tree with the
same answers is found by dynamic programming over boxes of cells (Vidal and Schiffer 2020, "born-again trees").

Layers of cells that answer alike are one layer: no tree of least depth needs the threshold between them. Each threshold
that is left is asked somewhere, which bounds the depth from below. A larger half is never easier, so that the best
threshold of a column is found by bisection.
"""

import hashlib
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders.explanations import GrownTree
from bakeoff.engine.base import Channel
from bakeoff.errors import SettingError
from bakeoff.evaluation.notation import count
from bakeoff.features.ask.global_explanation import drawn_tree
from bakeoff.features.ask.imitation import function_text
from bakeoff.features.ask.messages import EqualQuestion
from bakeoff.features.ask.subject import Subject
from bakeoff.features.ask.workings import EqualTree
from bakeoff.matrix import dense
from bakeoff.race.predicting import predict
from bakeoff.text import _

MOST_CELLS, MOST_BOXES = 500_000, 100_000
"""Of a forest, and those that the search looks at."""
_AT_ONCE = 20_000

Cells = NDArray[np.int16]
Thresholds = list[NDArray[np.float64]]


def find(asked: EqualQuestion, _channel: Channel) -> EqualTree:
    """Return the tree of a race's forest, in a job."""
    return equal_tree(Subject.load(asked.spec, asked.folder, [asked.contender]), asked.contender)


def equal_tree(subject: Subject, name: str) -> EqualTree:
    """Return the tree of least depth that equals a forest.

    Raises
    ------
    SettingError
        If the forest is too large.
    """
    forest = subject.models[name]
    n_columns = subject.prepared.X_train.shape[1]
    columns, thresholds = grid(forest)
    shape = tuple(len(values) + 1 for values in thresholds)
    if math.prod(shape) > MOST_CELLS:
        raise SettingError(
            _(
                "The forest’s questions cut the table into {n} cells; at most {most} can be compared. Grow fewer or "
                "shallower trees.",
                n=count(math.prod(shape)),
                most=count(MOST_CELLS),
            )
        )

    def answers(X: NDArray[Any]) -> NDArray[Any]:
        return predict(forest, X, subject.prepared).values

    codes = [answers(X) for X in cell_rows(columns, thresholds, n_columns)]
    cells = np.concatenate(codes).astype(np.int16).reshape(shape)
    search = SmallestTree()
    nodes = search.nodes(cells, thresholds)
    train = dense(subject.prepared.X_train)[: len(subject.prepared.rows_train)]
    own = answers(train)
    tree = _grown(nodes, columns, train, own, len(subject.sheet.class_names))
    for X, said in zip(cell_rows(columns, thresholds, n_columns), codes, strict=True):
        if not np.array_equal(tree.answers[_leaves(tree, X)], said):
            raise ArithmeticError("the tree does not equal the forest")
    drawn = drawn_tree(subject, tree)
    leaves = int((tree.left < 0).sum())
    sizes = len(forest.estimators_), cells.size
    return EqualTree(drawn, function_text(subject.sheet, drawn), *sizes, search.depth, leaves)


def grid(forest: Any) -> tuple[list[int], Thresholds]:
    """Return the columns that a forest asks about, and the thresholds of each, from the least.

    Of thresholds that no number of single precision, which trees compare, tells apart the first counts.
    """
    asked = [(tree.tree_.feature, tree.tree_.threshold) for tree in forest.estimators_]
    features, values = (np.concatenate(parts) for parts in zip(*asked, strict=True))
    columns = [int(column) for column in np.unique(features[features >= 0])]
    thresholds = [np.unique(values[features == column]) for column in columns]
    return columns, [own[np.unique(_at_most(own), return_index=True)[1]] for own in thresholds]


def cell_rows(columns: list[int], thresholds: Thresholds, n_columns: int) -> Iterator[NDArray[np.float32]]:
    """Yield a row in each cell, the last column's places first, in parts."""
    at = [np.append(low := _at_most(own), np.nextafter(low[-1], np.float32(np.inf))) for own in thresholds]
    shape = tuple(map(len, at))
    for first in range(0, math.prod(shape), _AT_ONCE):
        places = np.unravel_index(np.arange(first, min(first + _AT_ONCE, math.prod(shape))), shape) if shape else ()
        X = np.zeros((len(places[0]) if places else 1, n_columns), dtype=np.float32)
        for column, own, place in zip(columns, at, places, strict=True):
            X[:, column] = own[place]
        yield X


def _at_most(values: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the largest number of single precision that is not above each value."""
    near = values.astype(np.float32)
    return np.where(near > values, np.nextafter(near, np.float32(-np.inf)), near)


@dataclass
class _Node:
    """A question about an axis of the cells, or an answer."""

    axis: int = -1
    threshold: float = 0.0
    answer: int = -1
    left: "_Node | None" = None
    right: "_Node | None" = None


class SmallestTree:
    """Search for the tree of least depth that has the answers of all cells.

    Attributes
    ----------
    depth : int
        Of the tree that was found last.
    """

    def __init__(self) -> None:
        self.depth = 0
        self._bounds: dict[tuple[tuple[int, ...], bytes], tuple[int, float]] = {}

    def nodes(self, cells: Cells, thresholds: Thresholds) -> _Node:
        """Return the root of the tree."""
        cells, thresholds = _merged(cells, thresholds)
        self.depth = self._least(cells)
        return self._built(cells, thresholds)

    def _built(self, cells: Cells, thresholds: Thresholds) -> _Node:
        if cells.size == 1:
            return _Node(answer=int(cells.flat[0]))
        depth, ways = self._least(cells), []
        for axis in range(cells.ndim):
            if place := self._place(cells, axis, depth):
                ends = thresholds[axis][: place - 1], thresholds[axis][place:]
                sides = [
                    _merged(half, [*thresholds[:axis], own, *thresholds[axis + 1 :]])
                    for half, own in zip(np.split(cells, [place], axis=axis), ends, strict=True)
                ]
                ways.append((sum(sum(half.shape) for half, _own in sides), axis, place, sides))
        _size, axis, place, sides = min(ways, key=lambda way: way[:2])  # less to ask makes fewer leaves
        return _Node(axis, float(thresholds[axis][place - 1]), -1, *(self._built(*side) for side in sides))

    def _least(self, cells: Cells) -> int:
        return next(depth for depth in itertools.count(_bound(cells)) if self._fits(cells, depth))

    def _fits(self, cells: Cells, depth: int) -> bool:
        """Return whether a tree of this depth has the answers of merged cells."""
        least = _bound(cells)
        if depth < least or cells.size == 1:
            return depth >= least
        key = (cells.shape, hashlib.blake2b(cells.tobytes(), digest_size=16).digest())
        low, high = self._bounds.get(key, (least, math.inf))
        if not low <= depth < high:
            return depth >= high
        fits = any(self._place(cells, axis, depth) for axis in range(cells.ndim))
        self._bounds[key] = (low, depth) if fits else (depth + 1, high)
        if len(self._bounds) > MOST_BOXES:
            raise SettingError(_("The forest is too intricate to find its one tree. Grow fewer or shallower trees."))
        return fits

    def _place(self, cells: Cells, axis: int, depth: int) -> int:
        """Return how many layers of an axis one side of a question can have so that both sides fit; 0 if none."""
        low, high = 0, cells.shape[axis] - 1
        while low < high:  # the most on the left
            middle = (low + high + 1) // 2
            fits = self._fits(_merged(_layers(cells, axis, slice(middle)))[0], depth - 1)
            low, high = (middle, high) if fits else (low, middle - 1)
        return low if low and self._fits(_merged(_layers(cells, axis, slice(low, None)))[0], depth - 1) else 0


def _bound(cells: Cells) -> int:
    """Return the depth that merged cells need at least: each threshold is asked somewhere, as is each answer."""
    return math.ceil(math.log2(max(1 + sum(n - 1 for n in cells.shape), len(np.unique(cells)))))


def _layers(cells: Cells, axis: int, part: slice) -> Cells:
    return cells[(slice(None),) * axis + (part,)]


def _merged(cells: Cells, thresholds: Thresholds | None = None) -> tuple[Cells, Thresholds]:
    """Return cells without layers that equal the one before, and the thresholds between those that are left."""
    left: Thresholds = []
    for axis in range(cells.ndim):
        layers = np.moveaxis(cells, axis, 0).reshape(cells.shape[axis], -1)
        differ = np.flatnonzero((layers[1:] != layers[:-1]).any(axis=1))
        if len(differ) < len(layers) - 1:
            cells = cells.take(np.append(0, differ + 1), axis=axis)
        if thresholds is not None:
            left.append(thresholds[axis][differ])
    return np.ascontiguousarray(cells), left


def _grown(root: _Node, columns: list[int], X: NDArray[Any], own: NDArray[Any], n_classes: int) -> GrownTree:
    """Return a tree as arrays, with the shares of the forest's answers to the training rows that reach each node."""
    nodes: list[tuple[int, int, int, float, int, int, NDArray[np.float64]]] = []

    def add(node: _Node, rows: NDArray[Any]) -> int:
        place = len(nodes)
        n = np.bincount(own[rows], minlength=n_classes).astype(np.float64)
        shares = n / n.sum() if n.any() else np.eye(n_classes)[max(node.answer, 0)]
        nodes.append((-1, -1, -2, -2.0, node.answer, len(rows), shares))
        if node.left is not None and node.right is not None:
            below = X[rows, columns[node.axis]].astype(np.float32) <= np.float64(node.threshold)
            left, right = add(node.left, rows[below]), add(node.right, rows[~below])
            answer = int(shares.argmax())
            nodes[place] = (left, right, columns[node.axis], node.threshold, answer, len(rows), shares)
        return place

    add(root, np.arange(len(X)))
    left, right, feature, threshold, answers, rows, values = (np.array(part) for part in zip(*nodes, strict=True))
    return GrownTree(left, right, feature, threshold, answers, rows, values, tuple(range(n_classes)))


def _leaves(tree: GrownTree, X: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return each row's leaf."""
    at = np.zeros(len(X), dtype=np.intp)
    while (inner := tree.left[at] >= 0).any():
        rows = np.flatnonzero(inner)
        nodes = at[rows]
        below = X[rows, tree.feature[nodes]] <= tree.threshold[nodes]
        at[rows] = np.where(below, tree.left[nodes], tree.right[nodes])
    return at
