"""Whom to choose: who may be the best, and what that may lose."""

import math

import numpy as np
import pytest

from bakeoff.contenders import contenders
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.choice import choice_sentence, choose, ends_of_pairs
from bakeoff.evaluation.decision import decide, ends_of_folds
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.sequential import FoldPlan
from bakeoff.evaluation.significance import Pair
from bakeoff.evaluation.standings import Standings, standings

ACCURACY = metric_named("accuracy")
LABELS = {name: contender.label for name, contender in contenders().items()}
SECONDS = {"svm": 3.0, "keras_mlp": 50.0, "random_forest": 200.0, "decision_tree": 1.0, "dummy": 0.1}


def raced(wrong: dict[str, int], n: int = 200, units=None, metric=ACCURACY) -> Standings:
    """Return standings of contenders each of which answers so many rows wrong, those of each other rows."""
    answers, start = {}, 0
    for name, count in wrong.items():
        own = np.zeros(n, dtype=np.int64)
        own[(start + np.arange(count)) % n] = 1
        answers[name], start = (Prediction(own),), start + count
    return standings(np.zeros(n, dtype=np.int64), answers, metric, 2, units=units)


def test_of_two_the_set_is_decided_as_the_pair_and_the_loss_is_the_intervals_end():
    found = raced({"svm": 10, "decision_tree": 16})
    choice, pair = found.choice({"fit_cpu_seconds": SECONDS}), found.pairs[0]
    assert choice.best == ("svm", "decision_tree")
    assert choice.losses == pytest.approx({"svm": max(0, -pair.low), "decision_tree": pair.high})
    found = raced({"svm": 10, "decision_tree": 40})
    choice = found.choice({"fit_cpu_seconds": SECONDS})
    assert (choice.best, choice.losses["svm"]) == (("svm",), 0.0)
    assert choice.losses["decision_tree"] == pytest.approx(found.pairs[0].high)


def test_a_lead_over_several_has_a_wider_interval_by_students_quantiles():
    pairs = [Pair("svm", "keras_mlp", 0.1, 0.0, 0.2, 0.05, False, "", freedom=9)]
    pairs += [Pair(name, "random_forest", 0.0, -0.1, 0.1, 1, False, "") for name in ("svm", "keras_mlp")]
    ends = ends_of_pairs(pairs, ("svm", "keras_mlp", "random_forest"))
    assert ends["svm", "keras_mlp"] == pytest.approx(0.1 + 0.1 * 2.685 / 2.262, abs=1e-4)
    assert ends["keras_mlp", "svm"] == pytest.approx(-0.1 + 0.1 * 2.685 / 2.262, abs=1e-4)
    assert ends["svm", "random_forest"] == pytest.approx(0.1 * 2.2414 / 1.95996, abs=1e-4)


def test_the_cheapest_of_those_that_lose_hardly_more_than_need_be_is_taken():
    ends = {("a", "b"): 0.03, ("b", "a"): 0.02, ("a", "c"): 0.2, ("c", "a"): 0.01, ("b", "c"): 0.2, ("c", "b"): 0.01}
    costs = {"fit_cpu_seconds": {"a": 9.0, "b": 2.0, "c": 1.0}, "model_bytes": {"a": 1.0, "b": 2.0, "c": math.nan}}
    choice = choose(("a", "b", "c"), ends, (), costs, 0.01)
    assert choice.losses == {"a": 0.02, "b": 0.03, "c": 0.2}
    assert [choice.taken(cost) for cost in costs] == ["b", "a"]
    assert [choice.cheapest(cost) for cost in costs] == ["c", "a"]
    assert choose(("a", "b", "c"), ends, (), costs, 0.0).taken("fit_cpu_seconds") == "a"
    assert choose(("a", "b", "c"), ends, ("b", "c"), costs, 0.0).losses == {"a": 0.0, "b": 0.03, "c": 0.2}


def test_one_that_another_beats_is_not_taken_however_cheap_and_little_it_loses():
    ends = {("a", "b"): 0.005, ("b", "a"): -0.001, ("a", "c"): 0.01, ("c", "a"): 0.002, ("b", "c"): 0, ("c", "b"): 0}
    costs = {"fit_cpu_seconds": {"a": 9.0, "b": 1.0, "c": 5.0}}
    choice = choose(("a", "c", "b"), ends, ("b",), costs, 0.01)
    assert choice.taken("fit_cpu_seconds") == "c"
    said = choice_sentence(choice, "fit_cpu_seconds", ACCURACY, {"a": "A", "b": "B", "c": "C"})
    assert said == "Choose C: it loses at most 1.0 points (95 %). It trains fastest."


def test_a_baseline_that_nobody_beats_can_be_chosen_and_one_that_is_beaten_cannot():
    costs = {"fit_cpu_seconds": SECONDS}
    assert "dummy" in raced({"svm": 95, "decision_tree": 99, "dummy": 97}).choice(costs).losses
    assert "dummy" not in raced({"svm": 10, "decision_tree": 12, "dummy": 97}).choice(costs).losses
    assert raced({"svm": 10, "dummy": 97}).choice(costs) is None


AMOUNTS = {
    "accuracy": ("5.0 points", "20.0 points"),
    "r2": ("0.050 in R²", "0.200 in R²"),
    "rmse": ("0.0500 in RMSE", "0.200 in RMSE"),
}


@pytest.mark.parametrize("metric", AMOUNTS)
def test_a_loss_has_its_unit(metric):
    ends = {("svm", "decision_tree"): 0.2, ("decision_tree", "svm"): 0.05}
    choice = choose(("svm", "decision_tree"), ends, (), {"fit_cpu_seconds": SECONDS}, 0.01)
    said = choice_sentence(choice, "fit_cpu_seconds", metric_named(metric), LABELS)
    most, more = AMOUNTS[metric]
    assert f"Choose Support vector machine: it loses at most {most}" in said
    assert f"Decision tree is cheaper, but may lose {more}" in said


def test_who_was_stopped_is_not_taken_and_of_too_few_groups_the_loss_is_unknown():
    found = raced({"svm": 10, "keras_mlp": 12, "decision_tree": 16})
    assert found.choice({"fit_cpu_seconds": {"keras_mlp": 50.0}}).taken("fit_cpu_seconds") == "keras_mlp"
    few = raced({"svm": 10, "decision_tree": 16}, units=np.arange(200) // 50)
    choice = few.choice({"fit_cpu_seconds": SECONDS})
    assert choice.best == ("svm", "decision_tree")
    assert math.isnan(choice.losses["svm"])
    said = choice_sentence(choice, "fit_cpu_seconds", ACCURACY, LABELS)
    assert said == "Choose Decision tree; how much that may lose is unknown. It trains fastest."


def test_folds_bound_each_lead_as_their_pair_does_and_wider_for_more():
    rng = np.random.default_rng(0)
    scores = {name: 0.9 + 0.03 * rng.normal(size=10) for name in ("svm", "keras_mlp", "random_forest")}
    plan = FoldPlan(0.2, 5, 10)
    two = {name: scores[name] for name in ("svm", "keras_mlp")}
    (pair,) = decide(two, ACCURACY, plan, 0.0)
    ends = ends_of_folds(two, ACCURACY, plan)
    assert ends["svm", "keras_mlp"] == pytest.approx(pair.difference.high)
    assert ends["keras_mlp", "svm"] == pytest.approx(-pair.difference.low)
    assert ends_of_folds(scores, ACCURACY, plan)["svm", "keras_mlp"] > ends["svm", "keras_mlp"]
    early = ends_of_folds({name: own[:5] for name, own in two.items()}, ACCURACY, FoldPlan(0.2, 5, 10))
    assert all(math.isnan(end) for end in early.values())
    worse = {name: -own for name, own in two.items()}
    assert ends_of_folds(worse, metric_named("rmse"), plan)["svm", "keras_mlp"] == pytest.approx(
        ends["svm", "keras_mlp"]
    )
