"""Explanations of one prediction of a fitted contender, as plain numbers of preprocessed features.

An estimator that supports them has a method ``explain`` or ``drawing``. Their results are a closed set of kinds, which
any contender may use. The caller converts the numbers into the data's own units.
"""

from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, eq=False)
class GrownTree:
    """A binary tree of questions whether a feature is at most a threshold, node by node from the root.

    Attributes
    ----------
    left, right : ndarray of shape (n_nodes,)
        Node that follows if it is, and if not; below 0 for a leaf.
    feature : ndarray of shape (n_nodes,)
    threshold : ndarray of shape (n_nodes,)
    answers : ndarray of shape (n_nodes,)
        Class code, or number.
    rows : ndarray of shape (n_nodes,)
        Training rows.
    values : ndarray of shape (n_nodes, n_answers)
        Share of each class among them, weighted as the classes are; or, in one column, the number.
    codes : tuple of int
        The classes' codes, one a column of `values`; empty for a number.
    """

    left: NDArray[np.intp]
    right: NDArray[np.intp]
    feature: NDArray[np.intp]
    threshold: NDArray[np.float64]
    answers: NDArray[np.float64]
    rows: NDArray[np.intp]
    values: NDArray[np.float64]
    codes: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class TreePath:
    """A row's way through a tree: the nodes from the root to its leaf."""

    tree: GrownTree
    nodes: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class TreeVotes:
    """Predictions of each of several models, shape (n_models,): class codes, or numbers."""

    answers: NDArray[Any]


@dataclass(frozen=True, eq=False)
class KernelSum:
    """A decision value as a sum over training rows.

    Attributes
    ----------
    contest : (int, int) or None
        The codes of the answer and of the class that it had to beat; None for numbers.
    rows : ndarray of shape (n_vectors,)
        Places among the training rows.
    alike : ndarray of shape (n_vectors,)
        Kernel of each with the row.
    weights : ndarray of shape (n_vectors,)
        Of each, in this contest.
    intercept : float
        The decision value is this and all the products of the two; positive for the first class of the contest.
    """

    contest: tuple[int, int] | None
    rows: NDArray[np.intp]
    alike: NDArray[np.float64]
    weights: NDArray[np.float64]
    intercept: float


@dataclass(frozen=True, eq=False)
class FeatureSum:
    """A decision value as a sum over features.

    Attributes
    ----------
    contest : (int, int) or None
        As in `KernelSum`.
    weights : ndarray of shape (n_features,)
        The decision value is the intercept and the sum of these times the row's values.
    """

    contest: tuple[int, int] | None
    weights: NDArray[np.float64]
    intercept: float


@dataclass(frozen=True, eq=False)
class NearestRows:
    """The training rows that an answer is the vote or the mean of, the nearest first.

    Attributes
    ----------
    rows : ndarray of shape (n_neighbours,)
        Places among the training rows.
    distances : ndarray of shape (n_neighbours,)
    weights : ndarray of shape (n_neighbours,)
        Of each in the answer; they sum to 1.
    """

    rows: NDArray[np.intp]
    distances: NDArray[np.float64]
    weights: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class GrowingSum:
    """Growth of an additive prediction, round by round.

    Attributes
    ----------
    sizes : tuple of int
        Numbers of rounds, ascending.
    answers : ndarray of shape (n_sizes, n_classes) or (n_sizes,)
        Probabilities, or the number, after these rounds.
    codes : tuple of int
        The classes' codes; empty for a number.
    """

    sizes: tuple[int, ...]
    answers: NDArray[np.float64]
    codes: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class InsideNetwork:
    """Activations and gradient of a network for one row.

    Attributes
    ----------
    activations : tuple of ndarray of shape (n_units,)
        One for each hidden layer.
    gradient : ndarray of shape (n_features,)
        Of the prediction's log-odds, or of the predicted number, with respect to each feature.
    """

    activations: tuple[NDArray[Any], ...]
    gradient: NDArray[Any]


@dataclass(frozen=True, eq=False)
class FirstLayer:
    """A network's weights from each feature to each unit of its first layer, shape (n_features, n_units)."""

    kernel: NDArray[Any]


@dataclass(frozen=True, eq=False)
class Coefficients:
    """A linear model's weights from each feature to each answer.

    Attributes
    ----------
    kernel : ndarray of shape (n_features, n_answers)
    codes : tuple of int
        The answers' class codes; empty for a number. Of two classes the second alone.
    """

    kernel: NDArray[np.float64]
    codes: tuple[int, ...]


Explanation = TreePath | TreeVotes | KernelSum | FeatureSum | NearestRows | GrowingSum | InsideNetwork
Drawing = GrownTree | FirstLayer | Coefficients


@runtime_checkable
class Explains(Protocol):
    """A fitted estimator that can say why it answers one row as it does."""

    def explain(self, X: ArrayLike) -> Explanation:
        """Return the reasons of the answer to the one row of X, shape (1, n_features)."""


@runtime_checkable
class AveragesTrees(Protocol):
    """A fitted estimator whose answer is the mean of trees'."""

    def trees(self) -> tuple[GrownTree, ...] | None:
        """Return trees whose `values` in a row's leaves have the answer as their mean; None if it is not just that."""


@runtime_checkable
class Draws(Protocol):
    """A fitted estimator of which something can be drawn."""

    def drawing(self) -> Drawing:
        """Return what."""
