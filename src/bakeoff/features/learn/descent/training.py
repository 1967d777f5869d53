"""A small network that learns by one of the seven rules, and the weights that it had after each epoch.

Its weights are one long vector, on which a rule acts as it does on the two weights of a surface with a formula.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.learn.calls import Tell, untold
from bakeoff.features.learn.descent.rules import MOMENTUM, Rule
from bakeoff.features.learn.network import ACTIVATIONS, Gradients, Network, backward, forward, initialised

Array = NDArray[np.float64]

_AT_ONCE = 20  # networks: with more of them their sums no longer fit into the processor's cache


@dataclass(frozen=True, eq=False)
class Trained:
    """A training that is over."""

    network: Network  # as it is at the end
    weights: Array  # (epochs + 1, n_weights): all weights and biases before the first epoch and after each
    losses: Array  # (epochs + 1,): the training rows' mean loss at these


def as_vector(network: Network | Gradients) -> Array:
    """Return all weights and biases, or the loss's slopes by them, layer by layer."""
    return np.concatenate([part.ravel() for part in _parts(network)])


def _parts(network: Network | Gradients) -> list[Array]:
    return list(itertools.chain(*zip(network.weights, network.biases, strict=True)))


def layers_of(network: Network, vectors: NDArray[Any]) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """Return each layer's weights and biases out of vectors as `as_vector` makes them.

    Parameters
    ----------
    network : Network
        Says what shapes they have.
    vectors : ndarray of shape (..., n_weights)

    Returns
    -------
    list of (weights of shape (..., n_in, n_out), biases of shape (..., n_out))
    """
    shapes = [part.shape for part in _parts(network)]
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])
    cut = np.split(vectors, ends[:-1], axis=-1)
    parts = [part.reshape(*vectors.shape[:-1], *shape) for part, shape in zip(cut, shapes, strict=True)]
    return list(zip(parts[::2], parts[1::2], strict=True))


def with_vector(network: Network, vector: Array) -> Network:
    """Return the network with these weights and biases."""
    weights, biases = zip(*layers_of(network, vector), strict=True)
    return replace(network, weights=weights, biases=biases)


def slope(network: Network, vector: Array, X: NDArray[Any], target: NDArray[Any]) -> Array:
    """Return the gradient of the rows' mean loss by all weights and biases, as one vector."""
    there = with_vector(network, vector)
    gradients = backward(there, forward(there, X), target)
    return np.concatenate(
        [part.ravel() for pair in zip(gradients.weights, gradients.biases, strict=True) for part in pair]
    )


def train(
    X: NDArray[Any],
    target: NDArray[Any],
    hidden: Sequence[int],
    rule: Rule,
    rate: float,
    *,
    epochs: int,
    batch: int,
    seed: int = 0,
    tell: Tell = untold,
) -> Trained:
    """Train a tanh network with one sigmoid output on rows of two classes.

    Parameters
    ----------
    X : ndarray of shape (n_rows, n_features)
    target : ndarray of shape (n_rows,)
        0 or 1.
    hidden : sequence of int
        Units of each hidden layer.
    tell : callable
        Told after each epoch what share is done.
    """
    rng = np.random.default_rng(seed)
    activations = ["tanh"] * len(hidden)
    network = initialised([X.shape[1], *hidden, 1], activations, rng, output="sigmoid", loss="cross_entropy")
    w = as_vector(network)
    state, kept, step = rule.begin(w), [w], 0
    for epoch in range(epochs):
        for rows in np.array_split(rng.permutation(len(X)), -(-len(X) // batch)):
            step += 1
            w, state = rule.step(w, slope(network, w, X[rows], target[rows]), rate, step, state, MOMENTUM)
        kept.append(w)
        tell((epoch + 1) / epochs)
    weights = np.array(kept)
    return Trained(with_vector(network, w), weights, losses_at(network, weights, X, target))


def losses_at(
    network: Network, vectors: NDArray[Any], X: NDArray[Any], target: NDArray[Any], tell: Tell = untold
) -> NDArray[Any]:
    """Return the rows' mean cross-entropy for many networks of one shape at once, in the precision of their weights.

    Parameters
    ----------
    network : Network
        With one sigmoid output.
    vectors : ndarray of shape (n_networks, n_weights)
    X : ndarray of shape (n_rows, n_features)
    target : ndarray of shape (n_rows,)
    tell : callable
        Told now and then what share is done.
    """
    parts = np.array_split(vectors, -(-len(vectors) // _AT_ONCE))
    X, target = np.asarray(X, vectors.dtype), np.asarray(target, vectors.dtype)
    losses = []
    for n, part in enumerate(parts, start=1):
        losses.append(_losses(network, part, X, target))
        tell(n / len(parts))
    return np.concatenate(losses)


def _losses(network: Network, vectors: NDArray[Any], X: NDArray[Any], target: NDArray[Any]) -> NDArray[Any]:
    told = sums = X
    for layer, (weights, biases) in enumerate(layers_of(network, vectors)):
        sums = told @ weights + biases[:, None, :]
        if layer < len(network.activations):
            told = ACTIVATIONS[network.activations[layer]].of(sums)
    z = sums[..., 0]
    softplus = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return np.asarray((softplus - target * z).mean(axis=1))
