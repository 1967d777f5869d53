"""What each row speaks for either of two contenders, and the test that is made of it."""

import math

import numpy as np
import pytest
from scipy import stats
from sklearn import metrics as sk

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import METRICS, deciding, score
from bakeoff.evaluation.significance import compare
from bakeoff.evaluation.swaps import swapped
from tests.unit.evaluation.scored_examples import classification, regression


def rivals(task, n=150, n_classes=3, seed=0):
    """Two contenders that know the truth about equally well."""
    rng = np.random.default_rng(seed)
    if task == "regression":
        target = rng.normal(size=n)
        return target, *(Prediction(target + rng.normal(scale=0.5, size=n)) for _one in range(2))
    target = rng.choice(n_classes, n, p=[0.7, *[0.3 / (n_classes - 1)] * (n_classes - 1)])
    seen = 1.5 * np.eye(n_classes)[target] + rng.normal(size=(n, n_classes))
    answers = []
    for _one in range(2):
        odds = np.exp(seen + rng.normal(scale=0.8, size=(n, n_classes)))
        answers.append(Prediction(odds.argmax(axis=1), odds / odds.sum(axis=1, keepdims=True)))
    return target, *answers


def swap(first, second, rows):
    def mixed(one, other):
        where = rows if one.ndim == 1 else rows[:, None]
        return np.where(where, other, one)

    if first.probabilities is None:
        return Prediction(mixed(first.values, second.values))
    return Prediction(mixed(first.values, second.values), mixed(first.probabilities, second.probabilities))


@pytest.mark.parametrize("metric", METRICS, ids=lambda one: one.name)
def test_gains_average_to_how_much_the_first_is_better(metric):
    target, first, second = rivals(metric.task)
    found = metric.gains(target, first, second, 3)
    apart = metric.gain(score(target, first, metric, 3)) - metric.gain(score(target, second, metric, 3))
    assert found.mean() == pytest.approx(apart, abs=1e-12)


@pytest.mark.parametrize("metric", METRICS, ids=lambda one: one.name)
def test_to_call_the_second_first_turns_every_gain_round(metric):
    target, first, second = rivals(metric.task)
    assert metric.gains(target, first, second, 3) == pytest.approx(-metric.gains(target, second, first, 3))


@pytest.mark.parametrize("name", ["f1", "mcc", "balanced_accuracy", "brier", "log_loss", "mae", "r2"])
def test_it_is_the_permutation_test_of_the_score_itself(name):
    """Second source: scipy swaps answers row by row and computes the whole score anew each time."""
    task = "regression" if name in ("mae", "r2") else "classification"
    metric = deciding(name, task)
    target, first, second = rivals(task, seed=3)
    (pair,) = compare(target, {"a": first, "b": second}, metric, 3)
    rng = np.random.default_rng(0)
    drawn = []
    for _one in range(1500):
        rows = rng.random(len(target)) < 0.5
        two = (swap(first, second, rows), swap(second, first, rows))
        drawn.append(metric.gain(score(target, two[0], metric, 3)) - metric.gain(score(target, two[1], metric, 3)))
    beyond = min(
        np.mean(np.array(drawn) >= pair.difference - 1e-12), np.mean(np.array(drawn) <= pair.difference + 1e-12)
    )
    assert pair.p_value == pytest.approx(min(1.0, 2 * beyond), abs=0.06)


def test_of_a_mean_it_is_scipys():
    gain = np.random.default_rng(1).exponential(size=40) - 0.75
    ((mean, _low, _high, p_value),) = swapped(gain[:, None])
    expected = stats.permutation_test((gain,), np.mean, permutation_type="samples", n_resamples=50_000, rng=0)
    assert mean == expected.statistic
    assert p_value == pytest.approx(expected.pvalue, abs=4 * math.sqrt(expected.pvalue / 9_999))


def test_of_ones_it_is_mcnemars():
    gain = np.array([1.0] * 12 + [-1.0] * 3 + [0.0] * 40)
    ((_mean, _low, _high, p_value),) = swapped(gain[:, None])
    assert p_value == pytest.approx(stats.binomtest(12, 15).pvalue, abs=0.008)


@pytest.mark.parametrize("n", [30, 4_000])
def test_the_interval_holds_nothing_but_what_the_test_leaves_open(n):
    rng = np.random.default_rng(n)
    gain = rng.normal(size=(n, 40)) + rng.normal(scale=2.2 / math.sqrt(n), size=40)
    for _mean, low, high, p_value in swapped(gain):
        assert (low <= 0 <= high) == (p_value >= 0.05)


def test_many_rows_are_swapped_in_blocks_to_the_same_end():
    rng = np.random.default_rng(0)
    gain = rng.standard_t(4, size=(20_000, 1)) + 0.02
    ((mean, low, high, p_value),) = swapped(gain)
    expected = stats.ttest_1samp(gain[:, 0], 0)
    interval = expected.confidence_interval(0.95)
    assert p_value == pytest.approx(expected.pvalue, abs=0.01)
    assert (mean, low, high) == pytest.approx((gain.mean(), interval.low, interval.high), abs=0.002)


def test_where_no_row_differs_nothing_is_said():
    ((mean, low, high, p_value),) = swapped(np.zeros((20, 1)))
    assert (mean, p_value) == (0.0, 1.0)
    assert math.isnan(low)
    assert math.isnan(high)


@pytest.mark.parametrize("metric", METRICS, ids=lambda one: one.name)
def test_two_that_are_equally_good_are_hardly_ever_told_apart(metric):
    studies, false = 150, 0
    for seed in range(studies):
        target, first, second = rivals(metric.task, n=60, n_classes=2, seed=seed)
        (pair,) = compare(target, {"a": first, "b": second}, metric, 2)
        false += pair.decided
    assert false <= stats.binom.ppf(0.999, studies, 0.05)


@pytest.mark.parametrize("metric", METRICS, ids=lambda one: one.name)
def test_who_is_much_better_is_told_and_is_the_first_of_a_difference_above_0(metric):
    if metric.task == "classification":
        target, good = classification(3)
        bad = Prediction(np.roll(good.values, 1), np.roll(good.probabilities, 1, axis=0))
    else:
        target, good = regression()
        bad = Prediction(np.roll(good.values, 1))
    (pair,) = compare(target, {"good": good, "bad": bad}, metric, 3)
    assert pair.difference > 0
    assert pair.decided
    assert 0 < pair.low < pair.difference < pair.high


@pytest.mark.parametrize("name", ["roc_auc", "log_loss"])
def test_who_has_no_probabilities_is_not_compared_by_them(name):
    target, prediction = classification(3)
    answers = {"a": prediction, "b": Prediction(prediction.values), "c": prediction}
    without, both, _other = compare(target, answers, deciding(name, "classification"), 3)
    assert (without.p_value, without.decided, both.difference) == (1.0, False, 0.0)
    assert math.isnan(without.difference)


def test_the_root_mean_squared_error_and_r2_decide_alike():
    target, first, second = rivals("regression")
    r2, rmse = (compare(target, {"a": first, "b": second}, deciding(name, "regression"))[0] for name in ("r2", "rmse"))
    assert r2.p_value == rmse.p_value
    apart = sk.root_mean_squared_error(target, second.values) - sk.root_mean_squared_error(target, first.values)
    assert rmse.difference == pytest.approx(apart)
