"""A headline of many contenders, and the details beneath it."""

from bakeoff.contenders import contender
from tests.unit.evaluation.decided import beneath, said

MLP = contender("keras_mlp").label
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
