"""A headline of many contenders, and the details beneath it."""

import numpy as np
import pytest

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.verdict import verdict
from tests.unit.evaluation.decided import beneath, said

MLP, TREE, SVM, FOREST = (contender(name).label for name in ("keras_mlp", "decision_tree", "svm", "random_forest"))
LONG = {
    "keras_mlp": 0.870,
    "linear": 0.868,
    "svm": 0.864,
    "boosting": 0.862,
    "random_forest": 0.860,
    "k_nearest": 0.840,
    "decision_tree": 0.781,
    "dummy": 0.83,
}
LONG_DECIDED = [
    *((one, "decision_tree") for one in ("keras_mlp", "linear", "svm", "boosting", "random_forest")),
    ("keras_mlp", "k_nearest"),
    ("svm", "dummy"),
    ("dummy", "decision_tree"),
]


def test_a_headline_stays_short_with_any_number_of_contenders():
    assert said(LONG, LONG_DECIDED) == (
        "Only Support vector machine beats the baseline; its lead over 4 others is too close to call."
    )
    found = beneath(LONG, LONG_DECIDED)
    assert found.startswith(
        "Neural network, Linear model, Support vector machine, Tree boosting and Random forest are too close to call; "
    )
    assert "not significantly better than the baseline. Decision tree is significantly worse" in found


def test_it_is_explained_why_a_lower_score_beats_the_baseline_and_a_higher_does_not():
    reason = "A lead is sure when few rows speak against it, not only when it is large."
    expected = f"Support vector machine scores worse than {MLP} but beats the baseline, and {MLP} does not. {reason}"
    assert beneath(LONG, LONG_DECIDED).endswith(expected)
    assert reason not in beneath({"svm": 0.7, "keras_mlp": 0.6, "dummy": 0.5}, [("svm", "dummy")])


def test_whoever_beats_all_others_but_not_the_baseline_does_not_win():
    found = said({"svm": 0.72, "keras_mlp": 0.7, "dummy": 0.69}, [("svm", "keras_mlp"), ("keras_mlp", "dummy")])
    expected = f"Support vector machine beats {MLP} by 2.0 to 2.0 points, but is not significantly better than the "
    assert found == f"{expected}baseline."


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        ([("svm", "random_forest")], f"; of them only {SVM} beats {FOREST}."),
        ([("svm", "random_forest"), ("keras_mlp", "decision_tree")], "; 2 others may equal some of them."),
    ],
)
def test_leaders_that_are_close_are_named_and_not_counted(decided, expected):
    scores = {"svm": 0.96, "keras_mlp": 0.95, "random_forest": 0.94, "decision_tree": 0.93}
    if len(decided) == 1:
        decided = [*decided, ("svm", "decision_tree"), ("keras_mlp", "decision_tree")]
    assert said(scores, decided) == f"{SVM} and {MLP} are too close to call{expected}"


def test_a_leader_that_is_no_better_than_the_baseline_is_no_secret():
    scores = {"svm": 0.82, "keras_mlp": 0.75, "decision_tree": 0.6, "dummy": 0.71}
    decided = [("svm", "dummy"), ("svm", "decision_tree"), ("keras_mlp", "decision_tree"), ("decision_tree", "dummy")]
    assert said(scores, decided) == f"Only {SVM} beats the baseline; its lead over {MLP} is too close to call."


def test_a_lead_that_hardly_passed_has_an_uncertain_margin_and_was_mostly_luck():
    target, answers = np.zeros(200, dtype=np.int64), np.zeros((3, 200), dtype=np.int64)
    answers[1, :10] = answers[2, 5:15] = 1
    answers[0, 198:] = 1
    metric = metric_named("accuracy")
    found = verdict(
        target,
        {name: Prediction(own) for name, own in zip(("svm", "keras_mlp", "decision_tree"), answers, strict=True)},
        metric,
    )
    assert found.leaders == ("svm", "keras_mlp", "decision_tree")
    answers[1, 10:14] = answers[2, 15:19] = 1
    found = verdict(
        target,
        {name: Prediction(own) for name, own in zip(("svm", "keras_mlp", "decision_tree"), answers, strict=True)},
        metric,
    )
    assert found.sentence == f"{SVM} wins: it beats every other contender by an uncertain amount."
    assert "Winners were mostly lucky" in found.details
