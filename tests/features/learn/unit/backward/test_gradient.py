"""A weight's factors and their checks, for every weight of networks of several layers."""

import numpy as np
import pytest

from bakeoff.features.learn.backward.gradient import (
    STEPS,
    batch_gradient,
    descent,
    difference_errors,
    factors,
    furthest,
    row_gradients,
)
from bakeoff.features.learn.network import Weight, mean_loss, numeric_gradient
from bakeoff.features.learn.small import small_task

TASKS = [small_task("moons", (3,), "tanh"), small_task("gauss", (4, 3), "gelu"), small_task("circle", (8, 8), "relu")]


@pytest.mark.parametrize("task", TASKS)
def test_the_product_of_a_weights_factors_is_its_gradient_and_the_rows_mean_the_batchs(task):
    for place in task.network.places():
        product = factors(task.network, task.X[4], task.target[4], place).gradient
        numeric = numeric_gradient(task.network, task.X[4:5], task.target[4:5], place)
        np.testing.assert_allclose(product, numeric, rtol=1e-5, atol=1e-8)
        own = row_gradients(task.network, task.X, task.target, place)
        assert own[4] == pytest.approx(product, rel=1e-12)
        batch = batch_gradient(task.network, task.X, task.target, place)
        np.testing.assert_allclose(own.mean(), batch, rtol=1e-9, atol=1e-15)


def test_a_bias_is_told_one_and_in_the_last_layer_the_slope_is_by_the_sum():
    task = TASKS[0]
    assert factors(task.network, task.X[0], task.target[0], Weight(0, None, 1)).told == 1
    assert factors(task.network, task.X[0], task.target[0], Weight(1, 0, 1)).slope == 1


def test_a_difference_is_best_in_the_middle_and_wrong_at_both_ends():
    errors = difference_errors(TASKS[0].network, TASKS[0].X, TASKS[0].target, Weight(1, 2, 0))
    assert 0 < errors.argmin() < len(STEPS) - 1
    assert errors.min() < 1e-8
    assert errors[0] > 1e-3
    assert errors[-1] > 1e-6


def test_steps_lower_the_loss_and_the_first_is_one_of_gradient_descent():
    task = TASKS[0]
    after, losses = descent(task.network, task.X, task.target, 0.3, 50)
    assert len(losses) == 51
    assert losses[0] == mean_loss(task.network, task.X, task.target)
    assert losses[-1] == mean_loss(after, task.X, task.target) < losses[0]
    place = Weight(0, 1, 2)
    once, _losses = descent(task.network, task.X, task.target, 0.3, 1)
    moved = task.network.value(place) - 0.3 * batch_gradient(task.network, task.X, task.target, place)
    assert once.value(place) == pytest.approx(moved, rel=1e-12)


def test_what_differs_most_is_told():
    task = TASKS[0]
    own = [batch_gradient(task.network, task.X, task.target, place) for place in task.network.places()]
    assert furthest(task.network, task.X, task.target, own) == 0
    largest = max(map(abs, own))
    assert furthest(task.network, task.X, task.target, [own[0] + largest / 2, *own[1:]]) == pytest.approx(0.5)
