import numpy as np
import pytest
from scored_examples import classification
from sklearn.calibration import calibration_curve

from bakeoff.evaluation.calibration import reliability
from bakeoff.evaluation.intervals import wilson


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


def test_no_rows_are_no_curve():
    found = reliability(np.empty(0, dtype=int), np.empty((0, 3)))
    assert len(found.counts) == 0
    assert np.isnan(found.expected_error)
