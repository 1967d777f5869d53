"""Scikit-learn's decision trees, which tell how they would score had they stopped at each depth."""

import functools
from dataclasses import replace
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import is_classifier
from sklearn.callback import with_callbacks
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from bakeoff.contenders.explanations import GrownTree, TreePath
from bakeoff.contenders.grown import grown
from bakeoff.contenders.progress import ReportingMixin
from bakeoff.contenders.scores import class_scores, codes, measures, number_scores
from bakeoff.contenders.temperature import FLOOR_OF_SHARES, TemperatureMixin, scaled

Scores = dict[int, tuple[float, float]]
"""Loss and score by depth."""


def nodes_by_depth(tree: Any, leaves: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Return where rows would end if the tree were cut off at each depth.

    Parameters
    ----------
    tree : sklearn.tree._tree.Tree
        A fitted estimator's ``tree_``.
    leaves : ndarray of shape (n_rows,)
        Leaf of each row, from ``apply``.

    Returns
    -------
    list of ndarray of shape (n_rows,)
        Node of each row at depth 0, 1, ... up to the depth of the tree.
    """
    parent, depth = _parents_and_depths(tree)
    levels = [leaves]
    for limit in range(tree.max_depth - 1, -1, -1):
        nodes = levels[-1]
        levels.append(np.where(depth[nodes] > limit, parent[nodes], nodes))
    return levels[::-1]


def _parents_and_depths(tree: Any) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    parent = np.zeros(tree.node_count, dtype=np.intp)
    depth = np.zeros(tree.node_count, dtype=np.intp)
    level = np.zeros(1, dtype=np.intp)
    while len(level := level[tree.children_left[level] >= 0]):
        left, right = tree.children_left[level], tree.children_right[level]
        parent[left] = parent[right] = level
        depth[left] = depth[right] = depth[level] + 1
        level = np.concatenate([left, right])
    return parent, depth


class _DepthReports(ReportingMixin):
    """Reports the scores of the grown tree cut off at depth 1, 2, ... as one step each.

    For a tree with no ties between splits that is the tree which ``max_depth`` of that depth would grow.
    A single leaf is reported as depth 1. With more than one target only the depths are told.
    """

    @with_callbacks
    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        check_input: bool = True,
        *,
        X_val: ArrayLike | None = None,
        y_val: ArrayLike | None = None,
    ) -> Self:
        """Grow the tree, as scikit-learn does; score it on the validation rows, if given, at every depth."""
        with self._training(None):
            super().fit(X, y, sample_weight, check_input)
            if self._followed:
                self._report_depths(X, y, X_val, y_val)
        return self

    def explain(self, X: ArrayLike) -> TreePath:
        """Return the way of one row through the tree."""
        return TreePath(self.drawing(), tuple(self.decision_path(X).indices.tolist()))

    def drawing(self) -> GrownTree:
        """Return the whole tree."""
        return grown(self.tree_, self.classes_ if is_classifier(self) else None)

    def trees(self) -> tuple[GrownTree]:
        """Return the tree with what it answers in each node."""
        return (self.drawing(),)

    def _report_depths(self, X: ArrayLike, y: ArrayLike, X_val: ArrayLike | None, y_val: ArrayLike | None) -> None:
        with self._stopwatch.paused():
            train, validation = self._scores(X, y), self._scores(X_val, y_val)
        self._total = max(1, self.tree_.max_depth)
        for index in range(1, self._total + 1):
            depth = min(index, self.tree_.max_depth)
            answers = functools.partial(self._cut_answers, depth)
            if self._report(index, None, answers, **measures(train.get(depth), validation.get(depth))):
                return

    def _cut_answers(self, depth: int, X: NDArray[Any]) -> NDArray[np.float64]:
        """Return what the tree cut off at a depth answers: shares of classes, or numbers."""
        values = self.tree_.value[nodes_by_depth(self.tree_, self.apply(X))[depth], 0, :]
        return np.asarray(values if is_classifier(self) else values[:, 0])

    def _scores(self, X: ArrayLike | None, y: ArrayLike | None) -> Scores:
        truth = np.asarray(y)
        if X is None or y is None or truth.ndim > 1:
            return {}
        values = self.tree_.value[:, 0, :]
        return self._score_levels([values[nodes] for nodes in nodes_by_depth(self.tree_, self.apply(X))], truth)

    def _score_levels(self, levels: list[NDArray[np.float64]], truth: NDArray[Any]) -> Scores:
        raise NotImplementedError


class TreeClassifier(TemperatureMixin, _DepthReports, DecisionTreeClassifier):
    """Scikit-learn's DecisionTreeClassifier, with one report per depth."""

    floor = FLOOR_OF_SHARES

    def trees(self) -> tuple[GrownTree]:
        """Return the tree with the probabilities that it answers in each node."""
        tree = self.drawing()
        return (tree if self.scale_ == 1.0 else replace(tree, values=scaled(tree.values, self.scale_, self.floor)),)

    def _score_levels(self, levels: list[NDArray[np.float64]], truth: NDArray[Any]) -> Scores:
        places = codes(self.classes_, truth)
        return {depth: class_scores(level, places) for depth, level in enumerate(levels)}


class TreeRegressor(_DepthReports, DecisionTreeRegressor):
    """Scikit-learn's DecisionTreeRegressor, with one report per depth."""

    def _score_levels(self, levels: list[NDArray[np.float64]], truth: NDArray[Any]) -> Scores:
        return {depth: number_scores(level[:, 0], truth) for depth, level in enumerate(levels)}
