"""Contributions as bars, read back from the HTML."""

import re

import numpy as np
import pytest

from bakeoff.features.ask.answers import Contributions, RawFeature, Sheet
from bakeoff.features.ask.page.contribution_bars import MOST_FEATURES, contribution_bars, largest_first

N = 13
COLUMNS = tuple(RawFeature(f"feature <{number}>", 0.0, 9.0, 1.0, 1.0) for number in range(N))
CLASSES = Sheet("classification", "answer", ("no", "yes"), 0.0, 0.0, COLUMNS, None, 10, ("svm", "decision_tree"))
NUMBERS = Sheet("regression", "price", (), 0.0, 100.0, COLUMNS, None, 10, ("svm", "decision_tree"))
ROW = tuple(float(number) for number in range(N))


def parted(seed, columns=2, errors=0.0, size=0.05):
    parts = np.random.default_rng(seed).normal(size=(N, columns)) * size
    base = np.full(columns, 0.5)
    players = tuple((place,) for place in range(N))
    return Contributions(players, parts, np.full_like(parts, errors), base, base + parts.sum(axis=0), 100, 0, 0)


def bars(html):
    """Return kind, beginning, width and number of each bar, in the order in which they stand."""
    rows = re.findall(r'<tr class="(\w+)">.*?left:([\d.-]+)%;width:([\d.]+)%.*?<td>([^<]+)', html, re.S)
    return [(kind, float(left), float(width), number) for kind, left, width, number in rows]


@pytest.mark.parametrize(("sheet", "code"), [(CLASSES, 1), (NUMBERS, None)])
def test_steps_lead_from_the_mean_answer_to_the_answer_on_one_scale(sheet, code):
    given = {"svm": parted(0), "decision_tree": parted(1)}
    html = str(contribution_bars(sheet, ROW, given, code))
    found = bars(html)
    assert len(found) == 2 * (MOST_FEATURES + 3)  # the mean, the others, and the answer
    for place, contributions in enumerate(given.values()):
        steps = found[place * (MOST_FEATURES + 3) : (place + 1) * (MOST_FEATURES + 3)]
        at, level = steps[0][1], contributions.base[code or 0]
        scale = 100.0 if code is not None else None
        for kind, left, width, _number in steps[1:-1]:
            assert at == pytest.approx(left if kind == "up" else left + width, abs=0.03)
            at = left + width if kind == "up" else left
        assert at == pytest.approx(steps[-1][1], abs=0.03)
        if scale:
            assert steps[0][1] == pytest.approx(scale * level)
            assert at == pytest.approx(scale * contributions.answer[code], abs=0.03)


def test_the_same_features_stand_in_the_same_order_those_first_that_add_most_to_any():
    given = {"svm": parted(0), "decision_tree": parted(1)}
    order = largest_first(given, 1)
    sizes = np.maximum(*(np.abs(contributions.parts[:, 1]) for contributions in given.values()))
    assert order == np.argsort(-sizes)[:MOST_FEATURES].tolist()
    html = str(contribution_bars(CLASSES, ROW, given, 1))
    named = [int(number) for number in re.findall(r"feature &lt;(\d+)&gt;<small>", html)]
    assert named == order * 2
    assert html.count(f"The other {N - MOST_FEATURES} features") == 2


def test_drawn_ones_are_told_with_their_error_and_exact_ones_without():
    html = str(contribution_bars(CLASSES, ROW, {"svm": parted(0, errors=0.004), "decision_tree": parted(1)}, 1))
    assert html.count("± 0.4") == MOST_FEATURES
    assert "<script" not in html
