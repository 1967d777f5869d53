"""Questions to contenders that learn, and their answers."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["plane", "pictures", "rows"]
SHOWN_PICTURES = 24
LEVELS = 256
MOST_MOMENTS = 60
SHORTEST_SECONDS = 1e-4
END = 0


@dataclass(frozen=True, eq=False)
class RaceStage:
    """Questions to all contenders of a race.

    Attributes
    ----------
    kind : {"plane", "pictures", "rows"}
        What is drawn: a grid over a plane of two features, images, or validation rows on a plane of two components.
    task : {"classification", "regression"}
    class_names : tuple of str
        One per class code; empty for regression.
    target : ndarray of shape (n_rows,)
        Class codes or numbers of the validation rows that are asked, besides the grid: those that are drawn as images,
        then a random sample.
    pictures : ndarray of uint8 of shape (n_images, height, width), or None
        The first of the rows as images.
    side : int
        Points along either axis of the grid; 0 for none.
    x, y : (float, float)
        The ends of the plane's axes.
    axis_names : (str, str)
    points : ndarray of float32 of shape (n_points, 4)
        Rows that are drawn on the plane: x, y, class code or number, and 1 where it is a validation row. The last ones
        are the sample.
    low, high : float
        Range of the numbers that answers encode; of classes 0 and 1.
    """

    kind: Kind
    task: str
    class_names: tuple[str, ...]
    target: NDArray[Any]
    pictures: NDArray[np.uint8] | None = None
    side: int = 0
    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)
    axis_names: tuple[str, str] = ("", "")
    points: NDArray[np.float32] | None = None
    low: float = 0.0
    high: float = 1.0

    @property
    def n_asked(self) -> int:
        """Number of questions."""
        return self.side**2 + len(self.target)

    @property
    def levels(self) -> int:
        """Number of confidence levels for a class: a byte holds the code and the level."""
        return LEVELS // max(1, len(self.class_names))


@dataclass(frozen=True, slots=True)
class RaceMoment:
    """Answers of a contender at one step.

    Attributes
    ----------
    step : int
        Its index; `END` of the fitted contender.
    cpu_seconds : float
        Of training, by then.
    answers : bytes
        Deflated; a byte for each question: the grid row by row from the lowest, then the rows of the `RaceStage`. Of
        classes ``code * levels + degree``, of numbers their place from 0 at `RaceStage.low` to 255 at `RaceStage.high`.
    score : float or None
        Validation score of that step, or training score where there is none.
    """

    step: int
    cpu_seconds: float
    answers: bytes
    score: float | None = None


def thinned(moments: tuple[RaceMoment, ...], most: int = MOST_MOMENTS) -> tuple[RaceMoment, ...]:
    """Return moments; where there are more than `most`, without those that a logarithmic clock misses least."""
    kept = list(moments)
    while len(kept) > most:
        places = np.log([max(moment.cpu_seconds, SHORTEST_SECONDS) for moment in kept])
        del kept[1 + int(np.argmin(places[2:] - places[:-2]))]  # whose neighbours are nearest to each other
    return tuple(kept)
