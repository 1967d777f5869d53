"""Questions about a race's fitted contenders, as messages to the job, and its answers.

A question is frozen and small, so that the server can recognise a repeated one. The answers are defined in
`ask.answers`.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bakeoff.errors import BakeoffError
from bakeoff.features.ask.answers import Row
from bakeoff.spec import BakeoffSpec


@dataclass(frozen=True)
class Describe:
    """Question for the format of the rows; answered by a `Sheet`."""


@dataclass(frozen=True)
class Show:
    """The held-out row at a place from 0 on; answered by an `Example`."""

    place: int


@dataclass(frozen=True)
class Predict:
    """Question for every contender's prediction; answered by a `Prediction` of one row each, by contender."""

    row: Row


@dataclass(frozen=True)
class Vary:
    """Question for predictions as each feature varies in turn; answered by `Curves`."""

    row: Row


@dataclass(frozen=True)
class LeaveOut:
    """Question for predictions without each word of a text; answered by a tuple of `WithoutWords`."""

    row: Row


@dataclass(frozen=True)
class FindCounterfactual:
    """Question for a small change that turns a contender's prediction; answered by a `Counterfactual`.

    Attributes
    ----------
    locked : tuple of int
        Positions of features that must not change.
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
    """Question for each feature's contribution to a contender's prediction; answered by `Contributions`.

    Attributes
    ----------
    passes : int
        Random orders for each row of the background, where the values are not exact.
    """

    row: Row
    contender: str
    passes: int


@dataclass(frozen=True)
class Importance:
    """Question for the fall in a contender's score when a feature is shuffled; answered by an `Importances`."""

    contender: str


@dataclass(frozen=True)
class PartialDependence:
    """Question for a contender's predictions, mean and single rows, as a feature varies; answered by a `Dependent`."""

    place: int
    contender: str


@dataclass(frozen=True)
class ListWords:
    """Which words push a contender's answers most; answered by a tuple of `WordList`, one for each column of texts."""

    contender: str


@dataclass(frozen=True)
class Structure:
    """Question for the structure of a contender; answered by a `Tree` or by `Weights`."""

    contender: str


@dataclass(frozen=True)
class Imitate:
    """Question for trees that imitate a contender; answered by a tuple of `Imitation`, one for each depth."""

    contender: str


@dataclass(frozen=True)
class ShowImitation:
    """Question for the imitating tree of a depth; answered by an `ImitatingTree`."""

    contender: str
    depth: int


@dataclass(frozen=True)
class Batch:
    """Question for every contender's predictions for a CSV file; answered by a `Predicted`.

    Attributes
    ----------
    digest : str
        Stands for the file, which can be dropped once it is answered.
    language : str
        Of the column headings of the answers.
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
    | Imitate
    | Importance
    | PartialDependence
    | ShowImitation
    | Structure
)


@dataclass(frozen=True)
class EqualQuestion:
    """Payload of the search for the tree that equals a race's forest."""

    spec: BakeoffSpec
    folder: Path
    contender: str


@dataclass(frozen=True)
class Asked:
    """A command to the job."""

    number: int
    question: Question


@dataclass(frozen=True)
class Answered:
    """Answer from the job; `answer` is a BakeoffError if there is none."""

    number: int
    answer: Any | BakeoffError


@dataclass(frozen=True)
class EndAsking:
    """The job is to end; a command."""


@dataclass(frozen=True)
class AskStart:
    """A job's payload.

    Attributes
    ----------
    folder : Path
        Where the fitted contenders are kept.
    contenders : tuple of str
        Which are.
    idle_seconds : float
        After how long without a question the job ends.
    """

    spec: BakeoffSpec
    folder: Path
    contenders: tuple[str, ...]
    idle_seconds: float
