"""Pictures as rows of pixels: what becomes of an answer when the picture moves by one of them."""

import functools
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

from bakeoff.datasets import dataset

Machine = Literal["linear", "forest", "copies"]
MACHINES: tuple[Machine, ...] = get_args(Machine)
"""Logistic regression; a random forest; logistic regression that has seen moved copies as well."""
REACH = 2
"""Pixels that a picture is moved at most."""
SIDE = 8
_HIGHEST = 16.0


@dataclass(frozen=True, eq=False)
class DigitPictures:
    """The digits, three quarters to learn from and one to test.

    Attributes
    ----------
    train, test : ndarray of shape (n, 8, 8)
        From 0 to 1.
    y_train, y_test : ndarray of shape (n,), int64
    """

    train: NDArray[np.float64]
    test: NDArray[np.float64]
    y_train: NDArray[np.int64]
    y_test: NDArray[np.int64]


@functools.cache
def pictures() -> DigitPictures:
    """Return the digits."""
    info = dataset("digits")
    data = info.load(info.options())
    X = np.asarray(data.X, np.float64).reshape(-1, SIDE, SIDE) / _HIGHEST
    train, test, y_train, y_test = train_test_split(X, data.y, test_size=0.25, random_state=0, stratify=data.y)
    return DigitPictures(train, test, y_train, y_test)


def moved(X: NDArray[np.float64], right: int, down: int) -> NDArray[np.float64]:
    """Return pictures, of shape (n, height, width), moved by whole pixels; what comes in is empty.

    Parameters
    ----------
    X : ndarray of shape (n, height, width)
    right, down : int
        Pixels; negative for left and up.
    """
    result = np.zeros_like(X)
    height, width = X.shape[1:]
    to_rows, to_columns = _kept(down, height), _kept(right, width)
    from_rows, from_columns = _kept(-down, height), _kept(-right, width)
    result[:, to_rows, to_columns] = X[:, from_rows, from_columns]
    return result


def _kept(by: int, length: int) -> slice:
    return slice(max(by, 0), length + min(by, 0))


@functools.cache
def _fitted(machine: Machine) -> LogisticRegression | RandomForestClassifier:
    data = pictures()
    X, y = data.train, data.y_train
    if machine == "forest":
        return RandomForestClassifier(100, random_state=0).fit(X.reshape(len(X), -1), y)
    if machine == "copies":
        steps = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
        X, y = np.concatenate([moved(X, *step) for step in steps]), np.tile(y, len(steps))
    return LogisticRegression(max_iter=500, tol=1e-3).fit(X.reshape(len(X), -1), y)


@functools.cache
def accuracies(machine: Machine) -> tuple[float, ...]:
    """Return the accuracy on the test pictures moved to the right by -2 to 2 pixels."""
    data, model = pictures(), _fitted(machine)
    shifts = range(-REACH, REACH + 1)
    X = [moved(data.test, right, 0).reshape(len(data.test), -1) for right in shifts]
    return tuple(float(model.score(rows, data.y_test)) for rows in X)


def answers(machine: Machine, picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of each digit for one picture, of shape (8, 8)."""
    return np.asarray(_fitted(machine).predict_proba(picture.reshape(1, -1))[0])


def weights(digit: int) -> NDArray[np.float64]:
    """Return what the linear model multiplies each pixel by for a digit, of shape (8, 8)."""
    return np.asarray(_fitted("linear").coef_[digit].reshape(SIDE, SIDE))
