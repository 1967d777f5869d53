"""Bets: what is one, what it scores, and that the truth is the best one."""

import itertools
import json
import math

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss

from bakeoff.errors import SettingError
from bakeoff.features.lessons.bet import Bet, Calibration, brier, calibration, checked, even
from bakeoff.features.lessons.room import LessonProgress

NAMES = ("a", "b", "c", "d")


def every_bet(n: int, step: int = 5):
    """Yield every bet on n contenders, in percent on a grid."""
    for cuts in itertools.combinations(range(100 // step + n - 1), n - 1):
        ends = (-1, *cuts, 100 // step + n - 1)
        yield tuple(step * (high - low - 1) for low, high in itertools.pairwise(ends))


def as_shares(percents: tuple[int, ...]) -> dict[str, float]:
    return {name: percent / 100 for name, percent in zip(NAMES, percents, strict=False)}


@pytest.mark.parametrize(
    "truth", [(60, 40), (100, 0), (5, 95), (50, 30, 20), (35, 35, 30), (0, 0, 100), (40, 30, 20, 10), (25, 25, 25, 25)]
)
def test_the_truth_is_the_best_bet(truth):
    scores = {bet: brier(as_shares(bet), as_shares(truth)) for bet in every_bet(len(truth))}
    assert len(scores) == math.comb(20 + len(truth) - 1, len(truth) - 1)
    lowest = min(scores.values())
    assert [bet for bet, score in scores.items() if score < lowest + 1e-9] == [truth]


def test_it_is_scikit_learns_score():
    random = np.random.default_rng(0)
    for n in (2, 3, 4):
        chances = random.dirichlet(np.ones(n), 50)
        winners = random.integers(0, n, 50)
        own = [
            brier(dict(zip(NAMES, row, strict=False)), {NAMES[winner]: 1.0})
            for row, winner in zip(chances, winners, strict=True)
        ]
        theirs = brier_score_loss(winners, chances, labels=range(n), scale_by_half=False)
        assert np.mean(own) == pytest.approx(theirs)
        if n == 2:
            assert np.mean(own) == pytest.approx(2 * brier_score_loss(winners, chances[:, 1]))


def test_a_winner_on_whom_nobody_could_bet_costs_the_whole():
    assert brier({"a": 1.0, "b": 0.0}, {"c": 1.0}) == 2


def test_a_bet_is_kept_with_its_outcome_and_both_scores():
    progress = LessonProgress(bet=json.dumps({"a": 60, "b": 40}), outcome=json.dumps({"a": 1.0}))
    bet = Bet.of(progress)
    assert (bet.score, bet.even_score) == pytest.approx((0.32, 0.5))
    assert Bet.of(LessonProgress()) is None
    waiting = Bet.of(LessonProgress(bet=json.dumps({"a": 60, "b": 40}), outcome=""))
    assert waiting.outcome == {}
    assert math.isnan(waiting.score)


@pytest.mark.parametrize("n", range(2, 15))
def test_even_chances_are_a_bet(n):
    names = [str(number) for number in range(n)]
    chances = even(names)
    assert checked(chances, names) == chances
    assert max(chances.values()) - min(chances.values()) <= 1


@pytest.mark.parametrize(
    ("chances", "sentence"),
    [
        ({"a": 50, "b": 40}, "add up to 90 %"),
        ({"a": 50}, "for each contender"),
        ({"a": 50, "b": 50, "evil": 0}, "for each contender"),
        ({"a": 150, "b": -50}, "whole number from 0 to 100"),
        ({"a": 50.5, "b": 49.5}, "whole number from 0 to 100"),
        ({"a": True, "b": 99}, "whole number from 0 to 100"),
        ({"a": None, "b": 100}, "whole number from 0 to 100"),
        ({"a": float("nan"), "b": 100}, "whole number from 0 to 100"),
        ({"a": "50", "b": "50"}, "whole number from 0 to 100"),
    ],
)
def test_what_is_no_bet_is_told_in_one_sentence(chances, sentence):
    with pytest.raises(SettingError, match=sentence):
        checked(chances, ("a", "b"))


def test_calibration_counts_each_chance_of_a_settled_bet_once():
    bets = [
        Bet({"a": 90, "b": 10}, {"a": 1.0}),
        Bet({"a": 100, "b": 0}, {"b": 1.0}),
        Bet({"a": 50, "b": 50}, {"a": 0.7, "b": 0.3}),
        Bet({"a": 5, "b": 95}),
    ]
    low, middle, high = calibration(bets)
    assert (low, high) == (Calibration(2, 5, 50), Calibration(2, 95, 50))
    assert middle == pytest.approx(Calibration(2, 50, 50))
