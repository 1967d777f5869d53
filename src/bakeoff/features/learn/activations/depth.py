"""Size of the gradient in each layer of a deep network, and its effect on learning.

The initialisations are those of Glorot and Bengio (2010), and of He, Zhang, Ren and Sun, *Delving deep into rectifiers*
(2015). The layers are compared by the slope of the loss by their sums, as in Nielsen, chapter 5.
"""

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from bakeoff.datasets import dataset
from bakeoff.features.learn.activations.curve import BENDING
from bakeoff.features.learn.calls import Tell, untold
from bakeoff.features.learn.network import Floats, Gradients, Network, backward, forward, initialised

Start = Literal["small", "glorot", "he", "large", "residual"]
STARTS: tuple[Start, ...] = get_args(Start)
SPREAD = {"small": 0.01, "large": 1.0}
"""Standard deviations of weights that do not mind how many inputs there are."""
LAYERS = range(2, 9)
UNITS = 32
ROWS = 100
STEPS = 150
RATE = 0.1

DEEPEST = max(LAYERS)
EASY, HARD = 10.0, 2.0
"""The goals: a ratio of at most this, or one in so many."""


@functools.cache
def digits() -> tuple[Floats, NDArray[np.int64]]:
    """Return handwritten digits, the first 100: pixels from 0 to 1, less their mean, and which digit each is."""
    info = dataset("digits")
    loaded = info.load(info.options.parse({}, info.title))
    X = np.asarray(loaded.X[:ROWS], float) / 16
    return X - X.mean(axis=0), loaded.y[:ROWS].astype(np.int64)


def deep(layers: int, activation: str, start: Start) -> Network:
    """Return a network for the digits that has not learnt yet (seed 0)."""
    hidden, rng = layers - 1, np.random.default_rng(0)
    sizes, names = (digits()[0].shape[1], *[UNITS] * hidden, 10), [activation] * hidden
    if start in SPREAD:
        network = initialised(sizes, names, rng)
        return replace(network, weights=tuple(rng.normal(0, SPREAD[start], kernel.shape) for kernel in network.weights))
    return initialised(
        sizes, names, rng, "he_uniform" if start == "he" else "glorot_uniform", residual=start == "residual"
    )


def gradient_sizes(network: Network) -> tuple[float, ...]:
    """Return for each layer the slope of a row's loss by its sums: the root mean square over rows and units."""
    X, y = digits()
    return _sizes(backward(network, forward(network, X), y))


def _sizes(gradients: Gradients) -> tuple[float, ...]:
    return tuple(float(np.sqrt(((ROWS * slopes) ** 2).mean())) for slopes in gradients.sums)


class Learning(NamedTuple):
    """Share of digits that a network has right, and its layers' gradients, before each step and at the end."""

    right: tuple[float, ...]
    sizes: tuple[tuple[float, ...], ...]


COMPARED: tuple[tuple[str, Start], ...] = (
    ("sigmoid", "glorot"),
    ("relu", "glorot"),
    ("relu", "he"),
    ("tanh", "glorot"),
    ("sigmoid", "residual"),
)
"""Deepest networks that are trained beside each other."""


def ratio(sizes: tuple[float, ...]) -> float:
    """Return how large the first layer's gradient is beside the last one's."""
    return sizes[0] / sizes[-1]


def reached(activation: str, sizes: tuple[float, ...], *, hard: bool = False) -> bool:
    """Return whether the gradient of a deepest network neither vanishes nor explodes: the goals.

    The easy one asks for an activation that is not `COMPARED`, so that its answer stands nowhere.
    """
    named, most = (hard or activation not in dict(COMPARED)), HARD if hard else EASY
    return len(sizes) == DEEPEST and activation in BENDING and named and 1 / most <= ratio(sizes) <= most


def compared(tell: Tell = untold) -> Mapping[tuple[str, Start], Learning]:
    """Return how the `COMPARED` networks learn, by activation and initialisation; `tell` is told what share is done."""
    learnt = {}
    for n, how in enumerate(COMPARED, start=1):
        learnt[how] = learning(DEEPEST, *how)
        tell(n / len(COMPARED))
    return learnt


def learning(layers: int, activation: str, start: Start) -> Learning:
    """Train by gradient descent on all rows at once."""
    X, y = digits()
    network, right, sizes = deep(layers, activation, start), [], []
    for _step in range(STEPS + 1):
        passed = forward(network, X)
        right.append(float((passed.answer.argmax(axis=1) == y).mean()))
        gradients = backward(network, passed, y)
        sizes.append(_sizes(gradients))
        network = network.stepped(gradients, RATE)
    return Learning(tuple(right), tuple(sizes))
