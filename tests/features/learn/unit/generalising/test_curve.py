"""Polynomials against NumPy's and scikit-learn's own, and what degree, rows and decay make of them."""

import numpy as np
import pytest
from numpy.polynomial import Legendre, legendre
from sklearn.linear_model import Ridge

from bakeoff.features.learn.generalising.curve import (
    ACROSS,
    DEGREES,
    GOAL_SEED,
    MOST_MISSED,
    NOISE,
    ROWS,
    SAMPLES,
    STEPS,
    best_degree,
    descended,
    fit,
    of_samples,
    points,
    reached,
    reached_hard,
    truth,
)


@pytest.mark.parametrize("degree", [0, 3, 7])
def test_without_decay_it_is_numpys_least_squares(degree):
    data = points(128, 1)
    numpys = Legendre.fit(data.x[data.train], data.y[data.train], degree, domain=[-1, 1])
    assert fit(data, degree).weights == pytest.approx(numpys.coef)


@pytest.mark.parametrize("decay", [0.001, 1.0])
def test_with_decay_it_is_scikit_learns_ridge(decay):
    data = points(64, 2)
    basis = legendre.legvander(data.x, 9)[:, 1:]
    model = Ridge(decay, solver="svd").fit(basis[data.train], data.y[data.train])
    fitted = fit(data, 9, decay)
    assert fitted.at(data.x) == pytest.approx(model.predict(basis))


@pytest.mark.parametrize("steps", [1, 30, 300])
def test_the_closed_form_is_gradient_descent_step_by_step(steps):
    data = points(32, 0)
    basis, y = legendre.legvander(data.x[data.train], 15), data.y[data.train]
    rate, weights = 1 / np.linalg.norm(basis, 2) ** 2, np.zeros(16)
    for _step in range(steps):
        weights -= rate * basis.T @ (basis @ weights - y)
    assert descended(data, 15, steps).weights == pytest.approx(weights)


def test_stopping_early_keeps_validation_errors_low_that_rise_later():
    fits = [descended(points(32, 0), 15, steps) for steps in STEPS]
    best = int(np.argmin([fitted.validated for fitted in fits]))
    assert 0 < best < len(STEPS) - 3
    assert np.all(np.diff([fitted.trained for fitted in fits]) < 0)
    assert np.all(np.diff([fitted.validated for fitted in fits[best + 1 :]]) > 0)
    assert fits[-1].validated > 30 * fits[best].validated


def test_the_degree_that_validation_points_choose_is_worse_on_new_ones():
    data = points(ROWS[0], 0)
    chosen = fit(data, best_degree(data))
    assert chosen.tested > chosen.validated


def test_few_points_are_the_first_of_many():
    few, many = points(32, 3), points(256, 3)
    assert np.array_equal(few.x, many.x[:32])
    assert np.array_equal(few.y, many.y[:32])
    assert np.std(many.y_new - truth(many.x_new)) == pytest.approx(NOISE, rel=0.1)


def test_training_errors_fall_with_the_degree_and_validation_errors_rise_again():
    data = points(ROWS[0], 0)
    fits = [fit(data, degree) for degree in DEGREES]
    assert np.all(np.diff([fitted.trained for fitted in fits]) < 1e-9)
    best = best_degree(data)
    assert 3 <= best <= 9
    assert fits[15].validated > 3 * fits[best].validated
    assert fits[0].validated > fits[best].validated


def test_the_goal_is_not_reached_at_the_start_and_is_by_rows_or_by_decay():
    def is_reached(rows: int, decay: float) -> bool:
        return reached(12, fit(points(rows, GOAL_SEED), 12, decay))

    assert not is_reached(32, 0.0)
    assert not is_reached(32, 0.1)
    assert not is_reached(64, 0.0)
    assert not reached(3, fit(points(256, GOAL_SEED), 3))
    assert is_reached(64, 0.1)
    assert is_reached(128, 0.0)
    assert MOST_MISSED > NOISE


def test_the_hard_goal_is_reached_with_the_fewest_points_by_decay_alone():
    def is_reached(rows: int, degree: int, decay: float) -> bool:
        return reached_hard(degree, rows, fit(points(rows, GOAL_SEED), degree, decay))

    assert not is_reached(32, 15, 0.0)  # the start
    assert not is_reached(32, 15, 0.1)
    assert is_reached(32, 15, 1.0)
    assert not is_reached(32, 3, 1.0)
    assert not is_reached(128, 15, 1.0)


def test_low_degrees_have_bias_and_high_ones_variance():
    low, best, high = (of_samples(degree) for degree in (1, 5, 12))
    assert low.curves.shape == (SAMPLES, len(ACROSS))
    assert low.bias > 10 * best.bias
    assert high.spread > 3 * low.spread
    assert low.bias > low.spread
    assert high.spread > high.bias
    assert of_samples(12).bias > of_samples(3).bias  # as a wrong ending is told


def test_a_large_decay_is_too_stiff_and_a_cure_raises_the_training_error():
    data = points(ROWS[0], GOAL_SEED)
    assert fit(data, 15, 10.0).validated > 0.5
    assert fit(data, 15).trained < fit(data, 15, 1.0).trained
    assert fit(data, 15).trained < fit(points(256, GOAL_SEED), 15).trained
