"""Answers to questions about a race's fitted contenders."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.base import Estimate, Prediction
from bakeoff.evaluation.notation import quantity
from bakeoff.fields import Task
from bakeoff.preparation.split_keys import Units
from bakeoff.text import _

Kind = Literal["number", "category", "date", "text"]
Value = float | str | bool
Span = tuple[int, int]
"""Start and end of something in a text."""
Row = tuple[Value | None, ...]
"""Raw features in the order of the data set's columns; None for a missing number, category or date."""


@dataclass(frozen=True)
class RawFeature:
    """One raw feature, as the training part has it.

    Attributes
    ----------
    low, high : float
        Least and largest value; 0 but for numbers.
    spread : float
        Standard deviation, 1 where that is 0; 1 but for numbers.
    typical : float, str or bool
        Median, or the most frequent category, or no text: what fills a missing value.
    whole : bool
        Whether there are whole numbers only.
    options : tuple
        The categories, or some dates over the training part's range; empty for numbers and texts.
    kind : {"number", "category", "date", "text"}
    gaps : bool
        Whether some row of the data has no value.
    """

    name: str
    low: float
    high: float
    spread: float
    typical: Value
    whole: bool = False
    options: tuple[Value, ...] = ()
    kind: Kind = "number"
    gaps: bool = False

    def unseen(self, value: Value | None) -> bool:
        """Return whether a value lies outside of the training part's range, or is none of its categories."""
        if value is None or self.kind == "text":
            return False
        if self.kind == "number":
            return not self.low <= float(value) <= self.high
        if self.kind == "date":
            return not str(self.options[0]) <= str(value) <= str(self.options[-1])
        return value not in self.options

    @property
    def beyond(self) -> str:
        """Words for a value that is unseen."""
        if self.kind == "category":
            return _("in no training row")
        if self.kind == "number":
            return _("beyond {low} to {high}", low=quantity(self.low), high=quantity(self.high))
        return _("beyond {low} to {high}", low=self.options[0], high=self.options[-1])

    @property
    def missing(self) -> str:
        """Words for a missing value, with what fills it."""
        if self.kind == "date":
            return _("no value (year, month and other parts are filled with their medians)")
        if self.kind == "number":
            return _("no value (filled with the median, {value})", value=quantity(float(self.typical)))
        return _("no value (filled with the most common, {value})", value=self.typical)


@dataclass(frozen=True)
class Sheet:
    """Description of the questions that a race allows.

    Attributes
    ----------
    task : {"classification", "regression"}
    class_names : tuple of str
        One per class code; empty for regression.
    target_low, target_high : float
        Range of the training targets; 0 for classification.
    image_shape : (height, width) or None
    light : bool
        True for images with dark marks on a light background.
    n_test : int
        Number of held-out rows.
    contenders : tuple of str
        Those with a stored fitted model, in the order of the race.
    """

    task: Task
    target_name: str
    class_names: tuple[str, ...]
    target_low: float
    target_high: float
    columns: tuple[RawFeature, ...]
    image_shape: tuple[int, int] | None
    n_test: int
    contenders: tuple[str, ...]
    light: bool = False

    @property
    def typical(self) -> Row:
        """A row of what is most usual in each column."""
        return tuple(column.typical for column in self.columns)


@dataclass(frozen=True)
class Example:
    """A row of the data.

    Attributes
    ----------
    truth : float
        Its class code, or number.
    number : int
        Where it stands in the data set, from 0.
    """

    row: Row
    truth: float
    number: int


@dataclass(frozen=True)
class ResponseCurve:
    """Predictions as one feature varies and all others stay fixed.

    Attributes
    ----------
    place : int
        Of the feature, in `Sheet.columns`.
    values : tuple
        Values of the feature, in ascending order.
    answers : mapping of str to Prediction
        One row for each value, by contender.
    effect : float
        Largest change of the predictions: in probability, or in shares of the training targets' range.
    """

    place: int
    values: tuple[Value, ...]
    answers: Mapping[str, Prediction]
    effect: float


Curves = tuple[ResponseCurve, ...]
"""Those with the largest effect first."""


@dataclass(frozen=True)
class WithoutWords:
    """Predictions without one word of a text, for each word in turn.

    Attributes
    ----------
    place : int
        Of the text, in `Sheet.columns`.
    spans : tuple of (int, int)
        Start and end of each word; in a very long text, of several words in a row.
    answers : mapping of str to Prediction
        One row for each removed span, by contender.
    """

    place: int
    text: str
    spans: tuple[Span, ...]
    answers: Mapping[str, Prediction]

    @property
    def words(self) -> tuple[str, ...]:
        """Removed words, one entry for each row of answers."""
        return tuple(self.text[begin:end] for begin, end in self.spans)


@dataclass(frozen=True)
class Pushes:
    """Effect of each word on a prediction.

    Attributes
    ----------
    towards : ndarray of shape (n_words,)
        Class code whose probability falls most without the word. For regression: 1 if the number falls, else 0.
    amounts : ndarray of shape (n_words,)
        Size of the fall, at least 0.
    """

    towards: NDArray[np.int64]
    amounts: NDArray[np.float64]


@dataclass(frozen=True)
class PushingWord:
    """A word that pushes a contender's answers, over many texts.

    Attributes
    ----------
    amount : float
        The mean push, in probability or the target's unit.
    n_texts : int
        The texts that it was left out of.
    """

    word: str
    amount: float
    n_texts: int


@dataclass(frozen=True)
class WordList:
    """The words of one column of texts that push a contender's answers most.

    Attributes
    ----------
    place : int
        Of the column, in `Sheet.columns`.
    towards : mapping of int to tuple of PushingWord
        By class code, the strongest first; for numbers 0 for what lowers and 1 for what raises them.
    n_texts : int
        Held-out texts whose words were left out.
    """

    place: int
    towards: Mapping[int, tuple[PushingWord, ...]]
    n_texts: int


@dataclass(frozen=True)
class Counterfactual:
    """A change of a row that turns a contender's answer, the smallest one found.

    Attributes
    ----------
    changes : mapping of int to value
        New values by the features' places; none if no turn was found.
    answer : int
        Class code that the contender gives the changed row.
    size : float
        Sum of the changes, each in standard deviations of the training part; another category counts 1, and of a
        text the share of its words that is not the same.
    """

    changes: Mapping[int, Value]
    answer: int
    size: float


@dataclass(frozen=True, eq=False)
class Contributions:
    """Contribution of each feature of a row to a contender's prediction: its Shapley value.

    Attributes
    ----------
    players : tuple of tuple of int
        The raw features that share each contribution: one alone, or a patch of an image's pixels.
    parts : ndarray of shape (n_players, n_answers)
        To the probability of each class, or to the number. They sum to `answer` minus `base`.
    errors : ndarray of shape (n_players, n_answers)
        Standard errors of these; 0 where they are exact.
    base : ndarray of shape (n_answers,)
        Mean prediction for the background.
    answer : ndarray of shape (n_answers,)
    n_background : int
        Training rows that supply the values of left-out features.
    walks : int
        Number of random orders of the features; 0 where the contributions are exact.
    more : int
        Number of passes to request next for small errors; 0 if none are needed, or they take too long.
    """

    players: tuple[tuple[int, ...], ...]
    parts: NDArray[np.float64]
    errors: NDArray[np.float64]
    base: NDArray[np.float64]
    answer: NDArray[np.float64]
    n_background: int
    walks: int
    more: int


@dataclass(frozen=True)
class Neighbour:
    """A training row near a row.

    Attributes
    ----------
    distance : float
        Euclidean, between the preprocessed features.
    """

    example: Example
    distance: float


@dataclass(frozen=True)
class Importances:
    """Permutation importance of each raw feature.

    Attributes
    ----------
    falls : tuple of Estimate
        Mean fall of accuracy or R² by feature, with its interval for other rows, groups or blocks of time.
    n_rows : int
        Held-out rows used.
    n_units : tuple of int
        How many of these, groups or blocks, are one observation each, by feature.
    units : Units or None
        Groups or moments of the rows; None if each row is one observation.
    """

    falls: tuple[Estimate, ...]
    n_rows: int
    n_units: tuple[int, ...]
    units: Units | None = None


@dataclass(frozen=True)
class Dependent:
    """Partial dependence of a contender's answer on one feature.

    Attributes
    ----------
    values : tuple
        What the feature is set to.
    average : ndarray of shape (n_answers, n_values)
        One answer for each class (of two classes for the second alone), or the number.
    individual : ndarray of shape (n_answers, n_rows, n_values)
    """

    values: tuple[Value, ...]
    average: NDArray[np.float64]
    individual: NDArray[np.float64]


@dataclass(frozen=True)
class Predicted:
    """Answers to many rows.

    Attributes
    ----------
    csv : bytes
        A row for each: its number from 1, and each contender's answer and probabilities.
    ignored : tuple of str
        Columns of the file that no contender has learnt from.
    numbers : tuple of str
        Columns of numbers that contenders gave: probabilities where there are classes, else answers.
    n_unseen, n_filled : int
        Rows with a value that no training row has, and rows with a missing value; the column of notes names both.
    """

    csv: bytes
    n_rows: int
    ignored: tuple[str, ...]
    numbers: tuple[str, ...]
    n_unseen: int = 0
    n_filled: int = 0
