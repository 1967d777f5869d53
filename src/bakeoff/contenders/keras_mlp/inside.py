"""Activations and gradient of a fitted Keras network for one row."""

from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray


def look_inside(
    model: keras.Sequential, X: NDArray[np.float32], code: int | None
) -> tuple[tuple[NDArray[Any], ...], NDArray[Any]]:
    """Return each hidden layer's activations and the gradient of the answer, as `MLPEstimator.explain` does.

    Parameters
    ----------
    model : keras.Sequential
        Softmax or linear output.
    X : ndarray of shape (1, n_features)
    code : int or None
        Output whose log-odds are derived; None for a network with one linear output.
    """
    rows = tf.constant(X)
    hidden: dict[str, Any] = {}
    with tf.GradientTape() as tape:
        tape.watch(rows)
        values = rows
        *layers, last = model.layers
        for layer in layers:
            values = layer(values, training=False)
            hidden["_".join(layer.name.split("_")[:2])] = values  # hidden_1, hidden_1_batch_norm, …: the last counts
        outputs = (tf.matmul(values, last.kernel) + last.bias)[0]  # before the softmax, which would round to 0 or 1
        answer = outputs[0] if code is None else outputs[code] - tf.reduce_logsumexp(_others(outputs, code))
    gradient = tape.gradient(answer, rows)
    return tuple(layer.numpy()[0] for layer in hidden.values()), gradient.numpy()[0]


def _others(outputs: Any, code: int) -> Any:
    return tf.concat([outputs[:code], outputs[code + 1 :]], axis=0)
