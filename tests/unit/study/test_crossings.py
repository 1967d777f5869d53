"""Crossings and best values, on records of scores that are drawn so that the truth is known."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from bakeoff.spec import BakeoffSpec
from bakeoff.study.best import best_value, written
from bakeoff.study.crossings import crossings
from bakeoff.study.findings import against_baselines, decisions
from bakeoff.study.plan import Plan
from bakeoff.study.record import Fitted, Record, StudyFit, StudyLane
from bakeoff.study.summary import summary

FOLDS, REPEATS = 5, 4
N_FOLDS = FOLDS * REPEATS
SHARES = (0.1, 0.2, 0.4, 0.7, 1.0)
N_TEST = 200


def record(scores, question="rows", points=SHARES, **rules) -> Record:
    """Return a study with these scores: arrays of shape (n_folds, n_points) by lane."""
    fitted = [
        Fitted(
            StudyFit(fold, point, lane), {"accuracy": float(table[fold, point])}, round(800 * share), N_TEST, 0.1, 0.1
        )
        for lane, table in scores.items()
        for fold in range(N_FOLDS)
        for point, share in enumerate(points if question == "rows" else [1.0] * len(points))
    ]
    spec = BakeoffSpec(dataset="iris", contenders=list(scores), rules=rules)
    lanes = {name: StudyLane(name, name, status="done") for name in scores}
    plan = Plan(question=question, folds=FOLDS, repeats=REPEATS, varied="svm.C")
    return Record("study", spec, plan, lanes, tuple(points), {}, N_FOLDS, FOLDS, tuple(fitted))


def noise(rng, spread=0.01, points=5):
    """Return scores' deviations whose folds correlate by 1 / FOLDS, as the correction supposes."""
    shared = rng.normal(0, math.sqrt(1 / FOLDS), (1, points))
    folds = rng.normal(0, 1, (REPEATS, FOLDS, points))
    folds -= folds.mean(axis=1, keepdims=True)  # each repeat tests the same rows
    return spread * (shared + folds.reshape(N_FOLDS, points))


def test_a_curve_that_starts_below_and_ends_above_overtakes_between_where_it_did():
    rng = np.random.default_rng(0)
    gap = np.array([-0.2, -0.1, 0.1, 0.15, 0.2])
    one = record({"decision_tree": 0.7 + noise(rng), "svm": 0.7 + gap + noise(rng)})
    (found,) = crossings(one)
    assert (found.before, found.after) == ("decision_tree", "svm")
    assert 160 < found.at.low < found.at.value < found.at.high < 320
    assert found.at.value == pytest.approx(math.sqrt(160 * 320), rel=0.1)
    assert summary(one, crossings(one)).endswith(
        "Support vector machine overtakes Decision tree somewhere "
        f"from {found.at.low:,.0f} to {found.at.high:,.0f} training rows."
    )


def test_the_interval_ends_where_the_corrected_t_test_of_the_drawn_curves_is_at_5_percent():
    rng = np.random.default_rng(1)
    gap = np.array([-0.2, -0.1, 0.1, 0.15, 0.2])
    tables = {"decision_tree": 0.7 + noise(rng, 0.03), "svm": 0.7 + gap + noise(rng, 0.03)}
    (found,) = crossings(record(tables))
    folds = tables["svm"] - tables["decision_tree"]
    for rows in (found.at.low, found.at.high):
        weight = math.log(rows / 160) / math.log(2)
        here = folds[:, 1] * (1 - weight) + folds[:, 2] * weight
        error = here.std(ddof=1) * math.sqrt(1 / N_FOLDS + 1 / (FOLDS - 1))
        assert 2 * stats.t.sf(abs(here.mean() / error), N_FOLDS - 1) == pytest.approx(0.04, abs=0.02)


def test_equal_curves_overtake_one_another_in_one_study_of_twenty_at_most():
    rng = np.random.default_rng(2)
    lanes = ("decision_tree", "svm", "random_forest", "keras_mlp")
    told = sum(bool(crossings(record({lane: 0.7 + noise(rng) for lane in lanes}))) for _study in range(60))
    assert told <= 3


def test_a_lead_that_shrinks_to_nothing_is_no_crossing():
    rng = np.random.default_rng(3)
    gap = np.array([-0.2, -0.1, -0.05, 0.0, 0.001])
    assert not crossings(record({"decision_tree": 0.7 + noise(rng), "svm": 0.7 + gap + noise(rng)}))


def test_where_less_is_better_the_lower_curve_is_ahead():
    rng = np.random.default_rng(4)
    gap = np.array([0.3, 0.2, -0.1, -0.15, -0.2])
    one = record({"decision_tree": 0.7 + noise(rng), "svm": 0.7 + gap + noise(rng)}, metric="log_loss")
    as_losses = tuple(replace(fit, scores={"log_loss": fit.scores["accuracy"]}) for fit in one.fitted)
    (found,) = crossings(replace(one, fitted=as_losses))
    assert (found.before, found.after) == ("decision_tree", "svm")


def test_values_that_the_best_does_not_beat_are_named():
    rng = np.random.default_rng(5)
    means = np.array([0.6, 0.7, 0.9, 0.901, 0.7])
    one = record({"svm": means + noise(rng)}, "setting", (0.01, 0.1, 1.0, 10.0, 100.0))
    found = best_value(one)
    assert {found.point, *found.ties} == {2, 3}
    best, tie = (one.points[found.point], one.points[found.ties[0]])
    assert (
        summary(one)
        == f"Support vector machine scores best with “Penalty C” at {best:g}; no clear difference to {tie:g}."
    )


def test_equal_values_have_no_best_in_nineteen_studies_of_twenty():
    rng = np.random.default_rng(6)
    told = 0
    for _study in range(60):
        one = record({"svm": 0.8 + noise(rng, points=7)}, "setting", tuple(10.0**n for n in range(7)))
        told += len(best_value(one).ties) < 6
        assert told or "no clear difference to any other value" in summary(one)
    assert told <= 3


@pytest.mark.parametrize(
    ("value", "said"),
    [(4.64159, "4.64"), (100000.0, "100,000"), (0.0001, "0.0001"), (1.0, "1"), (7, "7"), (True, "yes")],
)
def test_a_value_is_written_as_a_person_would(value, said):
    knob = Plan(question="setting", varied="svm.C").knob(BakeoffSpec(dataset="iris", contenders=["svm"]))[1]
    assert written(knob, value).lower() == said


def test_baselines_are_a_family_of_their_own_and_nobody_wins_who_does_not_beat_them():
    rng = np.random.default_rng(8)
    level = {"decision_tree": 0.8, "svm": 0.8, "dummy": 0.5}
    one = record({name: mean + noise(rng, points=1) for name, mean in level.items()}, "which", (None,))
    assert [(pair.first, pair.second) for pair in decisions(one)] == [("decision_tree", "svm")]
    assert [pair.outcome for pair in against_baselines(one)] == ["first", "first"]
    alone = record({name: 0.5 + noise(rng, points=1) for name in level}, "which", (None,))
    assert summary(alone) == "No contender is better than the baseline beyond doubt."


def test_with_all_rows_nobody_scores_best_who_is_no_better_than_the_baseline():
    rng = np.random.default_rng(9)
    grown = np.array([0.0, 0.1, 0.2, 0.3, 0.4])
    tables = {"decision_tree": 0.5 + noise(rng), "svm": 0.5 + grown + noise(rng), "dummy": 0.5 + noise(rng)}
    assert summary(record(tables)).startswith("With all rows Support vector machine scores best.")
    tables["svm"] = 0.5 + noise(rng)
    assert summary(record(tables)).startswith("With all rows no contender is better than the baseline beyond doubt.")
