"""Gain of a class: Hake's number, and its interval at the ends that matter; `benchmarks/gain.py` has its coverage."""

import numpy as np
import pytest
from scipy import stats

from bakeoff.features.lessons.gain import difference, gain, separation


def answers(*rows: str) -> np.ndarray:
    """Return answers before and after to two questions, right where there is a 1."""
    return np.array([[[right == "1" for right in row[at : at + 2]] for at in (0, 2)] for row in rows])


def test_the_gain_is_what_was_learnt_of_what_was_missing():
    known = gain(answers(*["0011"] * 3, *["0010"] * 3, *["1011"] * 3, *["1110"] * 3))
    before, after = 9 / 24, 18 / 24
    assert known.value == pytest.approx((after - before) / (1 - before))
    assert known.low < known.value < known.high


def test_the_interval_is_that_of_fieller_by_another_way():
    rng = np.random.default_rng(0)
    right = rng.random((60, 2, 2)) < np.array([0.4, 0.7])[:, None]
    known = gain(right)
    wrong = np.vstack([1 - right.mean(axis=2), [[1, 0.5], [0.5, 0.5]]])
    for end in (known.low, known.high):  # of the mean of what is wrong after, less the ratio times what was before
        rest = wrong[:, 1] - (1 - end) * wrong[:, 0]
        t = rest.mean() / (rest.std(ddof=1) / np.sqrt(62))
        assert abs(t) == pytest.approx(stats.t.ppf(0.975, 59))


@pytest.mark.parametrize("rows", [["0011"] * 7, ["1111"] * 12, ["1110"] * 12, ["1111"] * 11 + ["1011"]])
def test_too_few_learners_or_mistakes_before_give_no_number(rows):
    assert gain(answers(*rows)) is None


def test_a_class_that_is_all_right_afterwards_is_not_certain_to_stay_so():
    known = gain(answers(*["0011"] * 8))
    assert (known.value, known.high) == (1, 1)
    assert 0.5 < known.low < 0.95


def test_the_difference_is_adjusted_for_what_was_right_before():
    rng = np.random.default_rng(3)
    before, had = rng.random((40, 2)) < 0.4, np.arange(40) < 20
    between = before | (rng.random((40, 2)) < np.where(had[:, None], 0.6, 0.1))
    right = np.stack([before, between], axis=1)
    known = difference(right[had], right[~had])
    columns = np.column_stack([np.ones(40), had, before.mean(axis=1)])
    assert known.value == pytest.approx(np.linalg.lstsq(columns, between.mean(axis=1))[0][1])
    assert 0 < known.low < known.value < known.high < 1


def test_halves_that_are_all_alike_are_not_certain_to_stay_so():
    known = difference(answers(*["0011"] * 8), answers(*["0000"] * 8))
    assert (known.value, known.high) == (1, 1)
    assert 0.2 < known.low < 0.9
    assert difference(answers(*["0011"] * 4), answers(*["0000"] * 8)) is None


def test_a_question_separates_if_the_strong_alone_are_right():
    strong = np.array([True, False] * 5)
    assert separation(strong, strong * 0.5 + 0.2) == pytest.approx(1)
    assert separation(strong, np.where(strong, 0.2, 0.8)) == pytest.approx(-1)
    assert separation(strong, np.full(10, 0.5)) is None
    assert separation(np.full(10, True), strong * 1.0) is None
