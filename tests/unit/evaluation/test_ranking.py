"""Average precision of few rows, against the many rows that they were drawn from."""

import numpy as np
import pytest

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import evaluate, values
from bakeoff.evaluation.ranking import precision_excess


def test_each_row_has_the_precision_of_the_others():
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    positive = np.array([True, False, True, False, False])
    # The first has no other row before it. The second has one positive row, which counts for two, and a negative one.
    assert precision_excess(positive, scores) == pytest.approx((1 + 2 / 3) / 2 - 2 / 3)
    assert precision_excess(positive, np.zeros(5)) == pytest.approx(0)
    assert precision_excess(np.array([True, False, False, False, False]), scores) == 0


def test_average_precision_of_few_rows_of_ten_classes_has_room_for_a_lower_one():
    rng = np.random.default_rng(0)
    target = np.repeat(np.arange(10), 2_000)
    scores = rng.normal(size=(len(target), 10))
    scores[np.arange(len(target)), target] += 1.2
    chances = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    truth = values(target, Prediction(chances.argmax(axis=1), chances), "classification", 10)["average_precision"]
    held = 0
    for part in range(40):
        rows = np.concatenate([rng.choice(np.flatnonzero(target == code), 4) for code in range(10)])
        prediction = Prediction(chances[rows].argmax(axis=1), chances[rows])
        area = evaluate(target[rows], prediction, "classification", 10, part)["average_precision"]
        held += area.low <= truth <= area.high
    assert held >= 36
