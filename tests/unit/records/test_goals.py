"""Goals and predictions in the database."""

import pytest

from bakeoff.lesson.chapter import chapters
from bakeoff.records.goals import Predictions, ReachedGoals
from bakeoff.storage.database import Database


@pytest.fixture
def database(url) -> Database:
    return Database(url)


def test_a_new_answer_replaces_the_old_one_and_a_chapter_is_forgotten_alone(database):
    predictions = Predictions(database)
    for owner, question, code in (
        ("me", "tree-guess-best", "1"),
        ("me", "tree-guess-best", "2"),
        ("me", "trees-guess", "1"),
        ("me", "svm-guess-few", "few"),
        ("other", "tree-guess-best", "3"),
    ):
        predictions.answer(owner, question, code)
    assert predictions.answers("me") == {"tree-guess-best": "2", "trees-guess": "1", "svm-guess-few": "few"}
    predictions.forget("me", "tree")
    assert predictions.answers("me") == {"trees-guess": "1", "svm-guess-few": "few"}
    assert predictions.answers("other") == {"tree-guess-best": "3"}


def test_a_goal_is_reached_once(database):
    goals = ReachedGoals(database)
    goals.reach("me", "tree")
    first = goals.reached("me")
    goals.reach("me", "tree")
    assert goals.reached("me") == first


def test_no_two_goals_have_one_name():
    levels = [level for record in chapters().values() for level in record.levels]
    assert len(levels) == len(set(levels)) >= len(chapters())
