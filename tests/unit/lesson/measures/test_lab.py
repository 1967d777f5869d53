"""What a goal measures of a lab is what its page shows of the network, all of it at one moment."""

import contextlib
import math

import numpy as np
import pytest

from bakeoff.lesson.goal import Condition
from bakeoff.lesson.moment import LabMoment
from bakeoff.lesson.standing import standing
from bakeoff.network.commands import StepEpoch
from bakeoff.network.session import LabSession
from bakeoff.network.settings import LabSettings
from tests.unit.lesson.made import FEW_EPOCHS, SMALL_LOSS, lesson
from tests.unit.network.driving import until


def read(name: str, moment: LabMoment) -> float | None:
    return Condition(measure=f"lab.{name}", at_least=0).read(moment)


def test_a_real_network_is_measured_as_it_is_shown(engine):
    settings = LabSettings.parse({"points": 60, "layers": "3:tanh,2:relu", "features": "x1,x2,x1x2"})
    with contextlib.closing(LabSession(engine, settings)) as session:
        before = LabMoment(settings, session.points, until(session, lambda shown: True))
        session.send(StepEpoch())
        after = LabMoment(settings, session.points, until(session, lambda shown: shown.epoch == 1))
    assert read("epochs", before) == 0
    assert read("epochs", after) == 1
    assert read("train_loss", before) != read("train_loss", after)
    for moment in (before, after):
        right = np.trace(moment.snapshot.confusion) / moment.snapshot.confusion.sum()
        assert read("test_accuracy", moment) == pytest.approx(right)
        assert read("test_r2", moment) is None
        sizes = [len(units) for units in moment.snapshot.biases]
        assert read("neurons", moment) == sum(sizes[:-1]) == 5
        assert read("hidden_layers", moment) == len(sizes) - 1
        assert read("features", moment) == len(moment.snapshot.weights[0]) == 3
        assert read("training_points", moment) == 30


def test_an_epoch_that_was_begun_counts_whole(make_moment):
    assert read("epochs", make_moment(epoch=300, batch=0)) == 300
    assert read("epochs", make_moment(epoch=300, batch=1)) == 301


@pytest.mark.parametrize(
    ("loss", "epoch", "reached"), [(0.05, 300, True), (0.051, 299, False), (0.01, 301, False), (math.nan, 10, False)]
)
def test_within_so_many_epochs_is_meant_of_the_same_moment(make_moment, loss, epoch, reached):
    goal = lesson("lab", goal={"all_of": [SMALL_LOSS, FEW_EPOCHS]}).goal
    assert standing(goal, make_moment(test_loss=loss, epoch=epoch)).reached is reached


def test_numbers_have_r2_and_classes_accuracy(make_moment):
    numbers = make_moment(LabSettings.parse({"data": "plane"}), test_score=0.7)
    assert (read("test_r2", numbers), read("test_accuracy", numbers)) == (0.7, None)
    assert read("test_loss", make_moment(test_loss=math.inf)) is None
