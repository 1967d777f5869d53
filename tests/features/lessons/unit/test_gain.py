"""Gain of a class: Hake's number, and its interval at the ends that matter; `benchmarks/gain.py` has its coverage."""

from datetime import UTC, datetime

import numpy as np
import pytest
from scipy import stats

from bakeoff.features.lessons.gain import answered_twice, gain, moves
from bakeoff.features.lessons.room import Learner, LessonProgress

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def learners(*answers: tuple[str | None, str | None]) -> list[Learner]:
    pairs = [LessonProgress(answers_before=before, answers_after=after) for before, after in answers]
    return [Learner(number, "", NOON, (LessonProgress(), pair)) for number, pair in enumerate(pairs, start=1)]


def answers(*rows: str) -> np.ndarray:
    return answered_twice(learners(*[(row[:2], row[2:]) for row in rows]), 1)


def test_learners_who_skipped_or_left_are_left_out():
    right = answered_twice(learners(("10", "11"), ("--", None), ("11", None), ("00", "--"), (None, None)), 1)
    assert right.tolist() == [[[True, False], [True, True]]]
    assert answered_twice(learners(("11", None)), 1).shape == (0, 2, 2)


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


def test_each_question_has_its_moves_and_the_exact_test_of_mcnemar():
    (up, down, p), second = moves(answers(*["0010"] * 6, *["1000"], *["1111"] * 3))
    assert (up, down) == (6, 1)
    assert p == pytest.approx(2 * sum(stats.binom.pmf(k, 7, 0.5) for k in (0, 1)))
    assert second == (0, 0, None)
