"""A lesson in the making: a goal that nobody has to work for is noticed."""

from bakeoff.features.lessons.page.making import _as_set
from bakeoff.lesson.goal import Goal
from bakeoff.link import to_query


def goal(at_least: float) -> Goal:
    score = {"measure": "race.score", "of": "svm", "metric": "accuracy", "at_least": at_least}
    return Goal.parse({"all_of": [score]}, "The goal")


def test_a_goal_that_pressing_start_alone_reaches_is_noticed(raced):
    state = to_query(raced.spec)
    assert _as_set("race", {"state": state, "goal": goal(0.5)}, raced)
    assert not _as_set("race", {"state": state, "goal": goal(1.0)}, raced)
    assert not _as_set("race", {"state": state | {"svm.C": "0.5"}, "goal": goal(0.5)}, raced)
