"""A scorer of one's own: its value, its interval and its paired test, against metrics that are known."""

import math

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, mean_absolute_error

from bakeoff.errors import SettingError
from bakeoff.evaluation import own_scorer
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import OWN, evaluate, metric_named
from bakeoff.evaluation.own_scorer import MOST_SWAPS, check_scorer, compare_by_scorer, own_estimate, own_metric
from bakeoff.evaluation.significance import compare
from bakeoff.race.race import run
from bakeoff.spec import BakeoffSpec

RNG = np.random.default_rng(0)
TARGET = RNG.integers(0, 3, 300)
NAMES = ("x", "y", "z")


def right(truth, said):
    return np.mean(truth == said)


def answers(share):
    """Answer so many rows right, and the others by chance."""
    return np.where(RNG.random(300) < share, TARGET, RNG.integers(0, 3, 300))


GOOD, BETTER, POOR = answers(0.7), answers(0.75), answers(0.2)


@pytest.fixture(autouse=True)
def known():
    yield
    OWN.clear()


def test_it_is_given_class_names_and_its_interval_is_that_of_the_known_metric():
    own = own_metric(right, "classification", NAMES)
    estimate = own_estimate(own, TARGET, GOOD, None)
    theirs = evaluate(TARGET, Prediction(GOOD), "classification", 3)["accuracy"]
    assert estimate.value == theirs.value
    assert (estimate.low, estimate.high) == pytest.approx((theirs.low, theirs.high), abs=0.01)
    seen = []
    own_metric(lambda truth, said: seen.append((truth[0], said[0])) or 1.0, "classification", NAMES).scorer(
        TARGET, GOOD
    )
    assert seen == [(NAMES[TARGET[0]], NAMES[GOOD[0]])]


def test_swaps_agree_with_the_paired_test_of_a_mean():
    predictions = {"good": (Prediction(GOOD),), "better": (Prediction(BETTER),), "poor": (Prediction(POOR),)}
    pairs = [("good", "better"), ("good", "poor"), ("better", "poor")]
    own = own_metric(right, "classification", NAMES)
    ours = compare_by_scorer(TARGET, predictions, own, pairs)
    theirs = compare(TARGET, {n: p for n, (p,) in predictions.items()}, metric_named("accuracy"), 3, pairs)
    for one, other in zip(ours, theirs, strict=True):
        assert one.difference == pytest.approx(other.difference)
        assert one.decided == other.decided
        assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=0.02)
        assert (one.p_value < 0.05) == (not one.low <= 0 <= one.high)
    assert min(one.p_value for one in ours) >= 1 / (MOST_SWAPS + 1)


@pytest.mark.filterwarnings("error")
def test_equal_contenders_are_told_apart_about_once_in_twenty(monkeypatch):
    monkeypatch.setattr(own_scorer, "RESAMPLES", 200)
    own, decided = own_metric(lambda truth, said: np.mean(truth == said) ** 2, "classification", NAMES), 0
    for _race in range(40):
        two = {name: (Prediction(answers(0.5)),) for name in ("a", "b")}
        (pair,) = compare_by_scorer(TARGET, two, own, [("a", "b")])
        decided += pair.decided
    assert decided <= 6


def test_units_are_swapped_whole_and_few_decide_nothing():
    two = {"good": (Prediction(GOOD),), "poor": (Prediction(POOR),)}
    own = own_metric(right, "classification", NAMES)
    assert compare_by_scorer(TARGET, two, own, [("good", "poor")], np.arange(300) // 10)[0].decided
    (few,) = compare_by_scorer(TARGET, two, own, [("good", "poor")], np.arange(300) // 100)
    assert not few.decided
    assert math.isnan(own_estimate(own, TARGET, GOOD, np.arange(300) // 100).low)


def test_a_scorer_of_which_no_row_failed_has_an_interval_that_knows_one_may():
    own, target = own_metric(right, "classification", NAMES[:2]), np.tile([0, 1], 15)
    for units in (None, np.arange(30) // 5):
        estimate = own_estimate(own, target, target, units)
        assert estimate.low < 0.97
        assert estimate.high == 1


def test_names_are_those_of_functions_unless_they_are_taken():
    def accuracy(truth, said):
        """Share of right answers."""
        return 1.0

    own = own_metric(accuracy, "classification", NAMES)
    assert (own.name, own.help) == ("own_accuracy", "Share of right answers.")
    assert metric_named("own_accuracy") == own
    assert own_metric(lambda truth, said: 1.0, "regression", ()).name == "own_metric"


def test_a_race_is_decided_by_a_scorer_in_this_process(engine):
    def profit(truth, said):
        if len(set(truth)) < 3:
            raise ValueError("a class is missing")
        return 10.0 * np.mean(truth == said) - 5.0 * np.mean(said == "Virginica")

    spec = BakeoffSpec(dataset="iris", contenders=["decision_tree", "svm", "dummy"])
    report = run(spec, engine, metric=profit)
    frame = report.to_frame(all=True)
    told = report.predictions()
    assert frame.loc["svm", "profit"] == pytest.approx(profit(told["target"], told["svm"]))
    assert frame.loc["svm", "profit_low"] < frame.loc["svm", "profit"] < frame.loc["svm", "profit_high"]
    assert report.metric.name == report.verdict.metric == "profit"
    assert "Paired permutation test on profit" in report.verdict.test
    assert frame.loc["svm", "rank"] == 1
    assert '"verdict": null' in report.to_json()
    assert type(report).from_json(report.to_json()).metric.name == "accuracy"


def test_numbers_are_scored_as_they_are(engine):
    spec = BakeoffSpec(dataset="diabetes", contenders=["linear", "dummy"])
    report = run(spec, engine).decided_by(lambda truth, said: -mean_absolute_error(truth, said))
    mae = report.results["linear"].outcome.metrics["mae"].value
    assert report.results["linear"].outcome.metrics["own_metric"].value == pytest.approx(-mae)
    assert report.verdict.leaders == ("linear",)


def test_what_cannot_decide_is_refused_in_a_sentence(engine):
    with pytest.raises(SettingError, match="must be a function of the truth and the answers"):
        check_scorer(3, 1)
    with pytest.raises(SettingError, match=r"“accuracy” is a name, not a function; .* rules="):
        check_scorer("accuracy", 1)
    with pytest.raises(SettingError, match=r"takes one seed; set rules\.seeds to 1"):
        run(BakeoffSpec(dataset="iris", contenders=["dummy"], rules={"seeds": 2}), engine, metric=accuracy_score)
    with pytest.raises(SettingError, match="“mean_absolute_error” cannot score 38 rows"):
        run(BakeoffSpec(dataset="iris", contenders=["dummy"]), engine, metric=mean_absolute_error)


@pytest.mark.parametrize("scorer", [lambda _truth, _said: 1 / 0, lambda truth, said: truth == said, lambda truth: 1.0])
def test_a_scorer_that_fails_is_refused_before_anybody_trains(engine, scorer):
    seen = []
    with pytest.raises(SettingError, match=r"cannot score 38 rows: .*; it must return one number"):
        run(BakeoffSpec(dataset="iris", contenders=["dummy"]), engine, seen.append, metric=scorer)
    assert seen == []


def test_a_scorer_that_fails_after_the_race_leaves_its_report(engine):
    calls = []

    def once(truth, said):
        calls.append(len(truth))
        return 1.0 if len(calls) == 1 else 1 / 0

    with pytest.warns(RuntimeWarning, match=r"division by zero.*The report is decided by accuracy instead\."):
        report = run(BakeoffSpec(dataset="iris", contenders=["dummy"]), engine, metric=once)
    assert report.metric.name == "accuracy"
    assert list(report.finished()) == ["dummy"]
