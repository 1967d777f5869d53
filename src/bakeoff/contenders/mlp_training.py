"""Protocol between an MLP's estimator and its training loop, for any library."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from bakeoff.fields import Task
from bakeoff.matrix import Matrix


class NetworkRows(NamedTuple):
    """Rows as a network takes them.

    Attributes
    ----------
    X : ndarray or CSR matrix of shape (n_rows, n_features), float32
    target : ndarray of shape (n_rows,)
        Class codes (int32), or standardised numbers (float32).
    weight : ndarray of shape (n_rows,), float32, or None
        Factor of each row's loss in training; None if all count alike.
    """

    X: Matrix
    target: NDArray[Any]
    weight: NDArray[np.float32] | None = None

    def taken(self, rows: NDArray[Any]) -> "NetworkRows":
        """Return some of the rows."""
        return NetworkRows(self.X[rows], self.target[rows], None if self.weight is None else self.weight[rows])


@dataclass(frozen=True)
class Problem:
    """Training task of a network.

    Attributes
    ----------
    task : {"classification", "regression"}
    n_outputs : int
        Number of classes, at least 2; 1 for regression.
    seed : int
        Decides the initial weights, the order of the rows and the units that dropout drops.
    """

    task: Task
    train: NetworkRows
    validation: NetworkRows | None
    n_outputs: int
    seed: int


class Sums(NamedTuple):
    """Mean loss and score of one pass over rows.

    Attributes
    ----------
    loss : float
        Mean loss, penalties included.
    score : float
        Share of correctly classified rows; for regression the mean squared error.
    """

    loss: float
    score: float


class Epoch(NamedTuple):
    """Report of a trainer on one epoch.

    Attributes
    ----------
    train : Sums
        Running means over the epoch's steps, as Keras reports them.
    validation : Sums or None
        After the epoch.
    scoring_seconds : float
        CPU seconds for the validation set, and for saving the state to which a stopped fit returns.
    ahead : float
        CPU seconds already spent on later epochs, where several are trained at once.
    """

    train: Sums
    validation: Sums | None
    scoring_seconds: float
    ahead: float = 0.0


class NetworkTrainer(Protocol):
    """Trains a network in place."""

    def epochs(self, total: int) -> Generator[Epoch]:
        """Yield each epoch after it was trained; closed early, leave the network as after the last one yielded."""

    def weights(self) -> Any:
        """Return a copy of the network's weights."""

    def restore(self, weights: Any) -> None:
        """Put back what `weights` returned."""
