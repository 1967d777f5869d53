"""Workings of a contender, for its prediction of one row or for the whole model."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.base import Estimate
from bakeoff.features.ask.answers import Example, Neighbour


@dataclass(frozen=True)
class DatePart:
    """Which part of a date a feature is.

    Attributes
    ----------
    part : {"days", "year", "month", "day", "weekday", "hour"}
        Days are counted from `first`, and weekdays from Monday, which is 0.
    first : str
        As ISO 8601 writes it.
    whole : bool
        Whether the dates of the column are whole days.
    """

    column: str
    part: str
    first: str
    whole: bool


@dataclass(frozen=True)
class TreeQuestion:
    """A question that a tree asks of a row: whether a feature is at most `threshold`.

    Attributes
    ----------
    value, threshold : float
        In the feature's own unit.
    below : bool
        Whether it is.
    yes_no : bool
        Whether the feature is one of a category's columns: 1 where it applies, else 0.
    date : DatePart or None
        If it is one of a date's.
    """

    feature: str
    value: float
    threshold: float
    below: bool
    yes_no: bool
    date: DatePart | None = None


@dataclass(frozen=True)
class Path:
    """A row's way through a tree.

    Attributes
    ----------
    rows : int
        Training rows in the leaf.
    nodes : tuple of int
        Places in the tree from its root to the leaf.
    """

    steps: tuple[TreeQuestion, ...]
    rows: int
    nodes: tuple[int, ...]


@dataclass(frozen=True)
class Votes:
    """Votes of a forest's trees: their number for each class code, or every tree's number."""

    counts: Mapping[int, int]
    numbers: tuple[float, ...] = ()


@dataclass(frozen=True)
class Vector:
    """A support vector's part in an answer.

    Attributes
    ----------
    example : Example
        The row of the data that it is, or was made from: itself, the one it is a changed copy of, or for one that SMOTE
        made up the nearest of the same class.
    made : bool
        Whether it is a changed copy, or made up.
    alike : float
        Its kernel value with the row.
    part : float
        What it adds to the decision value: its weight times `alike`.
    """

    example: Example
    made: bool
    alike: float
    part: float


@dataclass(frozen=True)
class Vectors:
    """Terms of an SVM's decision value.

    Attributes
    ----------
    contest : (int, int) or None
        Codes of the predicted class and of its strongest rival; None for numbers.
    nearest : tuple of Vector
        Those with the largest parts, the largest first.
    rest : float
        Sum of all others.
    intercept, decision : float
        The decision is the sum of all; positive for the first class of the contest.
    """

    contest: tuple[int, int] | None
    nearest: tuple[Vector, ...]
    rest: float
    n_rest: int
    intercept: float
    decision: float


@dataclass(frozen=True)
class Inside:
    """Activations and gradient of a network for one row.

    Attributes
    ----------
    activations : tuple of tuple of float
        Of each hidden layer's units.
    gradient : tuple of float
        By preprocessed feature: of the prediction's log-odds, or of the number.
    features : tuple of str
        The preprocessed features.
    of_what_is_there : bool
        True if the features are sparse. The gradient is then multiplied by the row's non-zero values.
    """

    activations: tuple[tuple[float, ...], ...]
    gradient: tuple[float, ...]
    features: tuple[str, ...]
    of_what_is_there: bool = False


@dataclass(frozen=True)
class Term:
    """A preprocessed feature's part in a sum."""

    feature: str
    part: float


@dataclass(frozen=True)
class LinearTerms:
    """Terms of a linear model's decision value.

    Attributes
    ----------
    contest : (int, int) or None
        As in `Vectors`.
    largest : tuple of Term
        Those with the largest parts, the largest first.
    rest : float
        Sum of all others.
    intercept, decision : float
        The decision is the sum of all, in log-odds or the target's unit.
    """

    contest: tuple[int, int] | None
    largest: tuple[Term, ...]
    rest: float
    n_rest: int
    intercept: float
    decision: float


@dataclass(frozen=True)
class Neighbours:
    """The training rows that an answer is the vote or the mean of.

    Attributes
    ----------
    nearest : tuple of Neighbour
        The nearest first; where they were made from others, these.
    weights : tuple of float
        Of each in the answer.
    n_rest : int
        How many more have a say.
    """

    nearest: tuple[Neighbour, ...]
    weights: tuple[float, ...]
    n_rest: int


@dataclass(frozen=True)
class Growth:
    """Growth of an additive prediction, round by round.

    Attributes
    ----------
    sizes : tuple of int
        Numbers of rounds, ascending.
    answers : ndarray of shape (n_sizes, n_classes) or (n_sizes,)
        Probability of each class in the contender's training set, or the number, after these rounds.
    codes : tuple of int
        Of these classes; empty for numbers.
    classes : tuple of int
        The code of its answer after these rounds; empty for numbers.
    """

    sizes: tuple[int, ...]
    answers: NDArray[np.float64]
    codes: tuple[int, ...]
    classes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Tree:
    """A fitted tree, node by node.

    Attributes
    ----------
    left, right : tuple of int
        Places of the two that follow; -1 for a leaf.
    words : tuple of TreeQuestion or None
        What is asked, without a row's value; None for a leaf.
    answers : tuple of float
        Class code or number.
    rows : tuple of int
        Training rows.
    values : ndarray of shape (n_nodes, n_answers)
        Share of each class among them; or, in one column, the number.
    codes : tuple of int
        The classes' codes; empty for a number.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    words: tuple[TreeQuestion | None, ...]
    answers: tuple[float, ...]
    rows: tuple[int, ...]
    values: NDArray[np.float64]
    codes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Imitation:
    """A tree that imitates a contender, measured on held-out rows.

    Attributes
    ----------
    depth : int
        Questions in a row, at most.
    alike : Estimate
        Share of rows that it answers as the contender does; for numbers R² of its answers against the contender's.
    right, plainly_right : Estimate
        Accuracy or R² of it, and of a tree of the same depth that learnt the labels.
    gain : Estimate
        The first less the second, in pairs.
    """

    depth: int
    leaves: int
    alike: Estimate
    right: Estimate
    plainly_right: Estimate
    gain: Estimate


@dataclass(frozen=True)
class ImitatingTree:
    """A tree that imitates a contender.

    Attributes
    ----------
    function : str
        The same in Python; empty if its questions are not of raw values alone.
    """

    tree: Tree
    function: str


@dataclass(frozen=True)
class EqualTree:
    """A tree that answers as a forest does, everywhere.

    Attributes
    ----------
    function : str
        The same in Python; empty if its questions are not of raw values alone.
    trees, cells : int
        Of the forest; in all these cells the two were compared.
    depth, leaves : int
        Of the tree.
    """

    tree: Tree
    function: str
    trees: int
    cells: int
    depth: int
    leaves: int


@dataclass(frozen=True)
class LearntWeights:
    """A network's first layer, or a linear model.

    Attributes
    ----------
    kernel : ndarray of shape (n_features, n_units)
        Of a linear model a column for each answer.
    codes : tuple of int or None
        The answers' class codes, none for a number; None for a network.
    """

    kernel: NDArray[np.floating]
    features: tuple[str, ...]
    codes: tuple[int, ...] | None = None


Reasons = Path | Votes | Vectors | Inside | LinearTerms | Neighbours | Growth
