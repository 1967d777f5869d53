"""Which row a click in a figure is meant for."""

import numpy as np
import pytest

from bakeoff.features.race.page.views import most_frequent, nearest_on_plane, numbered
from bakeoff.race.race import run
from bakeoff.spec import BakeoffSpec
from bakeoff.web.components.chart import Clicked


@pytest.fixture(scope="module")
def numbers(engine):
    return run(BakeoffSpec(dataset="diabetes", contenders=["decision_tree", "linear"]), engine).finished_race


def test_a_click_near_a_row_is_meant_for_it(report):
    race = report.finished_race
    plane = race.held_out.plane
    for at in (0, len(plane.rows) - 1):
        place = nearest_on_plane(race, Clicked("", float(plane.rows_x[at]), float(plane.rows_y[at])))
        same = (plane.rows_x == plane.rows_x[at]) & (plane.rows_y == plane.rows_y[at])
        assert place in plane.rows[same]
    far = float(plane.x[-1] + np.ptp(plane.x))
    assert nearest_on_plane(race, Clicked("", far, float(plane.y[0]))) is None
    assert nearest_on_plane(race, Clicked("", "setosa", 1.0)) is None


def test_a_mark_of_predicted_numbers_is_its_row(numbers):
    target, answers = numbers.held_out.target, numbers.rivals["linear"].prediction.values
    assert numbered(numbers, Clicked("Linear model", target[7], answers[7]), "actual", "predicted") == 7
    assert numbered(numbers, Clicked("Linear model", answers[7], answers[7] - target[7]), "predicted", "residual") == 7
    assert numbered(numbers, Clicked("Nobody", target[7], answers[7]), "actual", "predicted") is None
    assert numbered(numbers, Clicked("Linear model", "x", 1.0), "actual", "predicted") is None


def test_the_most_frequent_mistake_is_shown_first(report):
    race = report.finished_race
    name, truth, answer = most_frequent(race)
    assert name == "decision_tree"  # of depth 1, which can not tell three classes apart
    mistakes = (race.held_out.target == truth) & (race.rivals[name].prediction.values == answer)
    assert truth != answer
    assert mistakes.sum() == (race.rivals[name].prediction.values != race.held_out.target).sum()
