"""The seven rules against Keras's own optimisers, step by step."""

import keras
import numpy as np
import pytest

from bakeoff.features.learn.descent.paths import Way, path
from bakeoff.features.learn.descent.rules import BY_NAME, RULES
from bakeoff.features.learn.descent.schedules import HALVINGS, LEFT, SCHEDULES, share
from bakeoff.features.learn.descent.surfaces import valley

STEPS = 50
KERAS = {
    "sgd": lambda rate: keras.optimizers.SGD(rate),
    "momentum": lambda rate: keras.optimizers.SGD(rate, momentum=0.9),
    "nesterov": lambda rate: keras.optimizers.SGD(rate, momentum=0.9, nesterov=True),
    "rmsprop": keras.optimizers.RMSprop,
    "adagrad": keras.optimizers.Adagrad,
    "adam": keras.optimizers.Adam,
    "adamw": keras.optimizers.AdamW,
}
KERAS_SCHEDULES = {
    "constant": lambda rate: rate,
    "exponential": lambda rate: keras.optimizers.schedules.ExponentialDecay(rate, STEPS, LEFT),
    "step": lambda rate: keras.optimizers.schedules.ExponentialDecay(rate, STEPS / HALVINGS, 0.5, staircase=True),
    "cosine": lambda rate: keras.optimizers.schedules.CosineDecay(rate, STEPS),
}


def keras_path(optimizer, surface):
    weights = keras.Variable(np.array(surface.start), dtype="float64")
    optimizer.build([weights])
    places = [weights.numpy().copy()]
    for _step in range(STEPS):
        optimizer.apply([keras.ops.convert_to_tensor(surface.slope(places[-1]))])
        places.append(weights.numpy())
    return np.array(places)


def test_there_are_seven_each_with_a_colour_and_a_marker_of_its_own():
    assert [rule.name for rule in RULES] == list(KERAS)
    assert len({rule.colour for rule in RULES}) == len({rule.marker for rule in RULES}) == 7


@pytest.mark.parametrize("name", KERAS)
def test_each_goes_where_keras_goes(name):
    surface = valley(20, 30)
    places = path(BY_NAME[name], surface, 0.02, Way(surface.start, STEPS))
    # Keras keeps rates and betas as 32-bit numbers.
    np.testing.assert_allclose(places, keras_path(KERAS[name](0.02), surface), rtol=2e-5, atol=2e-5)
    assert np.hypot(*(places[-1] - places[0])) > 0.1


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_each_schedule_is_the_one_of_keras(schedule):
    surface = valley(20)
    places = path(BY_NAME["sgd"], surface, 0.08, Way(surface.start, STEPS, schedule))
    theirs = keras_path(keras.optimizers.SGD(KERAS_SCHEDULES[schedule](0.08)), surface)
    np.testing.assert_allclose(places, theirs, rtol=2e-5, atol=2e-5)


def test_schedules_fall_but_for_the_constant_one():
    ends = {schedule: share(schedule, STEPS - 1, STEPS) for schedule in SCHEDULES}
    assert ends["constant"] == 1
    assert all(end < 0.07 for schedule, end in ends.items() if schedule != "constant")
    assert {share(schedule, 0, STEPS) for schedule in SCHEDULES} == {1.0}
