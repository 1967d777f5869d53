import math

import numpy as np
import pytest

from bakeoff.features.learn.descent.paths import (
    FAR,
    RATES,
    Way,
    arrival,
    arrivals,
    best_rates,
    errors,
    median_arrivals,
    path,
    starts,
)
from bakeoff.features.learn.descent.rules import BY_NAME, RULES
from bakeoff.features.learn.descent.surfaces import ROSENBROCK, SADDLE, valley


def test_descents_side_by_side_are_those_that_were_made_one_by_one():
    together = path(BY_NAME["adam"], ROSENBROCK, np.array(RATES), Way(ROSENBROCK.start, 30, noise=0.5))
    assert together.shape == (31, len(RATES), 2)
    for place, rate in enumerate(RATES):
        alone = path(BY_NAME["adam"], ROSENBROCK, rate, Way(ROSENBROCK.start, 30, noise=0.5))
        np.testing.assert_array_equal(together[:, place], alone)


def test_noise_is_the_same_for_the_same_seed_and_has_the_size_that_was_asked_for():
    surface = valley(20)
    ways = [Way(surface.start, 20, noise=0.3, seed=seed) for seed in (1, 1, 2)]
    first, again, other = (path(BY_NAME["sgd"], surface, 0.01, way) for way in ways)
    np.testing.assert_array_equal(first, again)
    assert (first[-1] != other[-1]).all()
    assert errors(20_000, 0).std() == pytest.approx(1, rel=0.02)


def test_who_diverges_stays_a_number():
    for rule in RULES:
        assert np.abs(path(rule, ROSENBROCK, 3.2, Way(ROSENBROCK.start))).max() <= FAR


def test_arrival_counts_from_the_last_time_outside():
    surface = valley(20)
    there, away = (0.0, 0.0), (1.0, 1.0)
    assert arrival(surface, np.array([away, there, away, there, there])) == 3
    assert arrival(surface, np.array([there, there])) == 0
    assert arrival(surface, np.array([away, there, away])) == math.inf


def test_a_best_rate_is_not_beaten_by_any_other():
    surface = valley(20)
    best = best_rates(surface)
    fastest = median_arrivals(surface, best, Way(surface.start))
    for rate in RATES:
        same = median_arrivals(surface, dict.fromkeys(best, rate), Way(surface.start))
        assert all(fastest[name] <= same[name] for name in best)


def test_the_median_is_that_of_nine_paths_from_their_own_starts():
    surface, best = valley(20), best_rates(valley(20))
    places = [tuple(place) for place in starts(surface).tolist()]
    each = [arrivals(surface, best, Way(place)) for place in places]
    assert len(places) == len({*places}) == 9
    assert places[0] == surface.start
    expected = {name: np.median([there[name] for there in each]) for name in best}
    assert median_arrivals(surface, best, Way((0.0, 0.0))) == expected


def test_a_momentum_that_suits_the_valley_is_faster_than_none_and_one_that_does_not_is_no_faster():
    surface = valley(20)
    steps = {
        momentum: median_arrivals(surface, best_rates(surface, momentum), Way(surface.start, momentum=momentum))
        for momentum in (0.5, 0.9)
    }
    assert 4 * steps[0.5]["momentum"] < steps[0.5]["sgd"] <= steps[0.9]["momentum"]


def test_turning_the_valley_changes_nothing_for_those_who_know_no_axes():
    level, turned = valley(20), valley(20, 45)
    best = best_rates(level)
    before = arrivals(level, best, Way(level.start))
    after = arrivals(turned, best, Way(turned.start))
    assert {name for name in best if before[name] == after[name]} == {"sgd", "momentum", "nesterov"}
    assert after["adagrad"] > 5 * before["adagrad"]


def test_each_leaves_the_saddle_for_one_of_its_two_minima():
    there = arrivals(SADDLE, best_rates(SADDLE), Way(SADDLE.start))
    assert all(math.isfinite(steps) for steps in there.values())
