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


def test_the_median_is_that_of_twenty_paths_from_their_own_starts():
    surface, best = valley(20), best_rates(valley(20))
    places = [tuple(place) for place in starts(surface).tolist()]
    each = [arrivals(surface, best, Way(place)) for place in places]
    assert len(places) == len({*places}) == 20
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


def own_step(name, w, g, rate, t, state, beta):
    """Take a step by the formulas of the papers, with Keras' constants; change the state in place."""
    if name in ("sgd", "momentum", "nesterov"):
        state["v"] = (beta if name != "sgd" else 0.0) * state.get("v", 0.0) - rate * g
        return w + (beta * state["v"] - rate * g if name == "nesterov" else state["v"])
    if name == "adagrad":
        state["s"] = state.get("s", 0.1) + g**2
        return w - rate * g / np.sqrt(state["s"] + 1e-7)
    if name == "rmsprop":
        state["s"] = 0.9 * state.get("s", 0.0) + 0.1 * g**2
        return w - rate * g / np.sqrt(state["s"] + 1e-7)
    if name == "adamw":
        w = w * (1 - 0.004 * rate)
    state["m"] = 0.9 * state.get("m", 0.0) + 0.1 * g
    state["s"] = 0.999 * state.get("s", 0.0) + 0.001 * g**2
    m, s = state["m"] / (1 - 0.9**t), state["s"] / (1 - 0.999**t)
    return w - rate * m / (np.sqrt(s) + 1e-7 / np.sqrt(1 - 0.999**t))


def test_the_order_over_twenty_starts_is_that_of_an_own_computation():
    surface, beta = valley(20), 0.5
    slopes, begin = np.array([1.0, 20.0]), starts(surface)

    def own_median(name, rate):
        w, state, last = begin.copy(), {}, np.where(np.hypot(*begin.T) > surface.radius, 0, -1)
        for t in range(1, 301):
            w = np.clip(own_step(name, w, slopes * w, rate, t, state, beta), -1e6, 1e6)
            last = np.where(np.hypot(*w.T) > surface.radius, t, last)
        return np.median(np.where(last == 300, np.inf, last + 1.0)), np.median((slopes * w**2).sum(axis=1))

    own = {rule.name: min(own_median(rule.name, rate) for rate in RATES)[0] for rule in RULES}
    told = median_arrivals(surface, best_rates(surface, beta), Way(surface.start, momentum=beta))
    assert own == told
    assert sorted(own, key=own.__getitem__) == sorted(told, key=told.__getitem__)
    assert len(begin) == 20
