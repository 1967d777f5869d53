"""Where a run stands is said condition by condition, with what is missing."""

import pytest

from bakeoff.lesson.goal import Condition
from bakeoff.lesson.standing import ConditionStanding, Standing, standing
from tests.unit.lesson.made import ACCURACY, BEATS, FEW_FEATURES, SMALL_LOSS, race_goal


@pytest.mark.parametrize(
    ("said", "value", "sentence"),
    [
        (ACCURACY, 0.931, "93.1 %, 1.9 points to go"),
        (ACCURACY, 0.9496, "95.0 %, 0.04 points to go"),
        (ACCURACY, 0.95, "95.0 %, reached"),
        (ACCURACY | {"at_most": 0.97}, 0.98, "98.0 %, 1.0 points too much"),
        (ACCURACY, None, "not known yet"),
        (FEW_FEATURES, 30, "30, 27 too many"),
        (FEW_FEATURES, 3, "3, reached"),
        (SMALL_LOSS, 0.0504, "0.050, 0.0004 too much"),
        (SMALL_LOSS, 0.0042, "0.0042, reached"),
        (BEATS, 1.0, "decided so"),
        (BEATS, 0.0, "not decided so"),
        (BEATS, None, "not known yet"),
        ({"measure": "race.cpu_seconds", "of": "svm", "at_most": 1}, 1.25, "1.2 s, 250 ms too much"),
        ({"measure": "race.model_bytes", "of": "svm", "at_most": 26_000}, 26_400, "26 kB, 400 B too much"),
        ({"measure": "race.score", "of": "svm", "metric": "rmse", "at_most": 50}, 54.31, "54.3, 4.31 too much"),
    ],
)
def test_a_value_is_said_with_what_is_missing(said, value, sentence):
    assert ConditionStanding(Condition(**said), value).in_words() == sentence


def test_a_run_that_does_not_count_reaches_nothing():
    now = Standing(True, tuple(ConditionStanding(Condition(**said), 1.0) for said in (ACCURACY, BEATS))).uncounted()
    assert not now.reached
    assert [part.in_words() for part in now.parts] == ["100.0 %", "decided so"]
    assert not any(part.met for part in now.parts)


def test_nothing_is_known_before_there_is_a_run():
    now = standing(race_goal(ACCURACY, BEATS), None)
    assert not now.reached
    assert [part.value for part in now.parts] == [None, None]
    assert now.leading.condition == Condition(**ACCURACY)
