"""The small digits of the chapters: three quarters to learn from, an eighth to validate and an eighth to test."""

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split

from bakeoff.datasets import dataset

SIDE = 8
HIGHEST = 16


@dataclass(frozen=True, eq=False)
class DigitPictures:
    """Pictures and what they show."""

    train: NDArray[np.float64]  # (n, 8, 8): from 0 to 1
    validation: NDArray[np.float64]  # (n, 8, 8): from 0 to 1
    test: NDArray[np.float64]  # (n, 8, 8): from 0 to 1
    y_train: NDArray[np.int64]  # (n,)
    y_validation: NDArray[np.int64]  # (n,)
    y_test: NDArray[np.int64]  # (n,)


@functools.cache
def digit_pictures() -> DigitPictures:
    """Return the digits."""
    info = dataset("digits")
    data = info.load(info.options())
    X = np.asarray(data.X, np.float64).reshape(-1, SIDE, SIDE) / HIGHEST
    train, held, y_train, y_held = train_test_split(X, data.y, test_size=0.25, random_state=0, stratify=data.y)
    parts = train_test_split(held, y_held, test_size=0.5, random_state=0, stratify=y_held)
    validation, test, y_validation, y_test = parts
    return DigitPictures(train, validation, test, y_train, y_validation, y_test)


def rows(pictures: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return pictures, of shape (n, height, width), as rows of pixels."""
    return pictures.reshape(len(pictures), -1)


def moved(pictures: NDArray[np.float64], right: int, down: int) -> NDArray[np.float64]:
    """Return pictures moved by whole pixels; what comes in is empty.

    Parameters
    ----------
    pictures : ndarray of shape (n, height, width)
    right, down : int
        Pixels; negative for left and up.
    """
    result = np.zeros_like(pictures)
    height, width = pictures.shape[1:]
    result[:, _kept(down, height), _kept(right, width)] = pictures[:, _kept(-down, height), _kept(-right, width)]
    return result


def _kept(by: int, length: int) -> slice:
    return slice(max(by, 0), length + min(by, 0))
