"""Scikit-learn's fitted trees as plain numbers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders.explanations import GrownTree


def grown(tree: Any, classes: NDArray[Any] | None) -> GrownTree:
    """Return a fitted tree with one target, or with one for each class.

    Parameters
    ----------
    tree : sklearn.tree._tree.Tree
        A fitted estimator's ``tree_``.
    classes : ndarray of shape (n_classes,) or None
        Class codes in the order of the tree's own; None for numbers.
    """
    values = np.asarray(tree.value, dtype=np.float64).reshape(tree.node_count, -1)
    answers = values[:, 0] if classes is None else classes[values.argmax(axis=1)]
    codes = () if classes is None else tuple(map(int, classes))
    left, right = tree.children_left, tree.children_right
    return GrownTree(left, right, tree.feature, tree.threshold, answers, tree.n_node_samples, values, codes)
