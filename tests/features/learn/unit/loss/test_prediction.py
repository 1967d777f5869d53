"""Losses of one prediction, against SciPy's and scikit-learn's, and finite differences."""

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.special import expit, huber, logit, softmax
from sklearn.metrics import log_loss, mean_absolute_error, mean_squared_error

from bakeoff.features.learn.loss.prediction import (
    OF_CLASSES,
    OF_NUMBERS,
    of_logits,
    of_number,
    of_probability,
    of_sum,
    steeper,
)

MISSES = np.array([-3.7, -1.2, -0.4, 0.3, 1.5, 6.0])
SURENESS = np.array([0.001, 0.05, 0.3, 0.5, 0.8, 0.999])


def slopes(of, at) -> list[float]:
    return [approx_fprime([place], lambda x: of(x[0]), 1e-7)[0] for place in at]


def test_values_of_numbers_are_those_of_scikit_learn_and_scipy():
    read = {loss: of_number(loss, 2 + MISSES, 2.0).value for loss in OF_NUMBERS}
    np.testing.assert_allclose(read["mse"], [mean_squared_error([2], [2 + miss]) for miss in MISSES])
    np.testing.assert_allclose(read["mae"], [mean_absolute_error([2], [2 + miss]) for miss in MISSES])
    np.testing.assert_allclose(read["huber"], huber(1.0, MISSES))


@pytest.mark.parametrize("loss", OF_NUMBERS)
def test_the_slope_of_a_number_is_that_of_a_finite_difference(loss):
    found = slopes(lambda prediction: of_number(loss, prediction, 2.0).value, 2 + MISSES)
    np.testing.assert_allclose(of_number(loss, 2 + MISSES, 2.0).slope, found, atol=1e-5)


def test_values_of_probabilities_are_those_of_scikit_learn():
    cross_entropy = [log_loss([1], [[1 - p, p]], labels=[0, 1]) for p in SURENESS]
    np.testing.assert_allclose(of_probability("cross_entropy", SURENESS).value, cross_entropy)
    np.testing.assert_allclose(of_probability("mse", SURENESS).value, (1 - SURENESS) ** 2)
    for loss in OF_CLASSES:
        np.testing.assert_allclose(of_sum(loss, logit(SURENESS)).value, of_probability(loss, SURENESS).value)


@pytest.mark.parametrize("loss", OF_CLASSES)
def test_slopes_by_probability_and_by_sum_are_those_of_finite_differences(loss):
    by_probability = slopes(lambda p: of_probability(loss, p).value, SURENESS)
    np.testing.assert_allclose(of_probability(loss, SURENESS).slope, by_probability, rtol=1e-3)
    sums = logit(SURENESS)
    np.testing.assert_allclose(of_sum(loss, sums).slope, slopes(lambda z: of_sum(loss, z).value, sums), atol=1e-6)


@pytest.mark.parametrize("p", SURENESS)
def test_cross_entropy_is_as_many_times_steeper_by_the_probability_as_by_the_sum(p):
    of_p = {loss: of_probability(loss, p).slope for loss in OF_CLASSES}
    of_z = {loss: of_sum(loss, logit(p)).slope for loss in OF_CLASSES}
    assert steeper(p) == pytest.approx(of_p["cross_entropy"] / of_p["mse"])
    assert steeper(p) == pytest.approx(of_z["cross_entropy"] / of_z["mse"])


@pytest.mark.parametrize(("logits", "target"), [((2.0, -1.0, 0.5), 0), ((0.0, 0.0, 0.0), 2), ((40.0, -40.0, 3.0), 1)])
def test_a_row_of_three_classes_has_the_gradient_of_a_finite_difference(logits, target):
    p, read = of_logits(logits, target)
    np.testing.assert_allclose(p, softmax(logits))
    assert read.value == pytest.approx(-np.log(softmax(logits)[target]))
    found = approx_fprime(logits, lambda z: of_logits(z, target)[1].value, 1e-6)
    np.testing.assert_allclose(read.slope, found, atol=1e-5)
    assert read.slope.sum() == pytest.approx(0, abs=1e-12)


def test_a_sum_far_out_is_no_overflow():
    assert of_sum("cross_entropy", -800.0).value == 800.0
    assert of_sum("cross_entropy", -800.0).slope == -1.0
    assert of_sum("mse", -800.0).slope == pytest.approx(0, abs=1e-300)
    assert expit(-800.0) == pytest.approx(0)
