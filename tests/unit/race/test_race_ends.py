"""How contenders end before they have done all: stopped, at the time limit, in one seed of several."""

import contextlib

import pytest

from bakeoff.race.engines import local_engine
from bakeoff.race.race import Race, run
from bakeoff.spec import BakeoffSpec
from tests.waiting import PATIENCE, wait_until

LONG_MLP = {"epochs": 10_000, "early_stopping": False, "hidden": "16"}
LONG_FOREST = {"n_estimators": 5_000}
LONG_SVM = {"C": 1000.0}


def race(engine, contenders, dataset="digits", **rules):
    return Race(BakeoffSpec(dataset=dataset, contenders=contenders, rules=rules), engine)


@pytest.fixture(autouse=True)
def all_the_time_that_they_need(monkeypatch):
    """Have those that are asked to end given more than a moment: a machine that is busy may need that."""
    for name in ("PATIENCE_SECONDS", "MOST_PATIENCE_SECONDS", "SCORING_SECONDS", "GRACE_SECONDS"):
        monkeypatch.setattr(f"bakeoff.race.race.{name}", PATIENCE)


def wait_for(race, condition):
    wait_until(lambda: condition(race.run))


def has_steps(name, n=3):
    return lambda run: len(run.lanes[name].steps) >= n


@pytest.mark.parametrize(("name", "settings"), [("keras_mlp", LONG_MLP), ("random_forest", LONG_FOREST)])
def test_one_that_is_stopped_is_scored_as_it_stood_at_the_last_step(engine, name, settings):
    going = race(engine, {name: settings})
    wait_for(going, has_steps(name))
    going.stop(name)
    assert going.wait(PATIENCE)
    lane = going.run.lanes[name]
    last = lane.steps[-1]
    assert lane.status == "stopped"
    assert lane.outcome.unfinished
    assert lane.outcome.costs.sizes.get("trees", last.index) == last.index
    assert lane.outcome.metrics["accuracy"].value > 0.15
    assert f"{last.index} of {last.total:,}" in lane.message
    assert last.index < last.total
    assert going.run.report.verdict is not None


def test_a_machine_in_its_solver_is_ended_at_once_and_says_why_it_has_no_score(engine):
    spec = BakeoffSpec(
        dataset={"name": "moons", "options": {"rows": 20_000, "noise": 0.5}}, contenders={"svm": LONG_SVM}
    )
    going = Race(spec, engine)
    wait_for(going, lambda run: run.lanes["svm"].cpu_seconds > 1)
    going.stop("svm")
    assert going.wait(PATIENCE)  # its fit takes far longer
    lane = going.run.lanes["svm"]
    assert (lane.status, lane.outcome) == ("stopped", None)
    assert "nothing to answer with" in lane.message


def test_a_second_stop_ends_it_at_once(engine):
    going = race(engine, {"torch_mlp": LONG_MLP})
    wait_for(going, has_steps("torch_mlp"))
    going.stop()
    going.stop()
    assert going.wait(PATIENCE)
    lane = going.run.lanes["torch_mlp"]
    assert lane.status == "stopped"
    assert lane.outcome is None or lane.outcome.unfinished  # it may have been quicker than the second


def test_stopped_without_being_asked_it_is_not_scored(engine):
    going = race(engine, {"torch_mlp": LONG_MLP})
    wait_for(going, has_steps("torch_mlp"))
    going.stop(now=True)
    assert going.wait(PATIENCE)
    lane = going.run.lanes["torch_mlp"]
    assert lane.outcome is None
    assert "not scored" in lane.message


def test_who_waits_is_not_started_by_the_end_of_those_who_are_asked():
    with contextlib.closing(local_engine(1, names=["random_forest"])) as one_slot:
        going = race(one_slot, {"random_forest": LONG_FOREST, "torch_mlp": LONG_MLP})
        wait_for(going, has_steps("random_forest"))
        assert going.run.lanes["torch_mlp"].status == "waiting"
        going.stop()
        assert going.wait(PATIENCE)
    assert going.run.lanes["random_forest"].outcome.unfinished
    assert going.run.lanes["torch_mlp"].message == "Stopped before its first result."


@pytest.mark.parametrize(("name", "settings"), [("torch_mlp", LONG_MLP), ("random_forest", LONG_FOREST)])
def test_at_the_time_limit_it_is_scored_as_it_stood(engine, name, settings):
    report = run(BakeoffSpec(dataset="digits", contenders={name: settings}, rules={"time_limit": 1}), engine)
    result = report.results[name]
    assert result.status == "stopped"
    assert result.outcome.unfinished
    assert result.message.startswith("The time limit of 1 s was reached at ")
    assert result.steps[-1].index < result.steps[-1].total


def test_a_machine_fails_at_the_time_limit(engine):
    spec = BakeoffSpec(
        dataset={"name": "moons", "options": {"rows": 20_000, "noise": 0.5}},
        contenders={"svm": LONG_SVM},
        rules={"time_limit": 2},
    )
    result = run(spec, engine).results["svm"]
    assert (result.status, result.outcome) == ("failed", None)
    assert "2 seconds" in result.message


def test_stopped_in_its_third_seed_it_is_scored_over_the_two_before(engine):
    going = race(
        engine, {"torch_mlp": {"epochs": 400, "hidden": "16", "early_stopping": False}}, dataset="iris", seeds=30
    )
    wait_for(going, lambda run: any(step.seed == 2 for step in run.lanes["torch_mlp"].steps))
    going.stop()
    assert going.wait(PATIENCE)
    lane = going.run.lanes["torch_mlp"]
    outcome = lane.outcome
    assert outcome.unfinished
    finished = len(outcome.seeds)
    assert 2 <= finished < 30
    assert f"over the {finished} seeds" in lane.message
    accuracies = [one.metrics["accuracy"] for one in outcome.seeds]
    assert outcome.metrics["accuracy"].value == pytest.approx(sum(accuracies) / finished)
