"""The small records that evaluation hands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval; `low` and `high` are NaN where no interval is known."""

    value: float
    low: float
    high: float


Level = Literal["note", "warning"]


@dataclass(frozen=True)
class Finding:
    """Something about a race that may mislead.

    Attributes
    ----------
    code : str
        What kind it is, in one word for programs: ``telltale``, ``repeated``, ``time``, ``unfinished``.
    level : {"note", "warning"}
        Whether to know of it, or to do something about it.
    what, reason, mend : str
        What it is, why it matters, and how to mend it: one sentence each.
    mend_with : mapping of str to object
        Settings that mend it, by their path in a spec; empty if no setting does.
    button : str
        What the button that does so says; empty if there is none.
    headline : str
        What a headline has to say before it says who won, in one sentence; empty if the result keeps its meaning.
    """

    code: str
    level: Level
    what: str
    reason: str
    mend: str
    mend_with: Mapping[str, Any] = field(default_factory=dict)
    button: str = ""
    headline: str = ""


@dataclass(frozen=True)
class Prediction:
    """Prediction of one contender for some rows.

    Attributes
    ----------
    values : ndarray of shape (n_rows,)
        Class codes (int64), or numbers (float64).
    probabilities : ndarray of shape (n_rows, n_classes) or None
        One column per class code of the dataset, float64; None for regression.
    """

    values: NDArray[Any]
    probabilities: NDArray[np.float64] | None = None

    @property
    def chances(self) -> NDArray[np.float64]:
        """The probabilities of a prediction that has some; ValueError if it has none."""
        if self.probabilities is None:
            raise ValueError("this prediction has no probabilities")
        return self.probabilities

    @property
    def confidence(self) -> NDArray[np.float64]:
        """The probability of each answer, shape (n_rows,); ValueError if it has no probabilities."""
        return np.take_along_axis(self.chances, self.values[:, None], axis=1)[:, 0]


@dataclass(frozen=True)
class Plane:
    """A picture's worth of points in feature space.

    Attributes
    ----------
    x, y : ndarray of shape (resolution,)
        Coordinates of the grid's columns and rows.
    axis_names : (str, str)
        What the two axes are.
    rows_x, rows_y : ndarray of shape (n_shown,)
        Where (some of) the held-out rows lie.
    rows_target : ndarray of shape (n_shown,)
        Their class codes or numbers.
    projected : bool
        Whether rows have more than these two features, so that what is between them can not be coloured.
    rows : ndarray of int of shape (n_shown,)
        Places of the rows shown in the held-out part.
    share : float
        Share of the training part's variance that lies within the plane.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    axis_names: tuple[str, str]
    rows_x: NDArray[np.float64]
    rows_y: NDArray[np.float64]
    rows_target: NDArray[Any]
    projected: bool
    rows: NDArray[np.intp]
    share: float = 1.0

    @property
    def drawn_at(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Positions at which the rows are drawn: those outside the plane at its edge, so that all can be pointed at."""
        return np.clip(self.rows_x, self.x[0], self.x[-1]), np.clip(self.rows_y, self.y[0], self.y[-1])


@dataclass(frozen=True)
class Regions:
    """Predictions of one contender all over a `Plane`.

    Attributes
    ----------
    answer : ndarray of shape (resolution, resolution)
        Class code (int16) or number (float32) at each point; rows go with `Plane.y`.
    confidence : ndarray of shape (resolution, resolution) or None
        Probability of that class, float32; None for regression.
    """

    answer: NDArray[Any]
    confidence: NDArray[np.float32] | None
