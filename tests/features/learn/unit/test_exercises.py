"""Exercises of chapters: each right option by another way of computing it, all others clearly wrong."""

import itertools
import re

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import binom
from sklearn.metrics import log_loss

from bakeoff.features.learn.exercises import EXERCISES, exercise
from bakeoff.lesson.chapter import chapters
from bakeoff.text import speaking

DRAWS = 300


def numbers(text: str) -> list[float]:
    """Return the numbers of a text; a percentage as a share."""
    shares = re.findall(r"(-?\d+(?:,\d{3})*(?:\.\d+)?)(\s?%)?", text.replace("−", "-"))
    return [float(number.replace(",", "")) / (100 if percent else 1) for number, percent in shares]


def inside(limit: float, point: list[float]) -> bool:
    return float(np.hypot(*point)) < np.sqrt(limit)


def dead(w: float, b: float, point: list[float]) -> bool:
    return bool(np.maximum(w * (point[0] + 1e-3) + b, 0) == 0)


def gini(*counts: float) -> float:
    return 1 - sum((count / sum(counts)) ** 2 for count in counts)


ANSWERS = {
    "features": inside,
    "forward": lambda a, b, v, w: float(np.maximum([a, b], 0) @ np.array([v, w])),
    "loss": lambda p: log_loss([1], [[1 - p, p]], labels=[0, 1]),
    "backward": lambda a, b, c, d: float(np.dot([a, c], [b, d])),
    "descent": lambda c: brentq(lambda rate: abs(1 - rate * c) - 1, 1 / c, 10 / c),
    "activations": dead,
    "textbook": lambda n, m: np.zeros((int(m) + 1, int(n))).size,
    "tree": gini,
    "svm": lambda _one, f: max(0.0, 1 - f),
    "forest": lambda p: float(binom.sf(1, 3, p)),
    "generalising": lambda *row: row[::3][int(np.argmin(row[2::3]))],
    "amounts": lambda n, held, k: sum(1 + k for _picture in range(int(n - held))),
    "uses": lambda missed, alarm: brentq(lambda p: p * missed - (1 - p) * alarm, 0, 1),
}


def test_every_chapter_that_teaches_has_an_exercise():
    assert list(EXERCISES) == [name for name in chapters() if name != "questions"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("chapter", EXERCISES)
def test_one_option_alone_is_right_and_none_is_near_another(chapter, language):
    answer = ANSWERS[chapter]
    with speaking(language):
        drawn = [exercise(chapter, str(seed)) for seed in range(DRAWS)]
    assert {each.right for each in drawn} == {0, 1, 2, 3}
    for each in drawn:
        values = numbers(each.sentence)
        assert len(set(each.options)) == len(each.feedback) == 4, each
        if answer in (inside, dead):
            values = values[: 1 if answer is inside else 2]
            assert [answer(*values, numbers(option)) for option in each.options] == [
                place == each.right for place in range(4)
            ], each
        else:
            options, value = [numbers(option)[0] for option in each.options], answer(*values)
            for one, other in itertools.combinations(options, 2):
                assert abs(one - other) > 0.05 * max(abs(one), abs(other)), each
            assert int(np.argmin([abs(option - value) for option in options])) == each.right, each
            for rounded in (float(f"{value:.3g}"), options[each.right]):  # whoever rounds comes to the same option
                assert int(np.argmin([abs(option - rounded) for option in options])) == each.right, each


@pytest.mark.parametrize("chapter", EXERCISES)
def test_a_seed_draws_the_same_numbers_again_and_another_one_others(chapter):
    assert exercise(chapter, "a") == exercise(chapter, "a")
    assert len({exercise(chapter, str(seed)).sentence for seed in range(20)}) > 5


def test_a_wrong_option_says_which_slip_leads_to_it():
    for seed in range(DRAWS):
        drawn = exercise("textbook", str(seed))
        units, inputs = map(int, numbers(drawn.sentence))
        wrong = drawn.options.index(str(units * inputs))
        assert drawn.feedback[wrong].endswith(drawn.feedback[drawn.right])
        assert drawn.feedback[wrong] != drawn.feedback[drawn.right]
