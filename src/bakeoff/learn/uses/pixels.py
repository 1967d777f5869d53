"""Pictures as rows of pixels: what becomes of an answer when the picture moves by one of them."""

import functools
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression

from bakeoff.learn.digits import SIDE, digit_pictures, moved, rows

Machine = Literal["linear", "forest", "copies"]
MACHINES: tuple[Machine, ...] = get_args(Machine)
"""Logistic regression; a random forest; logistic regression that has seen moved copies as well."""
REACH = 2
"""Pixels that a picture is moved at most."""


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
    """Return the accuracy on the test pictures moved to the right by -2 to 2 pixels."""
    data, model = digit_pictures(), _fitted(machine)
    shifts = range(-REACH, REACH + 1)
    return tuple(float(model.score(rows(moved(data.test, right, 0)), data.y_test)) for right in shifts)


def answers(machine: Machine, picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of each digit for one picture, of shape (8, 8)."""
    return np.asarray(_fitted(machine).predict_proba(picture.reshape(1, -1))[0])


def weights(digit: int) -> NDArray[np.float64]:
    """Return what the linear model multiplies each pixel by for a digit, of shape (8, 8)."""
    return np.asarray(_fitted("linear").coef_[digit].reshape(SIDE, SIDE))
