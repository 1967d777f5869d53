"""Gain of a class from a chapter: the share of what was wrong before it that is right after it."""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from bakeoff.evaluation.base import Estimate
from bakeoff.features.lessons.room import Learner

LEAST = 8
"""Number of learners from which on a gain is told."""
_LEAST_WRONG = 8
_LEVEL = 0.95
_MADE_UP = ((1.0, 0.5), (0.5, 0.5))
"""Shares wrong before and after of two made-up learners, for the interval of a class whose learners are all alike."""


def answered_twice(learners: Iterable[Learner], position: int) -> NDArray[np.bool_]:
    """Return whether answers are right, by learner, time (before, after) and question; of those who answered all."""
    at = [learner.progress[position] for learner in learners]
    answers = [(each.answers_before or "-") + (each.answers_after or "-") for each in at]
    right = [[answer == "1" for answer in each] for each in answers if "-" not in each]
    return np.array(right, dtype=np.bool_).reshape(-1, 2, 2)


def gain(right: NDArray[np.bool_]) -> Estimate | None:
    """Return Hake's normalised gain of the class means, with its interval by Fieller's theorem.

    None if there are fewer than `LEAST` learners, or too few wrong answers before the chapter: classes that had many
    by chance would alone have a number, and gain by falling back to their mean.
    """
    wrong = 1 - right.mean(axis=2)
    if len(right) < LEAST or np.count_nonzero(~right[:, 0]) < _LEAST_WRONG:
        return None
    with_made_up = np.vstack([wrong, _MADE_UP])
    before, after = with_made_up.mean(axis=0)
    t = stats.t.ppf((1 + _LEVEL) / 2, len(right) - 1)
    spread = np.cov(with_made_up.T) * t**2 / len(with_made_up)
    a, b, c = before**2 - spread[0, 0], before * after - spread[0, 1], after**2 - spread[1, 1]
    if a <= 0 or not wrong[:, 0].any():
        return None
    value = 1 - wrong[:, 1].mean() / wrong[:, 0].mean()
    half = math.sqrt(max(b * b - a * c, 0))
    return Estimate(value, min(1 - (b + half) / a, value), min(max(1 - (b - half) / a, value), 1))


def moves(right: NDArray[np.bool_]) -> list[tuple[int, int, float | None]]:
    """Return for each question how many learners moved to right and to wrong, and McNemar's exact p value.

    The p value is None if nobody moved.
    """
    before, after = right[:, 0], right[:, 1]
    counts = zip((after & ~before).sum(axis=0).tolist(), (before & ~after).sum(axis=0).tolist(), strict=True)
    return [(up, down, float(stats.binomtest(up, up + down).pvalue) if up + down else None) for up, down in counts]
