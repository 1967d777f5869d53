"""A tree that grows leaf by leaf, by hand or by machine, in the plane."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.tree import DecisionTreeClassifier

from bakeoff.features.learn.tree.impurity import Criterion, Numbers, ThresholdQuestion


@dataclass(frozen=True)
class Cut:
    """A split of one leaf: it keeps its number for the rows that go left, the others get the next free one."""

    leaf: int
    question: ThresholdQuestion


class Box(NamedTuple):
    """A leaf's part of the plane; without an end where no question has set one."""

    left: float
    right: float
    low: float
    high: float

    def within(self, reach: float) -> "Box":
        """Return the part from -reach to reach."""
        return Box(*np.clip(self, -reach, reach).tolist())

    @property
    def area(self) -> float:
        """Area of the box."""
        return max(0.0, self.right - self.left) * max(0.0, self.high - self.low)


_ROUNDED = 1e-9
_PLANE = Box(-np.inf, np.inf, -np.inf, np.inf)


@dataclass(frozen=True, eq=False)
class Grown:
    """A tree: its cuts in their order, and the training rows of each class in each leaf."""

    cuts: tuple[Cut, ...]
    counts: NDArray[np.int64]

    @property
    def n_leaves(self) -> int:
        """Number of leaves."""
        return len(self.counts)

    @property
    def answers(self) -> NDArray[np.int64]:
        """The class that each leaf answers: the one of most of its training rows."""
        return np.asarray(self.counts.argmax(axis=1))

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """Each leaf's part of the plane."""
        boxes = [_PLANE]
        for cut in self.cuts:
            left, right = _halves(boxes[cut.leaf], cut.question)
            boxes[cut.leaf] = left
            boxes.append(right)
        return tuple(boxes)

    def predict(self, X: Numbers) -> NDArray[np.int64]:
        """Return the class that is answered to each row."""
        return self.answers[leaves(self.cuts, X)]

    def right(self, X: Numbers, y: NDArray[Any]) -> int:
        """Return how many rows are answered rightly."""
        return int((self.predict(X) == y).sum())


def leaves(cuts: Sequence[Cut], X: Numbers) -> NDArray[np.int64]:
    """Return the leaf that each row comes to."""
    leaf = np.zeros(len(X), np.int64)
    for number, cut in enumerate(cuts, start=1):
        leaf[(leaf == cut.leaf) & ~cut.question.yes(X)] = number
    return leaf


def tree(cuts: Sequence[Cut], X: Numbers, y: NDArray[Any], n_classes: int) -> Grown:
    """Return the tree with these cuts, its leaves filled with training rows."""
    counts = np.zeros((len(cuts) + 1, n_classes), np.int64)
    np.add.at(counts, (leaves(cuts, X), y), 1)
    return Grown(tuple(cuts), counts)


def can_cut(cuts: Sequence[Cut], cut: Cut, X: Numbers) -> bool:
    """Return whether a cut is of a leaf that there is, and leaves training rows on both of its sides."""
    inside = leaves(cuts, X) == cut.leaf
    return bool(inside.any() and 0 < cut.question.yes(X[inside]).sum() < inside.sum())


def leaf_at(cuts: Sequence[Cut], x: float, y: float) -> int:
    """Return the leaf that a place in the plane belongs to."""
    return int(leaves(cuts, np.array([[x, y]]))[0])


def machine(
    X: Numbers, y: NDArray[Any], n_classes: int, most_leaves: int | None = None, criterion: Criterion = "gini"
) -> Grown:
    """Return the tree that scikit-learn grows: the leaf next whose best question gains most, weighed with its rows."""
    grown = DecisionTreeClassifier(criterion=criterion, max_leaf_nodes=most_leaves, random_state=0).fit(X, y)
    return tree(cuts_of(grown), X, y, n_classes)


def pruned(X: Numbers, y: NDArray[Any], n_classes: int, most_leaves: int) -> Grown:
    """Return the tree that is grown to the end and pruned by cost complexity (Breiman and others 1984)."""
    for alpha in DecisionTreeClassifier(random_state=0).cost_complexity_pruning_path(X, y).ccp_alphas:
        fitted = DecisionTreeClassifier(ccp_alpha=alpha * (1 + _ROUNDED), random_state=0).fit(X, y)
        if fitted.get_n_leaves() <= most_leaves:
            break
    return tree(cuts_of(fitted), X, y, n_classes)


def cuts_of(fitted: DecisionTreeClassifier) -> tuple[Cut, ...]:
    """Return the cuts of one of scikit-learn's trees, from the root down."""
    nodes, cuts = fitted.tree_, []
    waiting = [(0, 0)]
    while waiting:
        node, leaf = waiting.pop()
        if nodes.children_left[node] < 0:
            continue
        cuts.append(Cut(leaf, ThresholdQuestion(int(nodes.feature[node]), float(nodes.threshold[node]))))
        waiting += [(int(nodes.children_right[node]), len(cuts)), (int(nodes.children_left[node]), leaf)]
    return tuple(cuts)


def _halves(box: Box, question: ThresholdQuestion) -> tuple[Box, Box]:
    at = question.threshold
    if question.feature == 0:
        return box._replace(right=min(box.right, at)), box._replace(left=max(box.left, at))
    return box._replace(high=min(box.high, at)), box._replace(low=max(box.low, at))
