"""Questions before and after chapters: each right option by another way of computing it, all others wrong."""

import re
from collections import Counter

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import binom
from sklearn.metrics import log_loss, mean_squared_error

from bakeoff.lesson.chapter import chapters
from bakeoff.lesson.items import item_pair
from bakeoff.text import speaking

SEEDS = 200
CHAPTERS = [name for name in chapters() if name != "questions"]


def numbers(text: str) -> list[float]:
    """Return the numbers of a text; a percentage as a share."""
    shares = re.findall(r"(-?\d+(?:,\d{3})*(?:\.\d+)?)(\s?%)?", text.replace("−", "-"))
    return [float(number.replace(",", "")) / (100 if percent else 1) for number, percent in shares]


def gini(*counts: float) -> float:
    return 1 - sum((count / sum(counts)) ** 2 for count in counts)


def split(a: float, b: float, c: float, d: float) -> float:
    return float(np.average([gini(a, b), gini(c, d)], weights=[a + b, c + d]))


def inside(limit: float, point: list[float]) -> bool:
    return float(np.hypot(*point)) < np.sqrt(limit)


def dead(w: float, b: float, point: list[float]) -> bool:
    return bool(np.maximum(w * (point[0] + 1e-3) + b, 0) == 0)


def missed(n: float, _n: float) -> float:
    return n * float(np.exp(-1))


ANSWERS = {
    "features": (lambda r: float(np.hypot(r * np.cos(1), r * np.sin(1)) ** 2), inside),
    "forward": (
        lambda x, y, v, w, b: float(np.array([x, y, 1]) @ np.array([v, w, b])),
        lambda a, b, v, w: float(np.maximum([a, b], 0) @ np.array([v, w])),
    ),
    "loss": (
        lambda p: log_loss([1], [[1 - p, p]], labels=[0, 1]),
        lambda *errors: mean_squared_error(errors, [0, 0, 0]),
    ),
    "backward": (lambda *path: float(np.prod(path)), lambda a, b, c, d: float(np.dot([a, c], [b, d]))),
    "descent": (
        lambda c: brentq(lambda rate: abs(1 - rate * c) - 1, 1 / c, 10 / c),
        lambda w, slope, rate: float(np.array([1, -rate]) @ np.array([w, slope])),
    ),
    "activations": (dead, lambda n, slope: float(np.prod([slope] * int(n)))),
    "textbook": (
        lambda n, m: np.zeros((int(m) + 1, int(n))).size,
        lambda rows, size, epochs: len(range(0, int(rows), int(size))) * epochs,
    ),
    "tree": (gini, split),
    "svm": (lambda u, v: 2 / float(np.linalg.norm([u, v])), lambda _one, f: max(0.0, 1 - f)),
    "forest": (lambda p: float(binom.sf(1, 3, p)), missed),
    "generalising": (
        lambda *row: row[::3][int(np.argmin(row[2::3]))],
        lambda e, v, w, decay: e + decay * float(np.linalg.norm([v, w])) ** 2,
    ),
    "amounts": (
        lambda *held: float(np.cumsum(held)[1] / np.sum(held)),
        lambda n, held, k: sum(1 + k for _picture in range(int(n - held))),
    ),
    "uses": (
        lambda missed, alarm: brentq(lambda p: p * missed - (1 - p) * alarm, 0, 1),
        lambda p, missed, _alarm: float(np.dot([p, 1 - p], [missed, 0])),
    ),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", CHAPTERS)
def test_one_option_alone_is_right(name, language):
    with speaking(language):
        items = [item_pair(name, "KMPRTW", n, after=after) for n in range(SEEDS) for after in (False, True)]
    places: Counter[int] = Counter()
    for pair in items:
        for item, answer in zip(pair, ANSWERS[name], strict=True):
            given = numbers(item.sentence)
            assert len(set(item.options)) == 4, item
            if answer in (inside, dead):
                given = given[: 1 if answer is inside else 2]
                right = [option for option in item.options if answer(*given, numbers(option))]
                assert right == [item.right], item
            else:
                value = answer(*given)
                errors = [abs(numbers(option)[0] - value) for option in item.options]
                assert sorted(errors)[1] > min(errors), item
                assert item.options[int(np.argmin(errors))] == item.right, item
                assert min(errors) <= (5.5 if answer is missed else max(0.005 * abs(value), 6e-4)), item
            places[item.options.index(item.right)] += 1
    assert len(places) == 4
    assert min(places.values()) > len(items) / 4


@pytest.mark.parametrize("name", chapters())
def test_after_a_chapter_the_same_is_asked_with_other_numbers(name):
    for n in range(SEEDS):
        before, after = (item_pair(name, "KMPRTW", n, after=after) for after in (False, True))
        assert before == item_pair(name, "KMPRTW", n, after=False)
        for first, second in zip(before, after, strict=True):
            assert numbers(first.sentence) != numbers(second.sentence)
            assert re.sub(r"[\d.,−]+", "", first.sentence) == re.sub(r"[\d.,−]+", "", second.sentence)


def test_learners_of_a_class_get_the_same_kinds_and_classes_may_get_others():
    def kinds(room: str) -> set[tuple[str, ...]]:
        pairs = [item_pair("questions", room, number, after=False) for number in range(20)]
        return {tuple(re.sub(r"[\d.,−]+", "", item.sentence) for item in pair) for pair in pairs}

    assert len(kinds("KMPRTW")) == 1
    assert len(kinds("KMPRTW") | kinds("BCDFHJ") | kinds("ZZZZZZ")) > 1
