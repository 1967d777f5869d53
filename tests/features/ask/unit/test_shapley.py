"""Shapley values of games that are known: by hand, by their definition, and by the errors that are told."""

import numpy as np
import pytest

from bakeoff.features.ask.shapley import enumerated, sampled

N, BACKGROUND = 5, 12


@pytest.fixture
def game():
    """Two answers, which depend on products of features, so that orders matter."""
    rng = np.random.default_rng(3)
    own, others = rng.normal(size=N), rng.normal(size=(BACKGROUND, N))

    def play(masks, numbers):
        X = np.where(masks, own, others[numbers])
        return np.column_stack([X[:, 0] * X[:, 1] + X[:, 2], np.tanh(X.sum(axis=1)) + X[:, 3] ** 2 * X[:, 4]])

    return play


def ends(game):
    every = np.arange(BACKGROUND)
    whole, nothing = np.ones((BACKGROUND, N), dtype=bool), np.zeros((BACKGROUND, N), dtype=bool)
    return game(whole, every).mean(axis=0) - game(nothing, every).mean(axis=0)


def test_three_players_by_hand():
    """The glove game: one has a left glove, two have a right one each, and only a pair is worth something."""

    def play(masks, _numbers):
        return (masks[:, 0] & masks[:, 1:].any(axis=1)).astype(float)[:, None]

    np.testing.assert_allclose(enumerated(play, 3, 1).parts[:, 0], [4 / 6, 1 / 6, 1 / 6])


def test_they_add_up_whatever_is_drawn(game):
    for found in (enumerated(game, N, BACKGROUND), *(sampled(game, N, BACKGROUND, 2, seed) for seed in range(5))):
        np.testing.assert_allclose(found.parts.sum(axis=0), ends(game), atol=1e-12)


def test_the_drawn_ones_are_as_near_the_exact_ones_as_is_told(game):
    exact = enumerated(game, N, BACKGROUND).parts
    drawn = [sampled(game, N, BACKGROUND, 4, seed) for seed in range(300)]
    off = np.mean([(found.parts - exact) ** 2 for found in drawn], axis=0)
    told = np.mean([found.errors**2 for found in drawn], axis=0)
    assert off[:, 1] == pytest.approx(told[:, 1], rel=0.3)
    np.testing.assert_allclose(off[:, 0], 0, atol=1e-12)  # of products of two, an order and its reverse say all


def test_more_orders_err_less_and_the_same_seed_draws_the_same(game):
    few, many = (sampled(game, N, BACKGROUND, passes, 0) for passes in (2, 32))
    assert many.errors.mean() < few.errors.mean() / 2
    np.testing.assert_array_equal(few.parts, sampled(game, N, BACKGROUND, 2, 0).parts)


def test_of_a_sum_of_features_every_order_says_the_same(game):
    own, others = np.arange(5.0), np.random.default_rng(0).normal(size=(BACKGROUND, N))

    def play(masks, numbers):
        return np.where(masks, own, others[numbers]) @ np.array([[1.0], [2], [3], [4], [5]])

    found = sampled(play, N, BACKGROUND, 2, 0)
    np.testing.assert_allclose(found.parts[:, 0], (own - others.mean(axis=0)) * [1, 2, 3, 4, 5])
    np.testing.assert_allclose(found.errors, 0, atol=1e-12)
