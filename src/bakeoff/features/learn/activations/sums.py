"""The sums that really come to an activation: those of a network that learns the lab's points."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.learn.activations.curve import flat
from bakeoff.features.learn.calls import Tell, untold
from bakeoff.features.learn.network import Floats, Network, Passed, backward, forward, initialised
from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings, SmallLayer

UNITS = 8
N_LAYERS = 2
MOMENTS = (0, 100, 1000)
"""Numbers of steps after which the network is looked at."""
RATES = (0.3, 1.0, 3.0)


def experiment(activation: str, rate: float) -> LabSettings:
    """Return what is trained, as the lab has it; each step looks at all training points."""
    return LabSettings.parse(
        {
            "data": "spiral",
            "points": 300,
            "batch_size": 150,
            "layers": [SmallLayer(units=UNITS, activation=activation)] * N_LAYERS,
            "learning_rate": rate,
        }
    )


@dataclass(frozen=True, eq=False)
class SumsLook:
    """A network at one moment."""

    sums: tuple[Floats, ...]  # (n_points, UNITS): of each hidden layer, before its activation
    awake: tuple[Floats, ...]  # (UNITS,): share of points whose sum lies where the activation is not flat
    right: float  # share of the training points

    @property
    def flat(self) -> tuple[float, ...]:
        """Which share of each layer's sums lies where the activation is flat."""
        return tuple(1 - float(shares.mean()) for shares in self.awake)

    @property
    def dead(self) -> tuple[int, ...]:
        """Number of units in each layer whose sums all lie in the flat part: no point trains them."""
        return tuple(int((shares == 0).sum()) for shares in self.awake)


def looks(activation: str, rate: float, tell: Tell = untold) -> Mapping[int, SumsLook]:
    """Train a network by gradient descent, and return it at each of the `MOMENTS`; `tell` is told the share done."""
    X, y = _training_points(activation, rate)
    network, taken = _network(activation), {}
    for step in range(max(MOMENTS) + 1):
        passed = forward(network, X)
        if step in MOMENTS:
            taken[step] = _look(activation, passed, y)
        network = network.stepped(backward(network, passed, y), rate)
        tell(step / max(MOMENTS))
    return taken


def untrained(activation: str) -> SumsLook:
    """Return the network before its first step."""
    X, y = _training_points(activation, RATES[0])
    return _look(activation, forward(_network(activation), X), y)


def _training_points(activation: str, rate: float) -> tuple[Floats, NDArray[Any]]:
    points = make_points(experiment(activation, rate))
    return points.X[points.train].astype(float), points.target[points.train]


def _network(activation: str) -> Network:
    """Return the network that is trained, the same one each time (seed 0)."""
    sizes, names = (2, *[UNITS] * N_LAYERS, 1), [activation] * N_LAYERS
    return initialised(sizes, names, np.random.default_rng(0), output="sigmoid")


def _look(activation: str, passed: Passed, y: NDArray[Any]) -> SumsLook:
    sums = passed.sums[:N_LAYERS]
    awake = tuple(1 - flat(activation, z).mean(axis=0) for z in sums)
    return SumsLook(sums, awake, float(((passed.answer[:, 0] > 0.5) == y).mean()))
