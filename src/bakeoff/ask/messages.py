"""What can be asked of a race's fitted contenders, and what is answered.

A question is frozen and small, so that the server can tell that it has been asked before.

May import: `evaluation`, `fields`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bakeoff.errors import BakeoffError
from bakeoff.evaluation.base import Prediction
from bakeoff.fields import Task

Value = float | str | bool
Row = tuple[Value, ...]
"""Raw features in the order of the data set's columns."""


# Questions


@dataclass(frozen=True)
class Describe:
    """What rows look like here; answered by a `Sheet`."""


@dataclass(frozen=True)
class Show:
    """The held-out row at a place from 0 on; answered by an `Example`."""

    place: int


@dataclass(frozen=True)
class Predict:
    """What every contender says of a row; answered by a `Prediction` of one row each, by contender."""

    row: Row


@dataclass(frozen=True)
class Vary:
    """What becomes of the answers when one feature after the other is changed; answered by `Curves`."""

    row: Row


@dataclass(frozen=True)
class Flip:
    """What small change turns a contender's answer; answered by a `Turn`."""

    row: Row
    contender: str


@dataclass(frozen=True)
class Nearest:
    """Which training rows are nearest to a row; answered by a tuple of `Neighbour`, the nearest first."""

    row: Row


Question = Describe | Show | Predict | Vary | Flip | Nearest


# Answers


@dataclass(frozen=True)
class Column:
    """One raw feature, as the training part has it.

    Attributes
    ----------
    name : str
    low, high : float
        Least and largest value; 0 for categories.
    spread : float
        Standard deviation, 1 where that is 0; 1 for categories.
    typical : float, str or bool
        Median, or the most frequent category: what stands for a missing value.
    whole : bool
        Whether there are whole numbers only.
    options : tuple
        The categories; empty for numbers.
    """

    name: str
    low: float
    high: float
    spread: float
    typical: Value
    whole: bool = False
    options: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What can be asked here.

    Attributes
    ----------
    task : {"classification", "regression"}
    target_name : str
    class_names : tuple of str
        One per class code; empty for regression.
    target_low, target_high : float
        Range of the training targets; 0 for classification.
    columns : tuple of Column
    image_shape : (height, width) or None
    n_test : int
        How many held-out rows can be shown.
    contenders : tuple of str
        Those whose fitted model is kept, in the order of the race.
    """

    task: Task
    target_name: str
    class_names: tuple[str, ...]
    target_low: float
    target_high: float
    columns: tuple[Column, ...]
    image_shape: tuple[int, int] | None
    n_test: int
    contenders: tuple[str, ...]

    @property
    def typical(self) -> Row:
        """A row of what is most usual in each column."""
        return tuple(column.typical for column in self.columns)


@dataclass(frozen=True)
class Example:
    """A row of the data.

    Attributes
    ----------
    row : Row
        With what the preprocessing puts in the place of missing values.
    truth : float
        Its class code, or number.
    number : int
        Where it stands in the data set, from 0.
    """

    row: Row
    truth: float
    number: int


@dataclass(frozen=True)
class Curve:
    """What happens to the answers when one feature takes other values and all else stays.

    Attributes
    ----------
    place : int
        Of the feature, in `Sheet.columns`.
    values : tuple
        What it is set to, in ascending order.
    answers : mapping of str to Prediction
        One row for each value, by contender.
    effect : float
        How far the answers move at most: in probability, or in shares of the training targets' range.
    """

    place: int
    values: tuple[Value, ...]
    answers: Mapping[str, Prediction]
    effect: float


Curves = tuple[Curve, ...]
"""Those with the largest effect first."""


@dataclass(frozen=True)
class Turn:
    """A change of a row that turns a contender's answer, the smallest one found.

    Attributes
    ----------
    changes : mapping of int to value
        New values by the features' places; none if no turn was found.
    answer : int
        Class code that the contender gives the changed row.
    size : float
        Sum of the changes, each in standard deviations of the training part; another category counts 1.
    """

    changes: Mapping[int, Value]
    answer: int
    size: float


@dataclass(frozen=True)
class Neighbour:
    """A training row near a row.

    Attributes
    ----------
    example : Example
    distance : float
        Euclidean, between the preprocessed features.
    """

    example: Example
    distance: float


# What goes over the line


@dataclass(frozen=True)
class Asked:
    """A command to the job."""

    number: int
    question: Question


@dataclass(frozen=True)
class Answered:
    """What the job says; `answer` is a BakeoffError if there is none."""

    number: int
    answer: Any | BakeoffError


@dataclass(frozen=True)
class End:
    """The job is to end; a command."""
