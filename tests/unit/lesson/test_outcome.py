"""What bets are scored against: the verdict's winner, else the chances of being the best."""

from dataclasses import replace

import numpy as np
import pytest

from bakeoff.evaluation.verdict import verdict
from bakeoff.lesson.outcome import outcome, rivals
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from bakeoff.study.findings import decisions
from bakeoff.study.plan import Plan
from bakeoff.study.study import Study
from tests.unit.lesson.made import lesson


def test_contenders_of_a_race_are_bet_on_and_no_baseline():
    race = lesson("race", state={"contenders": "svm,decision_tree,dummy"})
    assert rivals(race) == ("decision_tree", "svm")
    assert rivals(lesson("race", state={"contenders": "svm,dummy"})) == ()
    assert rivals(lesson("lab")) == ()
    judge = {"contenders": "svm,random_forest"}
    assert set(rivals(lesson("judge", state=judge))) == {"svm", "random_forest"}
    for question in ("setting", "turn", "datasets", "fair"):
        assert rivals(lesson("judge", state=judge | {"judge.question": question})) == ()


def test_a_race_without_a_winner_gives_what_resampled_rows_give(raced):
    assert len(raced.verdict.leaders) > 1
    chances = outcome(raced)
    assert sum(chances.values()) == pytest.approx(1)
    race = raced.finished_race
    right = np.array([race.answers[name].prediction.values == race.held_out.target for name in chances], dtype=float)
    random = np.random.default_rng(0)
    rows = random.multinomial(right.shape[1], np.full(right.shape[1], 1 / right.shape[1]), 20_000)
    scores = rows @ right.T
    best = scores == scores.max(axis=1, keepdims=True)
    shares = (best / best.sum(axis=1, keepdims=True)).mean(axis=0)
    assert list(chances.values()) == pytest.approx(list(shares), abs=0.06)  # the verdict's errors are a little wider


def without(report: Report, *names: str) -> Report:
    """Return a race in which some never took part."""
    race = report.finished_race
    left = {name: each.prediction for name, each in race.answers.items() if name not in names}
    n_classes = len(race.setting.class_names)
    said = verdict(race.held_out.target, left, report.metric, n_classes)
    return replace(report, held_out=None, answers={}, written=said)


def test_a_winner_of_a_race_is_certain(raced):
    duel = without(raced, "svm")
    assert duel.verdict.beats("random_forest", "decision_tree")
    assert outcome(duel) == {"random_forest": 1.0}
    assert outcome(without(raced, "svm", "random_forest")) is None


def test_a_race_that_goes_on_has_no_outcome(raced):
    active = replace(raced.results["svm"], status="training")
    assert outcome(replace(raced, results=raced.results | {"svm": active})) is None


@pytest.mark.parametrize(
    "plan",
    [
        {"folds": 4, "repeats": 1},
        {"folds": 3, "repeats": 1, "trials": 5},
        {"question": "rows", "folds": 3, "repeats": 1},
    ],
)
def test_a_study_gives_a_chance_to_each_contender_tuned_or_not(engine, plan):
    spec = BakeoffSpec(dataset="iris", contenders={"decision_tree": {}, "svm": {}, "dummy": {}})
    study = Study(spec, Plan.parse(plan), engine)
    assert study.wait(120)
    chances = outcome(study.record)
    assert set(chances) <= {"decision_tree", "svm"}
    assert sum(chances.values()) == pytest.approx(1)
    if set(plan) == {"folds", "repeats"}:
        (pair,) = decisions(study.record)
        assert pair.winner is None
        twin = replace(study.record, plan=study.record.plan.replace("rope", 0.0))
        assert chances[pair.first] == pytest.approx(decisions(twin)[0].comparison.p_left, abs=0.005)
    assert outcome(replace(study.record, plan=Plan.parse({"question": "fair"}))) is None


def test_a_winner_of_a_study_is_certain(engine):
    spec = BakeoffSpec(dataset="iris", contenders={"decision_tree": {"max_depth": 1}, "svm": {}})
    study = Study(spec, Plan.parse({"folds": 5, "repeats": 2}), engine)
    assert study.wait(120)
    assert outcome(study.record) == {"svm": 1.0}
