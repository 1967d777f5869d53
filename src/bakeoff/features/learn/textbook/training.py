"""The textbook network on small digits, 64-32-10, trained as either listing trains it.

Adam with its usual settings, in batches: passes over all rows in one listing, single steps on all rows in the other.
The rows of a batch are drawn anew in each pass, and the first weights are the same for every training.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.learn.calls import Tell, untold
from bakeoff.features.learn.descent.rules import RULES
from bakeoff.features.learn.descent.training import as_vector, slope, with_vector
from bakeoff.features.learn.digits import SIDE, digit_pictures, rows
from bakeoff.features.learn.network import Network, forward, initialised

HIDDEN, CLASSES = 32, 10
RATE = 0.001
"""Adam's learning rate in Keras and in PyTorch unless another is told."""
FIRST = (32, 10)
"""Batch size and passes of the first listing."""
PASSES = 10
"""Initial number of passes in the second listing, on all rows at once."""
BATCHES = (16, 32, 64, 128, 256, 512, 0)
"""Batch sizes to choose from; 0 stands for all rows at once."""
MOST_PASSES = 200
MOST_STEPS = 1500
_MOMENTS = 60
WITHIN = 0.01
LARGE = 256
"""Least rows in a batch of the hard goal."""

_ADAM = next(rule for rule in RULES if rule.name == "adam")


@dataclass(frozen=True)
class ListingRun:
    """One training."""

    batch: int  # rows in a batch
    n_rows: int  # training rows
    steps: tuple[int, ...]  # steps after which it was looked at, the first 0 and the last the end
    accuracies: tuple[float, ...]  # on the validation pictures at these
    tested: float  # accuracy on the test pictures at the end

    @property
    def passes(self) -> tuple[float, ...]:
        """Number of passes over all rows at each of these steps."""
        return tuple(step / steps_of(self.n_rows, self.batch, 1) for step in self.steps)

    @property
    def accuracy(self) -> float:
        """At the end."""
        return self.accuracies[-1]

    @property
    def n_steps(self) -> int:
        """Steps in all."""
        return self.steps[-1]


def steps_of(n_rows: int, batch: int, passes: int) -> int:
    """Return how many steps so many passes are; the last batch of a pass may be smaller."""
    return passes * math.ceil(n_rows / (batch or n_rows))


def most_passes(batch: int) -> int:
    """Return how many passes a batch size may have here, so that nobody waits long."""
    return min(MOST_PASSES, MOST_STEPS // steps_of(len(digit_pictures().train), batch, 1))


def start() -> Network:
    """Return the network before its first step."""
    sizes = [SIDE * SIDE, HIDDEN, CLASSES]
    return initialised(sizes, ["relu"], np.random.default_rng(0), output="softmax", loss="cross_entropy")


def run(batch: int, passes: int, tell: Tell = untold) -> ListingRun:
    """Train."""
    data, network, rng = digit_pictures(), start(), np.random.default_rng(1)
    X, n_rows = rows(data.train), len(data.train)
    size = batch or n_rows
    w = as_vector(network)
    state, step, in_all = _ADAM.begin(w), 0, steps_of(n_rows, size, passes)
    looked_at = {round(value) for value in np.linspace(0, in_all, min(in_all, _MOMENTS) + 1)}
    held = data.validation, data.y_validation
    seen = [(0, _accuracy(network, *held))]
    for _pass in range(passes):
        order = rng.permutation(n_rows)
        for begin in range(0, n_rows, size):
            drawn = order[begin : begin + size]
            step += 1
            w, state = _ADAM.step(w, slope(network, w, X[drawn], data.y_train[drawn]), RATE, step, state, 0.0)
            if step in looked_at:
                seen.append((step, _accuracy(with_vector(network, w), *held)))
                tell(step / in_all)
    steps, accuracies = zip(*seen, strict=True)
    tested = _accuracy(with_vector(network, w), data.test, data.y_test)
    return ListingRun(size, n_rows, steps, accuracies, tested)


def _accuracy(network: Network, pictures: NDArray[np.float64], digits: NDArray[np.int64]) -> float:
    return float((forward(network, rows(pictures)).answer.argmax(axis=1) == digits).mean())


def reached(first: ListingRun, second: ListingRun) -> bool:
    """Tell whether the second listing is at most one point worse than the first."""
    return second.accuracy >= first.accuracy - WITHIN - 1e-9


def reached_large(first: ListingRun, second: ListingRun) -> bool:
    """Tell whether it is so with large batches."""
    return reached(first, second) and second.batch >= LARGE
