"""The same gradients by TensorFlow: what `tf.GradientTape` says of a network, in float64.

Only a job's own process imports this module.
"""

from typing import Any

import keras
import tensorflow as tf

from bakeoff.engine.base import Channel
from bakeoff.features.learn.backward.gradient import TapeQuestion
from bakeoff.features.learn.network import Network, as_targets


def gradients(asked: TapeQuestion, _channel: Channel) -> tuple[float, ...]:
    """Return the gradient of each of ``network.places()``."""
    network = asked.network
    weights, biases = [[tf.Variable(part) for part in parts] for parts in (network.weights, network.biases)]
    with tf.GradientTape() as tape:
        loss = _loss(network, weights, biases, asked)
    slopes = tape.gradient(loss, [*weights, *biases])
    by_weight, by_bias = slopes[: len(weights)], slopes[len(weights) :]
    return tuple(
        float(by_bias[place.layer][place.target])
        if place.source is None
        else float(by_weight[place.layer][place.source, place.target])
        for place in network.places()
    )


def _loss(network: Network, weights: list[Any], biases: list[Any], asked: TapeQuestion) -> Any:
    values, sums = tf.constant(asked.X), None
    for kernel, bias, activation in zip(weights, biases, [*network.activations, network.output], strict=True):
        sums = values @ kernel + bias
        values = keras.activations.get(activation)(sums)
    penalty = network.l2 * tf.add_n([tf.reduce_sum(kernel**2) for kernel in weights])
    return tf.reduce_mean(_own(network, tf.constant(as_targets(network, asked.target)), sums, values)) + penalty


def _own(network: Network, wanted: Any, sums: Any, values: Any) -> Any:
    """Return each row's loss."""
    if network.loss != "cross_entropy":
        return keras.losses.get(network.loss)(wanted, values)
    name = "categorical_crossentropy" if network.output == "softmax" else "binary_crossentropy"
    return keras.losses.get(name)(wanted, sums, from_logits=True)
