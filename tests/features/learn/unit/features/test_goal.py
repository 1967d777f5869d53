"""What reaches the goal of the chapter on machine learning and deep learning, and what does not."""

import numpy as np
import pytest

from bakeoff.errors import SettingError
from bakeoff.features.learn.features.goal import HARD_RIGHT, painted, reached, start
from bakeoff.features.learn.features.models import held_out, line, network, tree
from bakeoff.network.features import REACH
from bakeoff.network.points import make_points, painted_from_text, painted_to_text
from bakeoff.network.settings import from_query, to_query
from tests.features.learn.unit.features.slanting import slanting


@pytest.mark.parametrize("seed", range(3))
def test_slanting_lines_are_parted_by_the_network_alone(seed):
    assert reached(painted(slanting(seed=seed)))


def test_four_lines_reach_the_hard_goal_as_well():
    assert not reached(painted(slanting()), HARD_RIGHT)
    assert reached(painted(slanting(1.0, lines=4)), HARD_RIGHT)


@pytest.mark.parametrize("name", ["clouds", "ring", "stripes"])
def test_no_start_reaches_it(name):
    settings = painted(start(name))
    assert held_out(make_points(settings)) >= 40
    assert not reached(settings)


def test_points_known_by_heart_do_not_count():
    rng = np.random.default_rng(0)
    settings = painted(painted_to_text(rng.uniform(-REACH, REACH, (100, 2)), rng.integers(2, size=100)))
    points = make_points(settings)
    assert max(one(settings).right for one in (line, tree, network)) < 0.75 * held_out(points)
    assert not reached(settings)


def test_few_points_do_not_count():
    X, codes = painted_from_text(slanting())
    few = painted(painted_to_text(X[::3], codes[::3]))
    assert held_out(make_points(few)) < 40
    assert not reached(few)


def test_what_cannot_be_learnt_from_is_told():
    for text in (start("nothing"), painted_to_text(np.zeros((90, 2)), np.zeros(90, int))):
        with pytest.raises(SettingError):
            reached(painted(text))


def test_the_lab_gets_the_same_points_by_its_link():
    settings = painted(slanting())
    carried, notes = from_query(to_query(settings))
    assert notes == ()
    assert carried == settings
    assert (make_points(carried).X == make_points(settings).X).all()
