"""TensorFlow's own gradients of the chapters' networks, as the job takes them."""

from dataclasses import replace

import numpy as np
import pytest

from bakeoff.features.learn.backward.gradient import TapeQuestion, furthest
from bakeoff.features.learn.backward.tape import gradients
from bakeoff.features.learn.forward.exclusive_or import exclusive_or
from bakeoff.features.learn.network import Network
from bakeoff.features.learn.small import small_task

LINEAR = Network((np.ones((2, 1)),), (np.zeros(1),), (), "linear", "mse", 0.125)


TASKS = [small_task("moons", (3,), "tanh"), small_task("gauss", (8, 8), "elu"), exclusive_or()]


@pytest.mark.parametrize("task", [*TASKS, replace(TASKS[0], network=LINEAR)])
def test_its_gradients_are_those_of_the_chain_rule(task):
    others = gradients(TapeQuestion(task.network, task.X, task.target), None)
    assert len(others) == sum(1 for _place in task.network.places())
    assert furthest(task.network, task.X, task.target, others) < 1e-12
