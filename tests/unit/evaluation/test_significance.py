import itertools
import math

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import r2_score

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import deciding
from bakeoff.evaluation.significance import compare, holm

ACCURACY, R2 = deciding("accuracy", "classification"), deciding("r2", "regression")


def right_on(right, n):
    """Return a prediction of class 0 for the rows named, class 1 for all others; class 0 is the truth."""
    values = np.ones(n, dtype=np.int64)
    values[list(right)] = 0
    return Prediction(values)


def classes(*answers, n):
    return compare(np.zeros(n, dtype=np.int64), {str(k): one for k, one in enumerate(answers)}, ACCURACY)


def test_mcnemar_is_the_sign_test_on_rows_that_only_one_has_right():
    first, second = right_on(range(90), 100), right_on(range(8, 80), 100)
    (pair,) = classes(first, second, n=100)  # 8 + 10 rows only the first, none only the second
    assert pair.difference == pytest.approx(0.18)
    assert pair.p_value == pytest.approx(2 * 0.5**18)
    assert pair.decided


def test_mcnemar_by_hand_with_wins_on_both_sides():
    first, second = right_on(range(9), 20), right_on(range(7, 11), 20)
    (pair,) = classes(first, second, n=20)  # 7 only the first, 2 only the second
    tail = sum(math.comb(9, k) for k in range(3)) / 2**9
    assert pair.p_value == pytest.approx(2 * tail)
    assert not pair.decided


def test_the_interval_of_a_difference_is_bonetts_and_prices():
    first, second = right_on(range(9), 20), right_on(range(7, 11), 20)
    (pair,) = classes(first, second, n=20)
    p12, p21 = (7 + 1) / 22, (2 + 1) / 22
    half = stats.norm.ppf(0.975) * math.sqrt((p12 + p21 - (p12 - p21) ** 2) / 22)
    assert (pair.low, pair.high) == pytest.approx((p12 - p21 - half, p12 - p21 + half))


def test_same_answers_are_no_difference():
    (pair,) = classes(right_on(range(5), 10), right_on(range(5), 10), n=10)
    assert (pair.difference, pair.p_value, pair.decided) == (0.0, 1.0, False)
    assert pair.low < 0 < pair.high


def numbers(n=60, seed=0, scale=0.6):
    rng = np.random.default_rng(seed)
    target = rng.normal(size=n)
    near, far = target + rng.normal(scale=0.3, size=n), target + rng.normal(scale=scale, size=n)
    return target, {"near": Prediction(near), "far": Prediction(far)}


def squared_gains(target, answers):
    near, far = ((one.values - target) ** 2 for one in answers.values())
    return far - near


def test_numbers_are_compared_by_scipys_paired_permutation_test_on_squared_errors():
    target, answers = numbers(scale=0.4)
    (pair,) = compare(target, answers, R2)
    gains = squared_gains(target, answers)
    expected = stats.permutation_test((gains,), np.mean, permutation_type="samples", n_resamples=50_000, rng=0)
    assert 0.01 < expected.pvalue < 0.5
    assert pair.p_value == pytest.approx(expected.pvalue, abs=4 * math.sqrt(expected.pvalue / 9_999))


def test_the_interval_of_a_mean_is_near_students_where_that_holds():
    target, answers = numbers(n=400)
    (pair,) = compare(target, answers, R2)
    interval = stats.ttest_1samp(squared_gains(target, answers) / target.var(), 0).confidence_interval(0.95)
    assert (pair.low, pair.high) == pytest.approx((interval.low, interval.high), rel=0.1)


def test_a_difference_of_numbers_is_one_in_r2():
    target, answers = numbers()
    (pair,) = compare(target, answers, R2)
    near, far = (r2_score(target, one.values) for one in answers.values())
    assert pair.difference == pytest.approx(near - far)


@pytest.mark.parametrize("target", [[1.0], [2.0, 2.0, 2.0]], ids=["one row", "constant target"])
def test_too_little_to_compare_decides_nothing(target):
    target = np.array(target)
    (pair,) = compare(target, {"a": Prediction(target), "b": Prediction(target + 1)}, R2)
    assert (pair.p_value, pair.decided) == (1.0, False)
    assert math.isnan(pair.low)


def test_equal_numbers_are_no_difference():
    target, answers = numbers()
    (pair,) = compare(target, {"a": answers["near"], "b": answers["near"]}, R2)
    assert math.isnan(pair.low)
    assert (pair.difference, pair.p_value, pair.decided) == (0.0, 1.0, False)


@pytest.mark.parametrize(
    ("p_values", "expected"),
    [
        ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]),  # the worked example of Wikipedia's Holm page
        ([0.5, 0.9], [1.0, 1.0]),
        ([0.02], [0.02]),
        ([], []),
    ],
)
def test_holm_by_hand(p_values, expected):
    assert holm(p_values) == pytest.approx(expected)


def test_all_pairs_are_corrected_together_and_come_once():
    n = 200
    answers = {"a": right_on(range(190), n), "b": right_on(range(182), n), "c": right_on(range(150), n)}
    pairs = compare(np.zeros(n, dtype=np.int64), answers, ACCURACY)
    assert [(one.first, one.second) for one in pairs] == list(itertools.combinations("abc", 2))
    raw = [stats.binomtest(differing, differing).pvalue for differing in (8, 40, 32)]
    assert [one.p_value for one in pairs] == pytest.approx(holm(raw))


def test_nothing_to_compare_is_no_pair():
    assert compare(np.zeros(3, dtype=np.int64), {"a": right_on([0], 3)}, ACCURACY) == ()


def test_chance_alone_decides_hardly_ever():
    rng = np.random.default_rng(0)
    target = np.zeros(100, dtype=np.int64)
    false = 0
    for _ in range(100):
        answers = {str(k): Prediction((rng.random(100) < 0.2).astype(np.int64)) for k in range(4)}
        false += any(one.decided for one in compare(target, answers, ACCURACY))
    assert false <= stats.binom.ppf(0.9995, 100, 0.05)


@pytest.mark.parametrize("name", ["r2", "rmse", "mae"])
def test_rounding_noise_is_no_difference(name):
    """A tree and a forest that are both perfect, but for the last digit of a float."""
    target = np.linspace(-20, 45, 80)
    noisy = target + np.where(np.arange(80) % 3, 7.1e-15, 0.0)
    predictions = {"random_forest": Prediction(target), "decision_tree": Prediction(noisy)}
    (pair,) = compare(target, predictions, deciding(name, "regression"))
    assert (pair.difference, pair.p_value, pair.decided) == (0.0, 1.0, False)


def test_a_difference_that_is_written_as_none_decides_nothing():
    target = np.linspace(0, 10, 200)
    near, nearer = (Prediction(target + error * np.cos(np.arange(200))) for error in (0.04, 0.02))
    (pair,) = compare(target, {"svm": nearer, "keras_mlp": near}, R2)
    assert pair.p_value < 0.01
    assert 0 < pair.difference < 0.0005
    assert not pair.decided
    (pair,) = compare(target, {"svm": nearer, "keras_mlp": Prediction(near.values + 0.2)}, R2)
    assert pair.decided


@pytest.mark.parametrize(("n_units", "decided"), [(5, False), (6, True)])
def test_fewer_than_six_groups_decide_nothing(n_units, decided):
    units = np.repeat(np.arange(n_units), 20)
    target, right, wrong = np.zeros(len(units)), right_on(range(len(units)), len(units)), right_on([], len(units))
    (pair,) = compare(target, {"right": right, "wrong": wrong}, ACCURACY, units=units)
    assert pair.difference == 1.0
    assert pair.decided is decided
    assert math.isnan(pair.low) is not decided
