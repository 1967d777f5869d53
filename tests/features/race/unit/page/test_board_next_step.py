"""What a verdict leaves open: the one thing to do next."""

import numpy as np
import pytest

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.verdict import Verdict, verdict
from bakeoff.features.race.page.board import left_open

TARGET = np.tile([0, 1], 50)


def right_on(n: int) -> Prediction:
    """Answer the first `n` rows right, the others wrong."""
    answer = np.where(np.arange(100) < n, TARGET, 1 - TARGET)
    return Prediction(answer)


def judged(**right: int) -> Verdict:
    return verdict(TARGET, {name: right_on(n) for name, n in right.items()}, metric_named("accuracy"), 2)


@pytest.mark.parametrize(
    ("right", "wanted"),
    [
        ({"svm": 97, "decision_tree": 96, "dummy": 50}, "judge"),
        ({"svm": 97, "decision_tree": 70, "dummy": 50}, "why"),
        ({"svm": 97, "dummy": 50}, "why"),
        ({"svm": 52, "decision_tree": 51, "dummy": 50}, "data"),
        ({"dummy": 50}, "data"),
    ],
)
def test_every_verdict_leaves_one_thing_to_do(right, wanted):
    assert left_open(judged(**right)) == wanted
