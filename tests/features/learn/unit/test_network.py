"""The numbers of the chapters' network against Keras' layers, losses and `tf.GradientTape`, in float64."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from bakeoff.contenders.layers import ACTIVATIONS as NAMES
from bakeoff.features.learn.network import (
    ACTIVATIONS,
    Network,
    Weight,
    as_targets,
    backward,
    forward,
    initialised,
    losses,
    mean_loss,
    numeric_gradient,
)

KERAS_LOSSES = {name: keras.losses.get(name) for name in ("mse", "mae", "huber")}
KINDS = [("softmax", "cross_entropy"), ("sigmoid", "cross_entropy"), ("linear", "mse"), ("linear", "mae")]
KINDS += [("linear", "huber"), ("softmax", "mse"), ("sigmoid", "mse")]
L2 = (0.0, 1 / 64, 1 / 128)  # Keras keeps the rate in float32, in which these are exact
SCHEMES = ("glorot_uniform", "glorot_normal", "he_uniform", "he_normal")


def drawn(seed: int) -> tuple[Network, np.ndarray, np.ndarray]:
    """Return a network of the lab's size, rows and targets; fifty of them have every activation and kind of output."""
    rng = np.random.default_rng(seed)
    output, loss = KINDS[seed % len(KINDS)]
    n_hidden = int(rng.integers(0, 7)) if seed else 0
    names = [*ACTIVATIONS, *ACTIVATIONS][seed % len(ACTIVATIONS) :]
    sizes = rng.integers(1, 9, n_hidden + 2)
    sizes[-1] = max(2, sizes[-1]) if output == "softmax" else sizes[-1]
    how, l2 = SCHEMES[seed % 4], L2[seed % 3]
    network = initialised(sizes, names[:n_hidden], rng, how, output=output, loss=loss, l2=l2)
    for place in list(network.places()):
        if place.source is None:
            network = network.changed(place, float(rng.normal(0, 0.3)))
    X = rng.normal(0, 1.5, (7, sizes[0]))
    if output == "softmax":
        return network, X, rng.integers(0, sizes[-1], 7)
    wanted = rng.integers(0, 2, (7, sizes[-1])) if output == "sigmoid" else rng.normal(size=(7, sizes[-1]))
    return network, X, wanted


def by_keras(network: Network, X: np.ndarray, target: np.ndarray) -> tuple[float, list, list, list]:
    """Return loss, slopes, and what each layer answers, from Keras and `tf.GradientTape`."""
    layers = [
        keras.layers.Dense(len(bias), activation, dtype="float64", kernel_regularizer=keras.regularizers.L2(network.l2))
        for bias, activation in zip(network.biases, [*network.activations, network.output], strict=True)
    ]
    model = keras.Sequential([keras.Input((X.shape[1],), dtype="float64"), *layers])
    model.set_weights([part for pair in zip(network.weights, network.biases, strict=True) for part in pair])
    wanted = tf.constant(as_targets(network, target))
    with tf.GradientTape() as tape:
        told = [tf.constant(X)]
        for layer in layers:
            told.append(layer(told[-1]))
        if network.loss == "cross_entropy":
            sums = told[-2] @ layers[-1].kernel + layers[-1].bias
            of = keras.losses.categorical_crossentropy if network.output == "softmax" else None
            of = of or keras.losses.binary_crossentropy
            own = of(wanted, sums, from_logits=True)
        else:
            own = KERAS_LOSSES[network.loss](wanted, told[-1])
        loss = tf.reduce_mean(own) + tf.add_n([tf.cast(each, tf.float64) for each in model.losses])
    slopes = tape.gradient(loss, [variable.value for variable in model.trainable_variables])
    return float(loss), [slope.numpy() for slope in slopes], [values.numpy() for values in told], list(own.numpy())


def assert_same(values: np.ndarray, theirs: np.ndarray) -> None:
    """Fail unless all agree to 1e-6; TensorFlow has GELU's root of 2 in float32, seen where sums nearly cancel."""
    np.testing.assert_allclose(values, theirs, rtol=1e-6, atol=1e-8 * np.abs(theirs).max())


@pytest.mark.parametrize("seed", range(50))
def test_a_way_forward_and_back_has_the_numbers_of_keras(seed):
    network, X, target = drawn(seed)
    loss, slopes, told, own = by_keras(network, X, target)
    passed = forward(network, X)
    gradients = backward(network, passed, target)
    for values, theirs in zip(passed.inputs, told, strict=True):
        assert_same(values, theirs)
    np.testing.assert_allclose(losses(network, passed, target), own, rtol=1e-6)
    np.testing.assert_allclose(mean_loss(network, X, target), loss, rtol=1e-6)
    pairs = [part for pair in zip(gradients.weights, gradients.biases, strict=True) for part in pair]
    for values, theirs in zip(pairs, slopes, strict=True):
        assert_same(values, theirs)


def test_the_fifty_have_every_activation_and_kind_of_output_and_some_a_penalty():
    """But those of RealMLP, which no chapter draws."""
    networks = [drawn(seed)[0] for seed in range(50)]
    names = set(NAMES) - {"selu", "mish"}
    assert {name for network in networks for name in network.activations} == set(ACTIVATIONS) == names
    assert {(network.output, network.loss) for network in networks} == set(KINDS)
    assert {network.l2 for network in networks} == set(L2)


@pytest.mark.parametrize("seed", range(7))
def test_a_central_difference_finds_every_slope_again(seed):
    network, X, target = drawn(seed + 7)
    gradients = backward(network, forward(network, X), target)
    for place in network.places():
        np.testing.assert_allclose(
            gradients.of(place), numeric_gradient(network, X, target, place), rtol=1e-5, atol=1e-8
        )


def test_slopes_of_the_rows_sums_and_inputs_are_those_of_the_loss():
    network, X, target = drawn(7)
    passed = forward(network, X)
    gradients = backward(network, passed, target)
    for row, column in np.ndindex(X.shape):
        beside = [X.copy(), X.copy()]
        beside[0][row, column] += 1e-5
        beside[1][row, column] -= 1e-5
        above, below = (mean_loss(network, near, target) for near in beside)
        np.testing.assert_allclose(gradients.inputs[0][row, column], (above - below) / 2e-5, rtol=1e-5, atol=1e-9)
    for slopes, bias in zip(gradients.sums, gradients.biases, strict=True):
        np.testing.assert_allclose(slopes.sum(axis=0), bias)


def test_a_step_goes_down_and_a_weight_is_changed_alone():
    network, X, target = drawn(2)
    gradients = backward(network, forward(network, X), target)
    place = Weight(0, None, 0)
    stepped = network.stepped(gradients, 1e-3)
    assert mean_loss(stepped, X, target) < mean_loss(network, X, target)
    assert stepped.value(place) == pytest.approx(network.value(place) - 1e-3 * gradients.of(place), rel=1e-12)
    changed = network.changed(place, 5.0)
    assert [p for p in network.places() if changed.value(p) != network.value(p)] == [place]


@pytest.mark.parametrize("how", SCHEMES)
def test_weights_are_drawn_as_keras_draws_them(how):
    keras.utils.set_random_seed(0)
    theirs = keras.ops.convert_to_numpy(keras.initializers.get(how)((300, 200)))
    network = initialised((300, 200), (), np.random.default_rng(0), how)
    own = network.weights[0]
    assert not network.biases[0].any()
    assert own.std() == pytest.approx(theirs.std(), rel=0.02)
    assert np.abs(own).max() == pytest.approx(np.abs(theirs).max(), rel=0.02)
    np.testing.assert_allclose(np.quantile(own, [0.1, 0.3, 0.9]), np.quantile(theirs, [0.1, 0.3, 0.9]), rtol=0.05)


def test_a_residual_networks_gradients_are_finite_differences():
    network = initialised((3, 4, 4, 4, 2), ["sigmoid"] * 3, np.random.default_rng(0), residual=True)
    X, target = np.random.default_rng(1).normal(size=(5, 3)), np.array([0, 1, 1, 0, 1])
    assert [network.adds(layer) for layer in range(4)] == [False, True, True, False]
    passed = forward(network, X)
    through = ACTIVATIONS["sigmoid"].of(passed.sums[1])
    np.testing.assert_allclose(passed.inputs[2], through + passed.inputs[1])
    gradients = backward(network, passed, target)
    for place in network.places():
        assert gradients.of(place) == pytest.approx(numeric_gradient(network, X, target, place), abs=1e-8)
