"""A small network in plain NumPy, float64, with every number of its way forward and back.

Symbols and formulas are those of Goodfellow, Bengio and Courville, *Deep Learning* (2016), sections 6.2 to 6.5;
what an activation, a loss or an initialisation is, is what Keras says it is, and the tests compare the two.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf, expit, log_expit, log_softmax, softmax

Floats = NDArray[np.float64]
Output = Literal["softmax", "sigmoid", "linear"]
Loss = Literal["cross_entropy", "mse", "mae", "huber"]
Initialisation = Literal["glorot_uniform", "glorot_normal", "he_uniform", "he_normal"]


class ActivationCurve(NamedTuple):
    """An activation: what it makes of a sum, and its slope there."""

    of: Callable[[Any], Any]
    slope: Callable[[Any], Any]


def _gelu_slope(z: Any) -> Any:
    return (1 + erf(z / np.sqrt(2))) / 2 + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)


ACTIVATIONS = {
    "relu": ActivationCurve(lambda z: np.maximum(z, 0.0), lambda z: np.where(z > 0, 1.0, 0.0)),
    "tanh": ActivationCurve(np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "sigmoid": ActivationCurve(expit, lambda z: expit(z) * expit(-z)),
    "gelu": ActivationCurve(lambda z: z * (1 + erf(z / np.sqrt(2))) / 2, _gelu_slope),
    "elu": ActivationCurve(
        lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0.0))),
        lambda z: np.where(z > 0, 1.0, np.exp(np.minimum(z, 0.0))),
    ),
    "linear": ActivationCurve(lambda z: z * 1.0, lambda z: np.ones_like(z, dtype=float)),
}
"""Those that act on each sum alone, by the names that `bakeoff.contenders.mlp` has for them; identity is "linear"."""


class Weight(NamedTuple):
    """Which weight: from a source to a target of a layer, all counted from 0; a source of None is the bias."""

    layer: int
    source: int | None
    target: int


@dataclass(frozen=True, eq=False)
class Network:
    """Dense layers one after the other."""

    weights: tuple[Floats, ...]  # (n_in, n_out)
    biases: tuple[Floats, ...]  # (n_out,)
    activations: tuple[str, ...]  # of the hidden layers, names of `ACTIVATIONS`
    output: Output = "softmax"  # what the last layer makes of its sums
    loss: Loss = "cross_entropy"
    l2: float = 0.0  # what the sum of the squared weights, without biases, counts beside the loss
    residual: bool = False  # a hidden layer with as many inputs as outputs adds its inputs to its outputs

    def adds(self, layer: int) -> bool:
        """Return whether a layer adds its inputs to its outputs."""
        sizes = self.weights[layer].shape
        return self.residual and layer < len(self.activations) and sizes[0] == sizes[1]

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of inputs, then number of units in each layer."""
        return (self.weights[0].shape[0], *(len(bias) for bias in self.biases))

    def places(self) -> Iterator[Weight]:
        """Yield every weight and bias, layer by layer."""
        for layer, kernel in enumerate(self.weights):
            for source in (*range(kernel.shape[0]), None):
                yield from (Weight(layer, source, target) for target in range(kernel.shape[1]))

    def value(self, place: Weight) -> float:
        """Return a weight."""
        return _value(self.weights, self.biases, place)

    def changed(self, place: Weight, value: float) -> "Network":
        """Return the network with one weight set to `value`."""
        weights, biases = [kernel.copy() for kernel in self.weights], [bias.copy() for bias in self.biases]
        if place.source is None:
            biases[place.layer][place.target] = value
        else:
            weights[place.layer][place.source, place.target] = value
        return replace(self, weights=tuple(weights), biases=tuple(biases))

    def stepped(self, gradients: "Gradients", rate: float) -> "Network":
        """Return the network after one step of gradient descent."""
        weights = [kernel - rate * slope for kernel, slope in zip(self.weights, gradients.weights, strict=True)]
        biases = [bias - rate * slope for bias, slope in zip(self.biases, gradients.biases, strict=True)]
        return replace(self, weights=tuple(weights), biases=tuple(biases))


@dataclass(frozen=True, eq=False)
class Passed:
    """Inputs and sums of a network's layers for some rows.

    Attributes
    ----------
    inputs : tuple of ndarray of shape (n_rows, n_units)
        Input of each layer: first the rows themselves; last the network's output.
    sums : tuple of ndarray of shape (n_rows, n_units)
        Each layer's weighted sums, before their activation.
    """

    inputs: tuple[Floats, ...]
    sums: tuple[Floats, ...]

    @property
    def answer(self) -> Floats:
        """Output of the network for each row."""
        return self.inputs[-1]


@dataclass(frozen=True, eq=False)
class Gradients:
    """Slopes of the loss."""

    weights: tuple[Floats, ...]  # by each weight and each bias, of the mean loss of the rows and the penalty
    biases: tuple[Floats, ...]  # by each weight and each bias, of the mean loss of the rows and the penalty
    sums: tuple[Floats, ...]  # (n_rows, n_units): by each row's sums and by what each layer is told, of the mean loss
    inputs: tuple[Floats, ...]  # (n_rows, n_units): by each row's sums and by what each layer is told, of the mean loss

    def of(self, place: Weight) -> float:
        """Return the slope by one weight."""
        return _value(self.weights, self.biases, place)


def _value(weights: Sequence[Floats], biases: Sequence[Floats], place: Weight) -> float:
    if place.source is None:
        return float(biases[place.layer][place.target])
    return float(weights[place.layer][place.source, place.target])


def forward(network: Network, X: NDArray[Any]) -> Passed:
    """Send rows through a network: ``z = h W + b`` and ``h = f(z)``, layer by layer (section 6.5, algorithm 6.3).

    Parameters
    ----------
    X : ndarray of shape (n_rows, n_inputs)
    """
    inputs, sums = [np.asarray(X, float)], []
    for layer, curve in enumerate(_curves(network)):
        sums.append(inputs[-1] @ network.weights[layer] + network.biases[layer])
        inputs.append(curve(sums[-1]) + inputs[-1] if network.adds(layer) else curve(sums[-1]))
    return Passed(tuple(inputs), tuple(sums))


def _curves(network: Network) -> list[Callable[[Any], Any]]:
    outputs = {"softmax": lambda z: softmax(z, axis=1), "sigmoid": expit, "linear": ACTIVATIONS["linear"].of}
    return [*(ACTIVATIONS[name].of for name in network.activations), outputs[network.output]]


def as_targets(network: Network, target: NDArray[Any]) -> Floats:
    """Return what the outputs should have been, a row each.

    Parameters
    ----------
    target : ndarray of shape (n_rows,) or (n_rows, n_outputs)
        Class codes for softmax; numbers, or 0 and 1, for another output that is one alone; or what is returned.
    """
    target = np.asarray(target)
    if target.ndim == 2:
        return target.astype(float)
    return np.eye(network.sizes[-1])[target] if network.output == "softmax" else target[:, None].astype(float)


def losses(network: Network, passed: Passed, target: NDArray[Any]) -> Floats:
    """Return the loss of each row, shape (n_rows,), without the penalty: the mean over its outputs.

    Of softmax, cross-entropy is the sum over the classes; it is taken of the sums, so that it is exact.
    """
    wanted, sums, error = as_targets(network, target), passed.sums[-1], passed.answer - as_targets(network, target)
    match network.loss, network.output:
        case "cross_entropy", "softmax":
            return np.asarray(-(wanted * log_softmax(sums, axis=1)).sum(axis=1))
        case "cross_entropy", _:
            return np.asarray(-(wanted * log_expit(sums) + (1 - wanted) * log_expit(-sums)).mean(axis=1))
        case name, _:
            return np.asarray(ERRORS[name].of(error).mean(axis=1))


ERRORS = {
    "mse": ActivationCurve(lambda e: e**2, lambda e: 2 * e),
    "mae": ActivationCurve(np.abs, np.sign),
    "huber": ActivationCurve(
        lambda e: np.where(np.abs(e) <= 1, e**2 / 2, np.abs(e) - 0.5), lambda e: np.clip(e, -1.0, 1.0)
    ),
}
"""The losses that are a function of the error, and their slopes; Huber's turns from square to straight at 1."""


def penalty(network: Network) -> float:
    """Return what the weights' size adds to the loss."""
    return network.l2 * sum(float((kernel**2).sum()) for kernel in network.weights)


def mean_loss(network: Network, X: NDArray[Any], target: NDArray[Any]) -> float:
    """Return what training makes small: the mean loss of the rows, and the penalty."""
    return float(losses(network, forward(network, X), target).mean()) + penalty(network)


def backward(network: Network, passed: Passed, target: NDArray[Any]) -> Gradients:
    """Return the slopes of the loss, from the last layer to the first (section 6.5, algorithm 6.4).

    Parameters
    ----------
    passed : Passed
        From `forward`.
    target : ndarray
        See `as_targets`.
    """
    sums = [_by_last_sums(network, passed, as_targets(network, target)) / len(passed.answer)]
    inputs = [sums[0] @ network.weights[-1].T]
    for layer in range(len(network.activations) - 1, -1, -1):
        above = inputs[0]
        sums.insert(0, above * ACTIVATIONS[network.activations[layer]].slope(passed.sums[layer]))
        through = sums[0] @ network.weights[layer].T
        inputs.insert(0, through + above if network.adds(layer) else through)
    weights = (told.T @ slope for told, slope in zip(passed.inputs, sums, strict=False))
    penalised = (own + 2 * network.l2 * kernel for own, kernel in zip(weights, network.weights, strict=True))
    return Gradients(tuple(penalised), tuple(slope.sum(axis=0) for slope in sums), tuple(sums), tuple(inputs))


def _by_last_sums(network: Network, passed: Passed, wanted: Floats) -> Floats:
    """Return the slopes of each row's own loss by the sums of the last layer."""
    answer, error = passed.answer, passed.answer - wanted
    n_outputs = answer.shape[1]
    if network.loss == "cross_entropy":
        return error if network.output == "softmax" else np.asarray(error / n_outputs)
    by_answer = ERRORS[network.loss].slope(error) / n_outputs
    if network.output == "softmax":
        return np.asarray(answer * (by_answer - (by_answer * answer).sum(axis=1, keepdims=True)))
    return np.asarray(by_answer * ACTIVATIONS[network.output].slope(passed.sums[-1]))


def numeric_gradient(
    network: Network, X: NDArray[Any], target: NDArray[Any], place: Weight, step: float = 1e-5
) -> float:
    """Return the slope by one weight from two losses beside it: a central difference, without the chain rule."""
    value = network.value(place)
    above, below = (mean_loss(network.changed(place, value + way), X, target) for way in (step, -step))
    return (above - below) / (2 * step)


def initialised(
    sizes: Sequence[int],
    activations: Sequence[str],
    rng: np.random.Generator,
    how: Initialisation = "glorot_uniform",
    **more: Any,
) -> Network:
    """Return a network whose weights are drawn at random, and whose biases are 0.

    Parameters
    ----------
    sizes : sequence of int
        Inputs, and units of each layer, the output's last.
    activations : sequence of str
        Of the hidden layers.
    rng : numpy.random.Generator
    how : {"glorot_uniform", "glorot_normal", "he_uniform", "he_normal"}
        As Keras has them: of Glorot and Bengio (2010) and of He et al. (2015).
    **more
        What else `Network` is made of.
    """
    pairs = list(itertools.pairwise(sizes))
    weights = tuple(_drawn(n_in, n_out, rng, how) for n_in, n_out in pairs)
    return Network(weights, tuple(np.zeros(n_out) for _n_in, n_out in pairs), tuple(activations), **more)


_OF_CUT_NORMAL = 0.87962566103423978
"""Standard deviation of what is left of a normal distribution's within two of its standard deviations."""


def _drawn(n_in: int, n_out: int, rng: np.random.Generator, how: Initialisation) -> Floats:
    variance = 2 / (n_in + n_out) if how.startswith("glorot") else 2 / n_in
    if how.endswith("uniform"):
        return rng.uniform(-np.sqrt(3 * variance), np.sqrt(3 * variance), (n_in, n_out))
    drawn = rng.standard_normal((n_in, n_out))
    while (far := np.abs(drawn) > 2).any():
        drawn[far] = rng.standard_normal(int(far.sum()))
    return np.asarray(drawn * np.sqrt(variance) / _OF_CUT_NORMAL)
