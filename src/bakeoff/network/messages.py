"""Messages between the lab page and its worker, apart from commands."""

import math
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bakeoff.network.history import Moment
from bakeoff.network.points import Points
from bakeoff.network.settings import LabSettings

NEURON_RESOLUTION = 20
OUTPUT_RESOLUTION = 80


@dataclass(frozen=True)
class Acknowledge:
    """Said to the job: snapshot `serial` has been taken; the next may come."""

    serial: int


def _empty_curve() -> NDArray[np.float32]:
    return np.zeros((0, 5), np.float32)


def _no_moments() -> NDArray[np.int32]:
    return np.zeros((0, 2), np.int32)


class Forward(NamedTuple):
    """One point's way through the network.

    Attributes
    ----------
    row : int
        The point's; -1 for none.
    inputs : tuple of ndarray of shape (n,), float32
        What each layer is told: the features, the hidden layers' activations in turn, and last the outputs.
    sums : tuple of ndarray of shape (n,), float32
        Each layer's values before its activation: weighted inputs and bias, with batch normalisation normalised.
    loss : float
        Of this point, without penalties.
    """

    row: int = -1
    inputs: tuple[NDArray[np.float32], ...] = ()
    sums: tuple[NDArray[np.float32], ...] = ()
    loss: float = 0.0


@dataclass(frozen=True, eq=False)
class Snapshot:
    """All that is drawn of a network at one moment.

    Attributes
    ----------
    serial : int
        Grows with every snapshot of a job.
    epoch, batch : int
        Whole epochs trained, and batches of the one begun.
    first_epoch, last_epoch : int
        The time machine's ends: epochs of the first and the furthest stored moment, one begun counted whole.
    obeyed : int
        How many commands the job has obeyed, or refused.
    epochs_per_second : float
        Lately, while playing.
    cpu_seconds : float
        Spent on training.
    n_classes : int
        0 for regression.
    train_loss, test_loss : float
        Mean loss at this moment, penalties included; NaN once the run has diverged.
    train_score, test_score : float
        Accuracy, or R²; NaN where it has no meaning.
    unseen_loss, unseen_score : float
        The same of `unseen_points`, on which nobody looks but a lesson whose goal is reached; NaN without such.
    curve : ndarray of shape (n, 5), float32, n <= 300
        Epoch, train loss, test loss, train score, test score.
    moments : ndarray of shape (n, 2), int32, n <= 400
        Epoch and batch of each stored moment; the time machine trains what lies between anew.
    weights : tuple of ndarray of shape (n_in, n_out), float32
        Each layer's, the output layer's last.
    biases : tuple of ndarray of shape (n_out,), float32
        With batch normalisation, its offsets (``beta``).
    neurons : ndarray of shape (n_neurons, 20, 20), uint8
        What each neuron answers over the plane, hidden layers first, outputs last; row 0 is the highest
        x₂, 128 is no activation (for the output of a class: undecided).
    output : ndarray of shape (80, 80) or (2, 80, 80), uint8
        Two classes: probability of class 1 as 0..255. Regression: -1..1 as 0..255. More classes: the
        class's code, then its probability as 0..255.
    confusion : ndarray of shape (n_classes, n_classes), int32
        Test points by true class (row) and answer (column).
    watched : int
        Row of the point whose way through the network is told; -1 for none.
    watched_inputs, watched_sums : tuple of ndarray of shape (n,), float32
        As `Forward`.
    trouble : str
        What went wrong, in one sentence, or empty.
    """

    serial: int
    epoch: int
    batch: int
    first_epoch: int
    last_epoch: int
    obeyed: int
    playing: bool
    epochs_per_second: float
    cpu_seconds: float
    n_classes: int
    train_loss: float
    test_loss: float
    train_score: float
    test_score: float
    weights: tuple[NDArray[np.float32], ...]
    biases: tuple[NDArray[np.float32], ...]
    neurons: NDArray[np.uint8]
    output: NDArray[np.uint8]
    confusion: NDArray[np.int32]
    curve: NDArray[np.float32] = field(default_factory=_empty_curve)
    moments: NDArray[np.int32] = field(default_factory=_no_moments)
    watched: int = -1
    watched_inputs: tuple[NDArray[np.float32], ...] = ()
    watched_sums: tuple[NDArray[np.float32], ...] = ()
    watched_loss: float = 0.0
    unseen_loss: float = math.nan
    unseen_score: float = math.nan
    trouble: str = ""


@dataclass(frozen=True)
class Trouble:
    """Something could not be done, or went wrong; one sentence for the visitor. The job lives on.

    Not held back until a snapshot is acknowledged; the next snapshots say it as well.
    """

    sentence: str


@dataclass(frozen=True, eq=False)
class ModelFile:
    """The network as Keras saves it.

    Attributes
    ----------
    ticket : str
        Of the command that it answers.
    content : bytes
        A `.keras` file.
    """

    ticket: str
    content: bytes


@dataclass(frozen=True, eq=False)
class Saved:
    """A run as it was left: enough to draw its curve and to go on with it, bit for bit.

    Attributes
    ----------
    state : bytes
        Weights and the optimiser's state; see `lab.trainer`.
    curve : ndarray of shape (n, 5), float32
        As in `Snapshot`.
    moments : tuple of Moment
        The time machine's, of a run that is to go on as if nothing had been; otherwise none.
    here : (int, int) or None
        Epoch and batch of the one that was on show.
    """

    settings: LabSettings
    epoch: int
    batch: int
    state: bytes
    curve: NDArray[np.float32]
    cpu_seconds: float
    moments: tuple[Moment, ...] = ()
    here: tuple[int, int] | None = None


@dataclass(frozen=True, eq=False)
class Ended:
    """A lab job's result.

    Attributes
    ----------
    saved : Saved
        The run that it held.
    obeyed : int
        As in `Snapshot`: commands beyond these came too late for this job.
    """

    saved: Saved
    obeyed: int


@dataclass(frozen=True)
class Idleness:
    """Longest silence before the job pauses, and longest pause before it ends; seconds."""

    pause: float = 8.0
    end: float = 600.0


@dataclass(frozen=True, eq=False)
class Start:
    """A lab job's payload.

    Attributes
    ----------
    saved : Saved or None
        A run to go on with; its settings must be those of this job but for the rates.
    """

    settings: LabSettings
    points: Points
    saved: Saved | None = None
    idleness: Idleness = field(default_factory=Idleness)
