"""Answers over the plane as the bytes that the browser paints."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def _centred(share: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(2 * share - 1)


_TO_UNIT: dict[str, Callable[[NDArray[Any]], NDArray[Any]]] = {
    "tanh": lambda values: values,
    "sigmoid": lambda values: values,
    "softmax": _centred,
}
"""Maps into -1..1 from the range of each bounded activation. The others go through tanh."""


def neuron_picture(activations: Sequence[tuple[str, NDArray[np.float32]]], resolution: int) -> NDArray[np.uint8]:
    """Return a picture for each neuron.

    Parameters
    ----------
    activations : sequence of (activation, values)
        For each layer, values of shape (resolution ** 2, n_neurons).

    Returns
    -------
    ndarray of shape (n_neurons, resolution, resolution), uint8
        128 for an activation of 0, or a probability of 1/2.
    """
    layers: list[NDArray[np.uint8]] = [to_byte(_TO_UNIT.get(name, np.tanh)(values)) for name, values in activations]
    return np.concatenate(layers, axis=1).T.reshape(-1, resolution, resolution)


def output_picture(output: NDArray[Any], resolution: int) -> NDArray[np.uint8]:
    """Return what is answered over the plane, as `Snapshot.output`.

    Parameters
    ----------
    output : ndarray of shape (resolution ** 2, n_outputs)
        Probabilities of two or more classes, or one number from -1 to 1.
    """
    shape = (resolution, resolution)
    if output.shape[1] == 1:
        return to_byte(output[:, 0]).reshape(shape)
    if output.shape[1] == 2:
        return to_byte(_centred(output[:, 1])).reshape(shape)
    sure = np.rint(255 * np.nan_to_num(output.max(axis=1))).astype(np.uint8)
    return np.stack([output.argmax(axis=1).astype(np.uint8), sure]).reshape(2, *shape)


def to_byte(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Map -1..1 to 0..255; what lies beyond is cut, NaN is 128."""
    unit = np.clip(np.nan_to_num(values, nan=0.0, posinf=1.0, neginf=-1.0), -1, 1)
    scaled: NDArray[np.uint8] = np.rint(127.5 * (unit + 1)).astype(np.uint8)
    return scaled
