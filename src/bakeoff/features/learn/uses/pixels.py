"""Pictures as rows of pixels: what becomes of an answer when the picture moves by one of them."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression

from bakeoff.features.learn.calls import Tell, untold
from bakeoff.features.learn.digits import digit_pictures, moved, rows

Machine = Literal["linear", "forest", "copies"]
MACHINES: tuple[Machine, ...] = get_args(Machine)
"""Logistic regression; a random forest; logistic regression that has seen moved copies as well."""
REACH = 2
"""Pixels that a picture is moved at most."""
SHOWN = 12
"""Test pictures to choose from."""


@dataclass(frozen=True, eq=False)
class MovedAnswers:
    """Accuracies on all images moved by -2 to 2 pixels, and the probability of each digit for those to choose from."""

    accuracies: tuple[float, ...]
    chances: NDArray[np.float64]


@functools.cache
def _fitted(machine: Machine) -> LogisticRegression | RandomForestClassifier:
    data = digit_pictures()
    X, y = data.train, data.y_train
    if machine == "forest":
        return RandomForestClassifier(100, random_state=0).fit(rows(X), y)
    if machine == "copies":
        steps = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
        X, y = np.concatenate([moved(X, *step) for step in steps]), np.tile(y, len(steps))
    return LogisticRegression(max_iter=500, tol=1e-3).fit(rows(X), y)


@functools.cache
def accuracies(machine: Machine) -> tuple[float, ...]:
    """Return the accuracy on the validation pictures moved to the right by -2 to 2 pixels."""
    data, model = digit_pictures(), _fitted(machine)
    shifts = range(-REACH, REACH + 1)
    return tuple(float(model.score(rows(moved(data.validation, right, 0)), data.y_validation)) for right in shifts)


def moved_answers(tell: Tell = untold) -> Mapping[Machine, MovedAnswers]:
    """Return what each machine makes of moved pictures; `tell` is told what share is done."""
    shown, all_of_them = digit_pictures().validation[:SHOWN], {}
    for n, machine in enumerate(MACHINES, start=1):
        ways = [_fitted(machine).predict_proba(rows(moved(shown, right, 0))) for right in range(-REACH, REACH + 1)]
        all_of_them[machine] = MovedAnswers(accuracies(machine), np.stack(ways, axis=1))
        tell(n / len(MACHINES))
    return all_of_them
