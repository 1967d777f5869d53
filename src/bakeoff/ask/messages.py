"""What can be asked of a race's fitted contenders, and how it goes over the line to the job and back.

A question is frozen and small, so that the server can tell that it has been asked before. What is answered stands
in `ask.answers`.
"""

from dataclasses import dataclass, field
from typing import Any

from bakeoff.ask.answers import Row
from bakeoff.errors import BakeoffError


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
class LeaveOut:
    """What becomes of the answers when one word of a text is left out; answered by a tuple of `WithoutWords`."""

    row: Row


@dataclass(frozen=True)
class FindCounterfactual:
    """What small change turns a contender's answer; answered by a `Counterfactual`.

    Attributes
    ----------
    row : Row
    contender : str
    locked : tuple of int
        Places of features that are not to be changed.
    """

    row: Row
    contender: str
    locked: tuple[int, ...] = ()


@dataclass(frozen=True)
class Nearest:
    """Which training rows are nearest to a row; answered by a tuple of `Neighbour`, the nearest first."""

    row: Row


@dataclass(frozen=True)
class ExplainRow:
    """Why a contender answers a row as it does; answered by `Reasons`."""

    row: Row
    contender: str


@dataclass(frozen=True)
class ShapleyValues:
    """What each feature of a row adds to a contender's answer; answered by `Contributions`.

    Attributes
    ----------
    row : Row
    contender : str
    passes : int
        Orders to be drawn for each row of the background, where it is not exact.
    """

    row: Row
    contender: str
    passes: int


@dataclass(frozen=True)
class Importance:
    """How much a contender's score falls when a feature is shuffled; answered by an `Importances`."""

    contender: str


@dataclass(frozen=True)
class PartialDependence:
    """What a contender says on average, and of single rows, as one feature changes; answered by a `Dependent`."""

    place: int
    contender: str


@dataclass(frozen=True)
class ListWords:
    """Which words push a contender's answers most; answered by a tuple of `WordList`, one for each column of texts."""

    contender: str


@dataclass(frozen=True)
class Structure:
    """How a contender is made; answered by a `Tree` or by `Weights`."""

    contender: str


@dataclass(frozen=True)
class Batch:
    """What every contender says of the rows of a CSV file; answered by a `Predicted`.

    Attributes
    ----------
    digest : str
        Stands for the file, which need not be held once it is answered.
    language : str
        In which the columns of the answers are headed.
    content : bytes
    """

    digest: str
    language: str
    content: bytes = field(compare=False, repr=False, default=b"")


Question = (
    Batch
    | Describe
    | Show
    | Predict
    | Vary
    | LeaveOut
    | ListWords
    | FindCounterfactual
    | Nearest
    | ExplainRow
    | ShapleyValues
    | Importance
    | PartialDependence
    | Structure
)


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
class EndAsking:
    """The job is to end; a command."""
