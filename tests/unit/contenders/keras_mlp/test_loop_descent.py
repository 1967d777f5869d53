"""Small variables are taken as one, and it makes no difference to any of them."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from bakeoff.contenders.keras_mlp.loop import SMALL, Descent

SHAPES = [(4, 3), (3,), (SMALL // 2, 3), (3, 2), (2,)]  # the third is large
OPTIMIZERS = {
    "sgd": keras.optimizers.SGD,
    "nesterov": lambda rate: keras.optimizers.SGD(rate, 0.9, nesterov=True),
    "adagrad": keras.optimizers.Adagrad,
    "rmsprop": keras.optimizers.RMSprop,
    "adam": keras.optimizers.Adam,
    "adamw": lambda rate: keras.optimizers.AdamW(rate, weight_decay=0.1),
}


def drawn(seed: int) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape).astype(np.float32) for shape in SHAPES]


def variables() -> list[keras.Variable]:
    return [keras.Variable(value) for value in drawn(0)]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_each_step_leaves_every_weight_where_the_optimiser_itself_does(name):
    apart, together = variables(), variables()
    plain = OPTIMIZERS[name](0.1)
    descent = Descent(OPTIMIZERS[name](0.1), together)
    descent.begin()
    for seed in (1, 2, 3):
        gradients = [tf.constant(gradient) for gradient in drawn(seed)]
        plain.apply(gradients, apart)
        descent.step(gradients)
        for expected, variable in zip(apart, together, strict=True):
            np.testing.assert_array_equal(variable.numpy(), expected.numpy())


def test_what_others_change_is_taken_over_by_a_new_beginning():
    model = variables()
    descent = Descent(keras.optimizers.SGD(1.0), model)
    descent.begin()
    descent.step([tf.constant(gradient) for gradient in drawn(1)])
    for variable in model:
        variable.assign(tf.ones_like(variable))
    descent.begin()
    descent.step([tf.ones(shape) for shape in SHAPES])
    assert all((variable.numpy() == 0).all() for variable in model)
