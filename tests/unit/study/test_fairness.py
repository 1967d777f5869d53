"""Handicaps that a study finds, by real fits, and races that have none."""

from dataclasses import replace

import numpy as np
import pytest

from bakeoff import BakeoffSpec, Plan
from bakeoff.study.account import account
from bakeoff.study.fairness import cost_sentence, handicaps, winner, without_handicaps
from bakeoff.study.findings import against_themselves, scores
from bakeoff.study.record import Fitted, Record, StudyFit, StudyLane
from bakeoff.study.study import Study
from bakeoff.study.summary import summary
from tests.waiting import PATIENCE

SHALLOW = {"decision_tree": {"max_depth": 1, "max_leaf_nodes": 50}, "svm": {"C": 0.001}, "dummy": {}}


@pytest.fixture(scope="module")
def judged(engine):
    """Return a function that runs a study to its end."""

    def run(spec, **plan):
        study = Study(spec, Plan(question="fair", **plan), engine)
        assert study.wait(PATIENCE)
        assert {lane.status for lane in study.record.lanes.values()} == {"done"}
        return study.record

    return run


@pytest.fixture(scope="module")
def shallow(judged):
    return judged(BakeoffSpec(dataset="wine", contenders=SHALLOW))


def test_only_the_contender_concerned_is_fitted_again(shallow):
    repairs = ["max_depth=none", "max_leaf_nodes=none", "all"]
    lanes = ["decision_tree", *(f"decision_tree+{name}" for name in repairs), "svm", "svm+C=1.0", "dummy"]
    assert sorted(shallow.lanes) == sorted(lanes)
    assert len(shallow.fitted) == 10 * len(lanes)


def test_a_handicap_is_found_with_its_cost_and_interval(shallow):
    assert set(handicaps(shallow)) == {"decision_tree+max_depth=none", "decision_tree+all", "svm+C=1.0"}
    assert summary(shallow) == "Not a fair fight: settings hold back Support vector machine and Decision tree."
    first = against_themselves(shallow)[0]
    by_lane = scores(shallow)
    gain = 100 * np.mean(by_lane["svm+C=1.0"] - by_lane["svm"])
    said = cost_sentence(shallow, first)
    assert said.startswith(f"“Penalty C” at “0.001” costs Support vector machine {gain:.1f} points (95 % interval ")


def test_a_setting_that_changes_nothing_is_no_handicap(shallow):
    pair = next(pair for pair in against_themselves(shallow) if pair.first == "decision_tree+max_leaf_nodes=none")
    assert (pair.difference.value, pair.winner) == (0, None)


def test_the_repaired_fits_are_those_of_the_repaired_race(shallow, judged):
    mended = judged(shallow.spec.replace("decision_tree.max_depth", "none"))
    assert scores(mended)["decision_tree"] == pytest.approx(scores(shallow)["decision_tree+max_depth=none"])


def test_the_winner_can_change(shallow):
    assert "As set, Decision tree scores best; repaired, Support vector machine does." in account(shallow)
    assert "Support vector machine, Penalty C 1 or Decision tree, " in account(shallow)  # undecided, both repaired


def test_the_race_without_handicaps_keeps_what_costs_nothing(shallow):
    mended = without_handicaps(shallow).contenders
    assert (mended["decision_tree"].max_depth, mended["decision_tree"].max_leaf_nodes, mended["svm"].C) == (None, 50, 1)


def test_scaling_is_repaired_for_one_contender_alone(judged):
    spec = BakeoffSpec(dataset="wine", contenders={"svm": {}, "decision_tree": {}}, rules={"scale": "none"})
    record = judged(spec)
    assert handicaps(record) == ("svm+rules.scale=standard",)
    scaled = judged(spec.replace("rules.scale", "standard").replace("svm.tol", 0.002))
    assert scores(scaled)["svm+tol=0.001"] == pytest.approx(scores(record)["svm+rules.scale=standard"])


def test_a_fair_race_says_how_much_a_repair_may_gain(judged):
    spec = BakeoffSpec(dataset="breast_cancer", contenders={"decision_tree": {"max_depth": 900}, "dummy": {}})
    record = judged(spec, folds=5, repeats=4)
    assert handicaps(record) == ()
    assert summary(record) == "No handicap found: each repair gains 1 point at most."
    assert winner(record) == ""
    (pair,) = against_themselves(record)
    assert "costs Decision tree nothing that matters" in cost_sentence(record, pair)
    strict = replace(record, plan=record.plan.replace("rope", 0))
    assert summary(strict).startswith("No handicap found. Undecided repairs: 1 of 1; ")
    assert cost_sentence(strict, against_themselves(strict)[0]).startswith("Undecided: “Max depth” at “900” ")


def test_a_setting_can_help(judged):
    record = judged(
        BakeoffSpec(dataset="diabetes", contenders={"decision_tree": {"max_depth": 3}}), folds=10, repeats=4
    )
    (pair,) = against_themselves(record)
    said = cost_sentence(record, pair)
    assert said.startswith("“Max depth” at “3” helps Decision tree by 0.")
    assert " in R² (95 % interval " in said


def repaired_by(gains, as_set, metric="accuracy", dataset="iris"):
    """Return a study of one contender whose two repairs gain so much on each fold, from so good a score."""
    lanes = {"svm": np.zeros(len(gains[0])), "svm+C=1.0": np.array(gains[0]), "svm+all": np.array(gains[1])}
    spec = BakeoffSpec(dataset=dataset, contenders={"svm": {"C": 3.0}}, rules={"metric": metric})
    fitted = tuple(
        Fitted(StudyFit(fold, 0, lane), {metric: float(as_set + gain)}, 80, 20, 0.1, 0.1)
        for lane, of_folds in lanes.items()
        for fold, gain in enumerate(of_folds)
    )
    named = {lane: StudyLane.of(lane) if "+" in lane else StudyLane(lane, lane) for lane in lanes}
    done = {lane: replace(one, status="done") for lane, one in named.items()}
    return Record("s", spec, Plan(question="fair"), done, (None,), {}, len(gains[0]), 5, fitted)


WILD = (0.02, -0.9, 0.0, -0.8, 0.02, -0.7, 0.01, -0.9, 0.02, 0.0)
LITTLE = (0.01, -0.01, 0.02, -0.02, 0.0, 0.02, 0.0, -0.01, 0.01, 0.01)


def test_no_gain_is_promised_that_the_metric_cannot_reach():
    record = repaired_by((LITTLE, WILD), as_set=0.975)
    assert all(pair.difference.high <= 0.025 + 1e-9 for pair in against_themselves(record))
    assert summary(record) == "No handicap found. Undecided repairs: 2 of 2; the best gains 0.3 points on average."
    said = cost_sentence(record, next(pair for pair in against_themselves(record) if pair.first == "svm+all"))
    assert said.startswith("Undecided: Everything together helps Support vector machine by 32.3 points on average; ")
    assert "−2.5 to 9" in said


def test_a_loss_gains_down_to_zero_and_r2_up_to_one():
    loss = repaired_by((-np.array(LITTLE), -np.array(WILD)), as_set=0.05, metric="log_loss")
    assert max(pair.difference.high for pair in against_themselves(loss)) == pytest.approx(0.05)
    assert min(pair.difference.low for pair in against_themselves(loss)) < -0.6
    r2 = repaired_by((LITTLE, WILD), as_set=0.9, metric="r2", dataset="diabetes")
    wild = next(pair for pair in against_themselves(r2) if pair.first == "svm+all").difference
    assert (wild.high, wild.low < -0.6) == (pytest.approx(0.1), True)
    error = repaired_by((1000 * np.array(LITTLE), 10_000 * np.array(WILD)), 50_000, metric="rmse", dataset="diabetes")
    assert max(pair.difference.high for pair in against_themselves(error)) > 3_000
