"""Training that begins with a confident mistake, with either loss of classes from the same start.

The unit is that of Nielsen, *Neural Networks and Deep Learning*, chapter 3: one input that is 1, one weight, one bias,
and the answer should be 0. The network learns from swapped labels first, and is then given the right ones.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from bakeoff.features.learn.calls import Tell, untold
from bakeoff.features.learn.loss.prediction import OF_CLASSES
from bakeoff.features.learn.network import Floats, Loss, Network, backward, forward, initialised
from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings, SmallLayer

START = 0.98
"""First answer of the unit."""
LEAST_TIMES = 10
"""The goal: the squared error needs so many times as many steps."""
RIGHT_BELOW = 0.1
"""The unit has unlearnt its mistake when its answer is below this."""
UNIT_STEPS = 5000
UNIT_RATE = 0.15

MISLED = (0, 20, 100, 500)
"""For how many steps the network can have learnt the swapped labels."""
MOST_STEPS = 1000
ENOUGH = 0.95
"""The share of training points that the network is to have right."""
EXPERIMENT = LabSettings(
    data="circle", points=150, layers=(SmallLayer(units=8, activation="tanh"),), learning_rate=0.3, batch_size=75
)


def unlearning(start: float, loss: Loss) -> Floats:
    """Return what the unit answers from its start until its mistake is unlearnt, step by step."""
    z = math.log(start / (1 - start))
    answers = [start]
    while len(answers) <= UNIT_STEPS and answers[-1] >= RIGHT_BELOW:
        p = answers[-1]
        by_sum = p if loss == "cross_entropy" else 2 * p * p * (1 - p)
        z -= 2 * UNIT_RATE * by_sum  # the weight moves by it, and so does the bias
        answers.append(1 / (1 + math.exp(-z)))
    return np.array(answers)


def steps_needed(answers: Floats) -> int | None:
    """Return after how many steps the unit's mistake was unlearnt; None if it never was."""
    return len(answers) - 1 if answers[-1] < RIGHT_BELOW else None


def times_slower(start: float) -> float:
    """Return how many times as many steps the squared error needs as cross-entropy; 0 if it does not get there."""
    squared, cross = (steps_needed(unlearning(start, loss)) for loss in ("mse", "cross_entropy"))
    return squared / cross if squared and cross else 0.0


@dataclass(frozen=True)
class Training:
    """Learning curve of a network with correct labels; the first value is before the first step."""

    believed: tuple[float, ...]  # mean probability of the correct class over all training points
    right: tuple[float, ...]  # share of training points that it predicts correctly

    @property
    def needed(self) -> int | None:
        """After how many steps enough points are right; None: not within those that were made."""
        return next((step for step, share in enumerate(self.right) if share >= ENOUGH), None)


def trainings(misled: int, tell: Tell = untold) -> Mapping[Loss, Training]:
    """Train the same network with either loss, after so many steps from swapped labels; by the loss.

    Both make as many steps: a fifth more than the slower one needs, up to `MOST_STEPS`. `tell` is told what share is
    done.
    """
    points = make_points(EXPERIMENT)
    X, y = points.X[points.train].astype(float), points.target[points.train]
    start = initialised((2, 8, 1), ("tanh",), np.random.default_rng(0), output="sigmoid")
    for _step in range(misled):
        start = start.stepped(backward(start, forward(start, X), 1 - y), EXPERIMENT.learning_rate)
    learning = {loss: _learning(replace(start, loss=loss), X, y) for loss in OF_CLASSES}
    taken: dict[Loss, list[tuple[float, float]]] = {loss: [] for loss in OF_CLASSES}
    last = MOST_STEPS
    for step in range(MOST_STEPS + 1):
        for loss in OF_CLASSES:
            taken[loss].append(next(learning[loss]))
        if last == MOST_STEPS and all(told[-1][1] >= ENOUGH for told in taken.values()):
            last = min(MOST_STEPS, step * 6 // 5)
        tell(step / last)
        if step >= last:
            break
    return {loss: Training(*map(tuple, zip(*told, strict=True))) for loss, told in taken.items()}


def _learning(network: Network, X: Floats, y: Floats) -> Iterator[tuple[float, float]]:
    """Yield before each step the mean probability of the right class, and the share that is right."""
    while True:
        passed = forward(network, X)
        of_right = np.where(y == 1, passed.answer[:, 0], 1 - passed.answer[:, 0])
        yield float(of_right.mean()), float((of_right > 0.5).mean())
        network = network.stepped(backward(network, passed, y), EXPERIMENT.learning_rate)
