"""The flags on the stage: who was home when, by its own clock."""

from dataclasses import replace

import pytest

from bakeoff.race import Race
from bakeoff.race.outcome import SeedRun
from bakeoff.spec import BakeoffSpec
from bakeoff.ui.race.live import arrivals, seed_note, trained_for


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


def test_with_several_seeds_the_flag_is_that_of_the_training_that_is_shown_not_their_mean(iris_run):
    svm = iris_run.lanes["svm"]
    seeds = (SeedRun(0, {}, 3600.0), SeedRun(1, {}, svm.outcome.costs.fit_cpu_seconds))
    slow = replace(svm, outcome=replace(svm.outcome, seeds=seeds))
    assert trained_for(slow.outcome) == 3600.0
    assert arrivals(replace(iris_run, lanes={**iris_run.lanes, "svm": slow})) == {"decision_tree": 1, "svm": 2}
    assert trained_for(replace(svm.outcome, seeds=())) == svm.outcome.costs.fit_cpu_seconds


def test_whose_training_is_shown_is_said_where_there_are_several(iris_run):
    assert seed_note(iris_run) == ""
    several = iris_run.spec.replace("rules.seeds", 5).replace("rules.seed", 3)
    assert seed_note(replace(iris_run, spec=several)).startswith("Shown is the training with seed 3;")
