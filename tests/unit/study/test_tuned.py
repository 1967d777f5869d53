"""What tuning with equal budgets is said to have changed, and the plan for it."""

import pytest

from bakeoff import BakeoffSpec
from bakeoff.study.findings import costs, decisions
from bakeoff.study.plan import Plan
from bakeoff.study.study import Study
from bakeoff.study.tuned import TRIALS, tuned_plan, tuning_sentences
from tests.unit.study.test_tipping import PATIENCE


def test_a_contender_held_back_by_its_setting_moves_up_and_is_surely_better(engine):
    spec = BakeoffSpec(dataset="moons", contenders={"k_nearest": {}, "linear": {}, "decision_tree": {"max_depth": 1}})
    study = Study(spec, Plan(folds=5, repeats=2, trials=10), engine)
    assert study.wait(PATIENCE)
    said = tuning_sentences(study.record, decisions(study.record))
    assert "Each was tuned with 10 trials a fold" in said
    assert "moves Decision tree from 3rd to 2nd" in said
    assert "Surely better by it: Decision tree" in said
    spent = costs(study.record)["fit_cpu_seconds"]
    of_linear = {trial.cell: trial.cpu_seconds for trial in study.record.tried if trial.cell.lane == "linear+tuned"}
    assert spent["linear+tuned"] > sum(of_linear.values()) / len(of_linear) > spent["linear"]


def test_nothing_is_said_where_nobody_is_tuned(engine):
    study = Study(BakeoffSpec(dataset="iris", contenders={"linear": {}, "svm": {}}), Plan(repeats=1), engine)
    assert study.wait(PATIENCE)
    assert tuning_sentences(study.record, decisions(study.record)) == ""


@pytest.mark.parametrize(("seconds", "minutes"), [(0.01, 5), (5, 60)])
def test_the_plan_has_the_time_that_trials_take(seconds, minutes):
    plan, spent = tuned_plan(Plan(question="fair", until_decided=True), [seconds] * 3)
    assert (plan.question, plan.trials, plan.until_decided, plan.minutes) == ("which", TRIALS, False, minutes)
    assert spent > plan.folds * plan.repeats * 3 * seconds * TRIALS * 3


def test_a_budget_that_ends_trials_is_told_and_one_contender_has_no_place(engine):
    spec = BakeoffSpec(dataset="iris", contenders={"svm": {}})
    study = Study(spec, Plan(folds=3, repeats=1, trials=50, tuning_cpu_seconds=0.02), engine)
    assert study.wait(PATIENCE)
    said = tuning_sentences(study.record, decisions(study.record))
    assert "at most 50 trials" in said
    assert "place" not in said
