"""The flags on the stage: who was home when, by its own clock."""

from dataclasses import replace

import pytest

from bakeoff.race import Race
from bakeoff.spec import BakeoffSpec
from bakeoff.ui.race.live import arrivals


@pytest.fixture(scope="module")
def iris_run(engine):
    race = Race(BakeoffSpec(dataset="iris", contenders=["decision_tree", "svm", "dummy"]), engine)
    assert race.wait(120)
    return race.run


def test_who_has_trained_for_the_shortest_time_is_first_and_the_baseline_does_not_run(iris_run):
    spent = {name: lane.outcome.costs.fit_cpu_seconds for name, lane in iris_run.lanes.items() if name != "dummy"}
    places = arrivals(iris_run)
    assert sorted(places.values()) == [1, 2]
    assert sorted(places, key=places.__getitem__) == sorted(spent, key=spent.__getitem__)


def test_nobody_has_a_place_while_another_still_trains(iris_run):
    training = replace(iris_run.lanes["svm"], status="training", outcome=None)
    assert arrivals(replace(iris_run, lanes={**iris_run.lanes, "svm": training})) == {}


def test_who_was_stopped_has_no_place(iris_run):
    stopped = replace(iris_run.lanes["svm"], status="stopped")
    assert arrivals(replace(iris_run, lanes={**iris_run.lanes, "svm": stopped})) == {"decision_tree": 1}
