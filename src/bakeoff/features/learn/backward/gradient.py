"""A weight's gradient: its chain of factors for a row, the rows' mean, and how it is checked.

The chain rule and its order are algorithm 6.4 of Goodfellow, Bengio and Courville, *Deep Learning* (2016); how exact
a central difference can be is section 5.7 of Press et al., *Numerical Recipes* (2007).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.learn.network import (
    ACTIVATIONS,
    Floats,
    Network,
    Weight,
    as_targets,
    backward,
    forward,
    losses,
    mean_loss,
    numeric_gradient,
    penalty,
)


@dataclass(frozen=True)
class Factors:
    """Factors whose product is one row's gradient of one weight."""

    told: float  # input of the weight in the forward pass; 1 for a bias
    slope: float  # of the activation, at the neuron's sum; 1 in the last layer, where `arriving` is by the sum already
    arriving: float  # slope of the loss by the neuron's output; in the last layer by its sum

    @property
    def gradient(self) -> float:
        """The product of all three."""
        return self.told * self.slope * self.arriving


def factors(network: Network, x: NDArray[Any], target: Any, place: Weight) -> Factors:
    """Return the factors of a weight's gradient, for one row alone."""
    passed = forward(network, np.atleast_2d(x))
    slopes = backward(network, passed, np.array([target]))
    told = 1.0 if place.source is None else float(passed.inputs[place.layer][0, place.source])
    if place.layer == len(network.activations):
        return Factors(told, 1.0, float(slopes.sums[place.layer][0, place.target]))
    curve = ACTIVATIONS[network.activations[place.layer]]
    slope = float(curve.slope(passed.sums[place.layer][0, place.target]))
    return Factors(told, slope, float(slopes.inputs[place.layer + 1][0, place.target]))


def row_gradients(network: Network, X: NDArray[Any], target: NDArray[Any], place: Weight) -> Floats:
    """Return each row's own gradient of one weight; the gradient of the mean loss is their mean."""
    plain = replace(network, l2=0.0)
    return np.array([factors(plain, x, y, place).gradient for x, y in zip(X, target, strict=True)])


def batch_gradient(network: Network, X: NDArray[Any], target: NDArray[Any], place: Weight) -> float:
    """Return the gradient of one weight, of the mean loss of all rows."""
    return backward(network, forward(network, X), target).of(place)


STEPS = tuple(10.0**-power for power in range(13))
"""Possible steps of a finite difference to either side."""


def difference_errors(network: Network, X: NDArray[Any], target: NDArray[Any], place: Weight) -> Floats:
    """Return how far the central difference is from the chain rule's gradient, relatively, for each of `STEPS`."""
    exact = batch_gradient(network, X, target, place)
    differences = np.array([numeric_gradient(network, X, target, place, step) for step in STEPS])
    return np.abs(differences - exact) / max(abs(exact), 1e-300)


@dataclass(frozen=True, eq=False)
class TapeQuestion:
    """A payload: what `tf.GradientTape` is to take the gradients of."""

    network: Network
    X: Floats
    target: NDArray[Any]


def furthest(network: Network, X: NDArray[Any], target: NDArray[Any], others: Sequence[float]) -> float:
    """Return the largest difference of any weight's gradient from another's, as a share of the largest gradient.

    Parameters
    ----------
    X, target : ndarray
    others : sequence of float
        A gradient for each of ``network.places()``.
    """
    slopes = backward(network, forward(network, X), target)
    own = np.array([slopes.of(place) for place in network.places()])
    return float(np.abs(own - np.asarray(others)).max() / np.abs(own).max())


def descent(
    network: Network, X: NDArray[Any], target: NDArray[Any], rate: float, steps: int
) -> tuple[Network, list[float]]:
    """Take steps down the gradient of all rows; return the network then, and the loss before each and after all; no
    more once it is not finite."""
    wanted, curve = as_targets(network, target), []
    for _step in range(steps):
        passed = forward(network, X)
        curve.append(float(losses(network, passed, wanted).mean()) + penalty(network))
        if not np.isfinite(curve[-1]):
            return network, curve
        network = network.stepped(backward(network, passed, wanted), rate)
    return network, [*curve, mean_loss(network, X, wanted)]
