"""The chapter's goal: "exclusive or" by hand, which no network without a hidden layer can answer.

Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 6.1, solve it with the same two hidden ReLU units.
"""

import numpy as np

from bakeoff.features.learn.network import Floats, Network, forward
from bakeoff.features.learn.small import SmallTask

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TARGET = np.array([0, 1, 1, 0])
START = Network(
    weights=(np.array([[1.0, 0.5], [0.5, 1.0]]), np.array([[1.0], [0.5]])),
    biases=(np.zeros(2), np.array([0.0])),
    activations=("relu",),
    output="sigmoid",
)
SOLUTION = Network(
    weights=(np.ones((2, 2)), np.array([[1.0], [-2.0]])),
    biases=(np.array([0.0, -1.0]), np.array([-0.5])),
    activations=("relu",),
    output="sigmoid",
)
"""Section 6.1's weights, with a last bias that puts the answers on either side of one half."""
SURE = 0.8
"""Least probability of each right answer for the hard goal."""


def exclusive_or() -> SmallTask:
    """Return the four rows, and a network that does not answer them right."""
    return SmallTask(START, X, TARGET, ("0", "1"), (-0.6, 1.6))


def right_rows(network: Network, sure: float = 0.5) -> tuple[bool, ...]:
    """Tell of each of the four rows whether its right answer has a probability over `sure`."""
    answers = forward(network, X).answer[:, 0]
    return tuple((np.where(TARGET == 1, answers, 1 - answers) > sure).tolist())


def louder(network: Network, factor: float) -> Network:
    """Return the network with all weights and biases of its last layer multiplied."""
    weights: tuple[Floats, ...] = (*network.weights[:-1], network.weights[-1] * factor)
    biases: tuple[Floats, ...] = (*network.biases[:-1], network.biases[-1] * factor)
    return Network(weights, biases, network.activations, network.output, network.loss, network.l2)
