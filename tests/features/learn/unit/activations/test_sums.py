"""The sums of a network that learns, and the units that have died in it."""

import numpy as np
import pytest

from bakeoff.features.learn.activations.curve import BENDING
from bakeoff.features.learn.activations.sums import MOMENTS, UNITS, experiment, looks
from bakeoff.features.learn.network import ACTIVATIONS
from bakeoff.network.points import make_points


@pytest.mark.parametrize("activation", BENDING)
def test_a_look_has_every_sum_of_every_point(activation):
    taken = looks(activation, 0.3)
    n_train = int(make_points(experiment(activation, 0.3)).train.sum())
    assert tuple(taken) == MOMENTS
    for look in taken.values():
        assert [sums.shape for sums in look.sums] == [(n_train, UNITS)] * 2
    assert taken[1000].right > taken[0].right


def test_a_dead_unit_of_relu_answers_no_point():
    look = looks("relu", 3.0)[1000]
    outputs = ACTIVATIONS["relu"].of(look.sums[1])
    assert look.dead[1] == int((outputs.max(axis=0) == 0).sum()) > 0
    assert look.flat[1] == pytest.approx((outputs == 0).mean())


def test_training_drives_tanh_into_its_flat_parts():
    before, after = (looks("tanh", 1.0)[step] for step in (0, 1000))
    assert before.flat[0] == pytest.approx((1 - np.tanh(before.sums[0]) ** 2 < 0.1).mean())
    assert after.flat[0] > 2 * before.flat[0]
    assert after.dead == (0, 0)


def test_what_is_trained_is_what_the_lab_can_open():
    settings = experiment("elu", 1.0)
    assert [str(layer) for layer in settings.layers] == ["8:elu", "8:elu"]
    assert settings.batch_size == make_points(settings).train.sum()
