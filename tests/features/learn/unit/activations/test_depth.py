"""Gradients layer by layer, against finite differences, and the goal."""

import numpy as np
import pytest

from bakeoff.features.learn.activations.curve import BENDING
from bakeoff.features.learn.activations.depth import (
    COMPARED,
    DEEPEST,
    STARTS,
    UNITS,
    deep,
    digits,
    gradient_sizes,
    learning,
    ratio,
    reached,
)
from bakeoff.features.learn.network import forward, losses


@pytest.mark.parametrize("activation", BENDING)
def test_the_first_layers_gradient_is_that_of_finite_differences(activation):
    network = deep(3, activation, "he")
    X, y = digits()
    squares = []
    for unit in range(UNITS):
        # A layer's bias moves the sums of all rows alike, so a row's loss is differentiated by it.
        above, below = (nudged(network, unit, way) for way in (1e-6, -1e-6))
        squares.append(((losses(above, forward(above, X), y) - losses(below, forward(below, X), y)) / 2e-6) ** 2)
    assert gradient_sizes(network)[0] == pytest.approx(np.sqrt(np.mean(squares)), rel=1e-4)


def nudged(network, unit: int, way: float):
    place = next(place for place in network.places() if place.source is None and place.target == unit)
    assert place.layer == 0
    return network.changed(place, network.value(place) + way)


def test_the_last_layers_gradient_is_p_minus_y():
    network = deep(8, "relu", "he")
    X, y = digits()
    answer = forward(network, X).answer
    assert gradient_sizes(network)[-1] == pytest.approx(np.sqrt(((answer - np.eye(10)[y]) ** 2).mean()))


@pytest.mark.parametrize("layers", [2, 8])
def test_there_are_as_many_layers_as_asked_for(layers):
    assert len(gradient_sizes(deep(layers, "tanh", "glorot"))) == layers


def test_small_weights_let_it_vanish_and_large_ones_explode():
    sizes = {start: ratio(gradient_sizes(deep(DEEPEST, "relu", start))) for start in STARTS}
    assert sizes["small"] < 1e-6 < sizes["glorot"] < sizes["he"] < 1 < 1000 < sizes["large"]


def test_the_goal_is_reached_by_nothing_that_the_page_names():
    def is_reached(layers, activation, start):
        return reached(activation, gradient_sizes(deep(layers, activation, start)))

    assert not is_reached(3, "sigmoid", "glorot")  # what is there first
    assert not is_reached(3, "elu", "glorot")
    assert not is_reached(DEEPEST, "linear", "glorot")
    assert not any(is_reached(DEEPEST, *how) for how in COMPARED)
    ways = [(name, start) for name in BENDING for start in STARTS if is_reached(DEEPEST, name, start)]
    assert ways == [("gelu", "residual"), ("elu", "glorot"), ("elu", "he"), ("elu", "residual")]


def test_what_has_a_gradient_learns():
    vanished, steady = (learning(DEEPEST, *how) for how in (("sigmoid", "glorot"), ("relu", "he")))
    assert vanished.right[-1] < 0.3
    assert steady.right[-1] > 0.95


def test_residual_connections_bring_the_gradient_to_the_first_layers_of_a_sigmoid():
    plain, residual = (learning(DEEPEST, "sigmoid", start) for start in ("glorot", "residual"))
    assert ratio(plain.sizes[0]) < 1e-4
    assert ratio(residual.sizes[0]) > 0.1
    assert residual.right[-1] > plain.right[-1] + 0.3
    assert residual.sizes[0] == pytest.approx(gradient_sizes(deep(DEEPEST, "sigmoid", "residual")))


def test_the_first_to_learn_does_not_reach_the_hard_goal():
    def is_reached(activation, start):
        return reached(activation, gradient_sizes(deep(DEEPEST, activation, start)), hard=True)

    assert not is_reached("tanh", "glorot")
    assert not is_reached("sigmoid", "glorot")
    assert is_reached("relu", "he")
