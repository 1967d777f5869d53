"""Data augmentation: changed copies of few pictures, and whether they help."""

from collections.abc import Callable, Mapping
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from sklearn.neighbors import KNeighborsClassifier

from bakeoff.features.learn.calls import Tell, untold
from bakeoff.features.learn.digits import digit_pictures, moved, rows

Floats = NDArray[np.float64]
Change = Literal["none", "moved", "turned"]
CHANGES: tuple[Change, ...] = get_args(Change)
"""No copies; four copies, each half a pixel to one side; one copy, upside down."""
AMOUNTS = (50, 100, 200, 400)
DRAWS = 5
"""Each score is the mean over so many draws of the pictures that are known."""
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1))


def _beside(right: int, down: int) -> Callable[[Floats], Floats]:
    """Return what moves pictures by half a pixel: the mean of where they are and one pixel on."""
    return lambda pictures: (pictures + moved(pictures, right, down)) / 2


_COPIES: Mapping[Change, tuple[Callable[[Floats], Floats], ...]] = {
    "none": (),
    "moved": tuple(_beside(*side) for side in _SIDES),
    "turned": (lambda pictures: pictures[:, ::-1, ::-1],),
}


def with_copies(pictures: Floats, change: Change) -> Floats:
    """Return pictures, of shape (n, 8, 8), and behind them their copies, kind by kind."""
    return np.concatenate([pictures, *(copy(pictures) for copy in _COPIES[change])])


def accuracies(change: Change) -> tuple[float, ...]:
    """Return the accuracy of the nearest neighbour on the validation pictures, for each of `AMOUNTS` known pictures."""
    data, result = digit_pictures(), []
    for amount in AMOUNTS:
        scores = []
        for draw in range(DRAWS):
            known = np.random.default_rng(draw).permutation(len(data.train))[:amount]
            X = with_copies(data.train[known], change)
            y = np.tile(data.y_train[known], len(X) // amount)
            scores.append(KNeighborsClassifier(1).fit(rows(X), y).score(rows(data.validation), data.y_validation))
        result.append(float(np.mean(scores)))
    return tuple(result)


def all_accuracies(tell: Tell = untold) -> Mapping[Change, tuple[float, ...]]:
    """Return `accuracies` with each of the `CHANGES`; `tell` is told what share is done."""
    measured = {}
    for n, change in enumerate(CHANGES, start=1):
        measured[change] = accuracies(change)
        tell(n / len(CHANGES))
    return measured
