"""Exclusive or: the start does not answer it, section 6.1's weights do, and without a hidden layer nothing can."""

import itertools

import numpy as np
import pytest

from bakeoff.features.learn.forward.exclusive_or import SOLUTION, START, SURE, exclusive_or, louder, right_rows
from bakeoff.features.learn.network import Network, forward
from bakeoff.features.learn.small import small_task


def test_the_goal_is_not_reached_at_the_start_and_is_by_the_books_weights():
    assert right_rows(START) == (False, True, True, False)
    assert all(right_rows(SOLUTION))
    hidden = forward(SOLUTION, exclusive_or().X).inputs[1]
    np.testing.assert_array_equal(hidden, [[0, 0], [1, 0], [1, 0], [2, 1]])  # equation 6.10


def test_the_hard_goal_takes_weights_that_the_sliders_have():
    sure = Network(
        (np.array([[1.5, 2.0], [1.5, 2.0]]), np.array([[2.0], [-3.0]])),
        (np.array([0.0, -2.0]), np.array([-1.5])),
        ("relu",),
        "sigmoid",
    )
    assert not all(right_rows(SOLUTION, SURE))
    assert all(right_rows(sure, SURE))


def test_an_answer_of_exactly_one_half_counts_for_neither():
    assert right_rows(Network((np.zeros((2, 1)),), (np.zeros(1),), (), "sigmoid")) == (False,) * 4


def test_no_straight_line_solves_it():
    for a, b, c in itertools.product(np.linspace(-3, 3, 13), repeat=3):
        assert not all(right_rows(Network((np.array([[a], [b]]),), (np.array([c]),), (), "sigmoid")))


@pytest.mark.parametrize("factor", [2, 10])
def test_a_louder_last_layer_answers_the_same_and_is_surer(factor):
    task = small_task("gauss", (4,), "tanh")
    before, after = (forward(network, task.X).answer for network in (task.network, louder(task.network, factor)))
    assert (before.argmax(axis=1) == after.argmax(axis=1)).all()
    assert (after.max(axis=1) > before.max(axis=1)).all()
