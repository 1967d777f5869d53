"""The training rows nearest to a row, as the contenders see it."""

import numpy as np

from bakeoff.features.ask.answers import Neighbour, Row
from bakeoff.features.ask.subject import Subject
from bakeoff.matrix import dense

SHOWN = 6


def nearest(subject: Subject, row: Row, count: int = SHOWN) -> tuple[Neighbour, ...]:
    """Return the nearest training rows by the Euclidean distance of their preprocessed features."""
    prepared = subject.prepared
    X = prepared.X_train[: len(prepared.rows_train)]
    at = dense(subject.features([row]))[0].astype(X.dtype)
    squares = subject.train_squares - 2 * (X @ at)  # all but a constant of the squared distance
    few = np.argpartition(squares, min(count, X.shape[0] - 1))[:count]
    distances = np.sqrt(((dense(X[few]) - at) ** 2).sum(axis=1, dtype=np.float64))
    order = np.argsort(distances, kind="stable")
    return tuple(
        Neighbour(subject.known(int(prepared.rows_train[few[place]])), float(distances[place])) for place in order
    )
