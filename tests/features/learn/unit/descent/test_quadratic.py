"""What is known in closed form, against descents that were really made."""

import numpy as np
import pytest

from bakeoff.features.learn.descent.paths import Way, mean_heights, path
from bakeoff.features.learn.descent.quadratic import best, divergence_rate, factor, near_divergence, noise_floor
from bakeoff.features.learn.descent.rules import BY_NAME
from bakeoff.features.learn.descent.surfaces import valley


@pytest.mark.parametrize("condition", [1, 20, 100])
@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_descent_diverges_beyond_the_rate_and_converges_below_it(condition, momentum):
    surface, limit = valley(condition, 30), divergence_rate(condition, momentum)
    for share, higher in ((0.98, False), (1.02, True)):
        way = Way(surface.start, 1500, momentum=momentum)
        places = path(BY_NAME["momentum"], surface, share * limit, way)
        assert (surface.height(places[-1]) > surface.height(places[0])) == higher


@pytest.mark.parametrize(("rate", "momentum"), [(0.05, 0.0), (0.099, 0.0), (0.02, 0.5), (0.133, 0.4), (0.15, 0.7)])
def test_the_factor_is_that_of_the_iteration_and_of_real_descents(rate, momentum):
    curvatures = (1.0, 20.0)
    by_matrix = [
        np.abs(np.linalg.eigvals([[1 + momentum - rate * curvature, -momentum], [1, 0]])).max()
        for curvature in curvatures
    ]
    assert factor(rate, momentum, curvatures) == pytest.approx(max(by_matrix))
    surface = valley(20)
    places = path(BY_NAME["momentum"], surface, rate, Way(surface.start, 300, momentum=momentum))
    away = np.hypot(*places.T)
    later = (away[200:300].max() / away[100:200].max()) ** (1 / 100)
    assert later == pytest.approx(float(factor(rate, momentum, curvatures)), rel=0.01)


@pytest.mark.parametrize("condition", [4, 20, 100])
def test_no_rate_and_momentum_on_a_fine_grid_beat_the_best(condition):
    chosen = best(1, condition)
    rates, momenta = np.meshgrid(np.geomspace(1e-3, 3.9, 300), np.linspace(0, 0.99, 300))
    factors = factor(rates, momenta, (1, condition))
    assert factor(chosen.rate, chosen.momentum, (1, condition)) == pytest.approx(chosen.factor, abs=1e-6)
    assert factors.min() >= chosen.factor - 1e-6
    assert factors.min() == pytest.approx(chosen.factor, abs=0.02)


def test_noise_keeps_descent_at_the_height_of_the_formula():
    surface, rate, noise = valley(20), 0.03, 2.0
    heights = mean_heights(BY_NAME["sgd"], surface, rate, Way(surface.start, 600, noise=noise), 500)
    assert heights[300:].mean() == pytest.approx(noise_floor(rate, noise, (1, 20)), rel=0.03)


def test_the_goal_is_reached_within_five_percent_alone():
    assert near_divergence(2 / 30 * 1.049, 30)
    assert near_divergence(2 / 30 * 0.951, 30)
    assert not near_divergence(2 / 30 * 1.06, 30)
    assert not near_divergence(2 / 30 * 0.94, 30)
