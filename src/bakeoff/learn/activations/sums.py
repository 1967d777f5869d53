"""The sums that really come to an activation: those of a network that learns the lab's points."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bakeoff.lab.points import make_points
from bakeoff.lab.settings import LabSettings, SmallLayer
from bakeoff.learn.activations.curve import flat
from bakeoff.learn.network import Floats, backward, forward, initialised

UNITS = 8
N_LAYERS = 2
MOMENTS = (0, 100, 1000)
"""After how many steps the network is looked at."""
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
    """A network at one moment.

    Attributes
    ----------
    sums : tuple of ndarray of shape (n_points, UNITS)
        Of each hidden layer, before its activation.
    awake : tuple of ndarray of shape (UNITS,)
        For each unit of each layer, the share of points whose sum lies where the activation is not flat.
    right : float
        The share of the training points that the network has right.
    """

    sums: tuple[Floats, ...]
    awake: tuple[Floats, ...]
    right: float

    @property
    def flat(self) -> tuple[float, ...]:
        """Which share of each layer's sums lies where the activation is flat."""
        return tuple(1 - float(shares.mean()) for shares in self.awake)

    @property
    def dead(self) -> tuple[int, ...]:
        """How many units of each layer have all their sums there: no point moves them."""
        return tuple(int((shares == 0).sum()) for shares in self.awake)


def looks(activation: str, rate: float) -> Mapping[int, SumsLook]:
    """Train a network by gradient descent (seed 0), and return it at each of the `MOMENTS`."""
    points = make_points(experiment(activation, rate))
    X, y = points.X[points.train].astype(float), points.target[points.train]
    network = initialised(
        (2, *[UNITS] * N_LAYERS, 1), [activation] * N_LAYERS, np.random.default_rng(0), output="sigmoid"
    )
    taken = {}
    for step in range(max(MOMENTS) + 1):
        passed = forward(network, X)
        if step in MOMENTS:
            sums = passed.sums[:N_LAYERS]
            awake = tuple(1 - flat(activation, z).mean(axis=0) for z in sums)
            taken[step] = SumsLook(sums, awake, float(((passed.answer[:, 0] > 0.5) == y).mean()))
        network = network.stepped(backward(network, passed, y), rate)
    return taken
