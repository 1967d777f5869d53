import numpy as np
import pytest
from scipy import stats
from sklearn.calibration import calibration_curve

from bakeoff.evaluation.calibration import reliability
from bakeoff.evaluation.intervals import wilson
from tests.unit.evaluation.scored_examples import classification


@pytest.mark.parametrize("bins", [5, 10])
def test_two_classes_are_scikit_learns_curve_of_the_second(bins):
    target, prediction = classification(2)
    found = reliability(target, prediction.probabilities, bins)
    observed, predicted = calibration_curve(target, prediction.probabilities[:, 1], n_bins=bins)
    assert found.observed == pytest.approx(observed)
    assert found.predicted == pytest.approx(predicted)


def test_more_classes_are_scikit_learns_curve_of_the_answer():
    target, prediction = classification(4)
    found = reliability(target, prediction.probabilities)
    right, confidence = prediction.values == target, prediction.probabilities.max(axis=1)
    observed, predicted = calibration_curve(right, confidence, n_bins=10)
    assert found.observed == pytest.approx(observed)
    assert found.predicted == pytest.approx(predicted)


def test_points_have_wilsons_interval_and_the_bins_number_of_rows():
    target, prediction = classification(2)
    found = reliability(target, prediction.probabilities)
    assert found.counts.sum() == len(target)
    for observed, low, high, n in zip(found.observed, found.low, found.high, found.counts, strict=True):
        assert (low, high) == pytest.approx(wilson(round(observed * n), int(n)))


def test_expected_error_by_hand():
    probability = np.array([0.1, 0.1, 0.1, 0.1, 0.8, 0.8])
    found = reliability(np.array([0, 0, 0, 1, 1, 1]), np.column_stack([1 - probability, probability]))
    assert found.expected_error == pytest.approx((4 * abs(0.25 - 0.1) + 2 * abs(1 - 0.8)) / 6)


def test_honest_probabilities_have_hardly_any_error_and_bragging_ones_much():
    rng = np.random.default_rng(0)
    honest = rng.random(20_000)
    target = (rng.random(20_000) < honest).astype(int)
    bragging = (honest > 0.5).astype(float)
    errors = [reliability(target, np.column_stack([1 - p, p])).expected_error for p in (honest, bragging)]
    assert errors[0] < 0.02 < 0.2 < errors[1]


def honest(n, seed):
    rng = np.random.default_rng(seed)
    probability = rng.beta(0.5, 0.5, n)
    return (rng.random(n) < probability).astype(int), np.column_stack([1 - probability, probability])


@pytest.mark.parametrize(("n", "points"), [(38, 14.3), (450, 4.2)])
def test_what_chance_alone_gives_is_what_honest_probabilities_have(n, points):
    found = [reliability(*honest(n, seed)) for seed in range(40)]
    expected = np.mean([one.expected_error for one in found])
    assert np.mean([one.by_chance for one in found]) == pytest.approx(expected, rel=0.1)
    assert expected == pytest.approx(points / 100, rel=0.1)


def test_honest_probabilities_are_seldom_further_off_than_chance_and_bragging_ones_are():
    studies = 200
    found = [reliability(*honest(100, seed)) for seed in range(studies)]
    assert sum(one.p_value < 0.05 for one in found) <= stats.binom.ppf(0.999, studies, 0.05)
    assert all(one.expected_error > one.by_chance for one in found if one.p_value < 0.05)
    target, given = honest(100, 0)
    bragging = given**4 / (given**4).sum(axis=1, keepdims=True)
    assert reliability(target, bragging).p_value < 0.02


def test_no_rows_are_no_curve():
    found = reliability(np.empty(0, dtype=int), np.empty((0, 3)))
    assert len(found.counts) == 0
    assert np.isnan(found.expected_error)
