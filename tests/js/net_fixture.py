"""Prints networks of every kind with their numbers, for net.test.js."""

import json
from typing import Any

import numpy as np

from bakeoff.features.learn.network import ACTIVATIONS, as_targets, backward, forward, initialised, losses

RNG = np.random.default_rng(3)
KINDS = [("softmax", "cross_entropy"), ("sigmoid", "cross_entropy"), ("linear", "mse"), ("linear", "mae")]
KINDS += [("linear", "huber"), ("softmax", "mse"), ("sigmoid", "mse")]


def lists(arrays: tuple[np.ndarray, ...]) -> list[Any]:
    return [array.tolist() for array in arrays]


def case(number: int) -> dict[str, Any]:
    output, loss = KINDS[number % len(KINDS)]
    names = [*ACTIVATIONS, *ACTIVATIONS][number % len(ACTIVATIONS) :][: number % 4]
    sizes = [2, *RNG.integers(1, 9, len(names)), 3 if output == "softmax" else int(RNG.integers(1, 4))]
    network = initialised(sizes, names, RNG, "he_normal", output=output, loss=loss)
    for place in list(network.places()):
        if place.source is None:
            network = network.changed(place, float(RNG.normal()))
    X = RNG.normal(0, 2, (1, 2))
    wanted = as_targets(network, RNG.integers(0, 3 if output == "softmax" else 2, 1))
    wanted = np.broadcast_to(wanted, (1, sizes[-1]))
    passed = forward(network, X)
    slopes = backward(network, passed, wanted)
    return {
        "net": {
            "weights": lists(network.weights),
            "biases": lists(network.biases),
            "activations": list(network.activations),
            "output": output,
            "loss": loss,
        },
        "x": X[0].tolist(),
        "wanted": wanted[0].tolist(),
        "inputs": [values[0].tolist() for values in passed.inputs],
        "sums": [values[0].tolist() for values in passed.sums],
        "own": float(losses(network, passed, wanted)[0]),
        "weights": lists(slopes.weights),
        "biases": lists(slopes.biases),
        "slopes": [values[0].tolist() for values in slopes.sums],
        "places": [place._asdict() for place in network.places()],
    }


print(json.dumps([case(number) for number in range(42)]))
