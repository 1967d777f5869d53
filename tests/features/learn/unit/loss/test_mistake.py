"""Training from a confident mistake, against the network's own gradients."""

import numpy as np
import pytest

from bakeoff.features.learn.loss.mistake import (
    ENOUGH,
    LEAST_TIMES,
    MISLED,
    RIGHT_BELOW,
    START,
    UNIT_RATE,
    steps_needed,
    times_slower,
    trainings,
    unlearning,
)
from bakeoff.features.learn.loss.prediction import OF_CLASSES
from bakeoff.features.learn.network import Network, backward, forward


@pytest.mark.parametrize("loss", OF_CLASSES)
def test_the_unit_learns_as_a_network_of_it_alone(loss):
    half = np.log(0.98 / 0.02) / 2
    unit = Network((np.array([[half]]),), (np.array([half]),), (), output="sigmoid", loss=loss)
    answers = unlearning(0.98, loss)
    row, wanted = np.ones((1, 1)), np.zeros(1)
    for answer in answers:
        passed = forward(unit, row)
        assert answer == pytest.approx(passed.answer.item())
        unit = unit.stepped(backward(unit, passed, wanted), UNIT_RATE)
    assert answers[-1] < RIGHT_BELOW <= answers[-2]


def test_the_goal_takes_a_surer_mistake_than_the_first():
    assert times_slower(0.99) < LEAST_TIMES <= times_slower(0.999) == pytest.approx(1824 / 60)
    assert times_slower(START) == pytest.approx(224 / 50)


def test_the_surer_the_mistake_the_more_the_squared_error_lags_behind():
    starts = (0.9, 0.98, 0.99, 0.999)
    needed = [[steps_needed(unlearning(start, loss)) for loss in OF_CLASSES] for start in starts]
    times = [squared / cross for squared, cross in needed]
    assert times == sorted(times)
    assert times[-1] > 20


def test_a_mistake_that_is_not_unlearnt_in_time_says_so():
    assert steps_needed(unlearning(0.99999, "mse")) is None
    assert steps_needed(unlearning(0.99999, "cross_entropy")) is not None


@pytest.mark.parametrize("misled", MISLED)
def test_both_losses_start_alike_and_cross_entropy_is_there_first(misled):
    taught = trainings(misled)
    squared, cross = taught["mse"], taught["cross_entropy"]
    assert squared.believed[0] == cross.believed[0]
    assert len(squared.right) == len(cross.right)
    assert cross.needed is not None
    assert cross.right[cross.needed] >= ENOUGH
    assert squared.needed is None or squared.needed > cross.needed


def test_a_network_that_was_misled_is_sure_and_wrong():
    fresh, misled = (trainings(steps)["mse"] for steps in (0, 500))
    assert fresh.believed[0] == pytest.approx(0.5, abs=0.05)
    assert misled.believed[0] < 0.1
    assert misled.right[0] == 0
    assert misled.needed is None
