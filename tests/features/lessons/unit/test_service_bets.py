"""Bets of a class: who may bet, until when, and what is kept of it."""

import json

import pytest

from bakeoff.errors import SettingError
from bakeoff.features.lessons.bet import even
from bakeoff.features.lessons.room import LessonProgress
from bakeoff.lesson.outcome import rivals
from tests.features.lessons.unit.classes import LESSON, attempt, fresh

NAMES = rivals(LESSON)
EVEN = even(NAMES)
SURE = dict.fromkeys(NAMES, 0) | {"svm": 100}


@pytest.fixture
def betting(rooms, room):
    """Return a class that bets, with a learner."""
    rooms.join(room, "Ada", "ada")
    rooms.let_bet(room, True, "teacher")
    return room


def progress(rooms, room) -> LessonProgress:
    (known,) = rooms.bets(LESSON.key, "ada").values()
    (learner,) = fresh(rooms, room.code).learners
    assert learner.progress[0] in (known, LessonProgress())
    return known


@pytest.mark.databases
def test_a_bet_can_be_changed_until_the_start_and_is_settled_once(rooms, betting):
    assert progress(rooms, betting) == LessonProgress()
    rooms.bet(LESSON, EVEN, "ada")
    rooms.bet(LESSON, SURE, "ada")
    assert json.loads(progress(rooms, betting).bet) == SURE
    rooms.settle(LESSON.key, None, "ada")
    assert progress(rooms, betting).outcome == ""
    with pytest.raises(SettingError, match="You have started"):
        rooms.bet(LESSON, EVEN, "ada")
    rooms.settle(LESSON.key, {"svm": 0.7, "random_forest": 0.3}, "ada")
    rooms.settle(LESSON.key, {"random_forest": 1.0}, "ada")
    known = progress(rooms, betting)
    assert json.loads(known.bet) == SURE
    assert json.loads(known.outcome) == {"svm": 0.7, "random_forest": 0.3}


def test_who_has_tried_the_lesson_bets_no_more(rooms, room):
    rooms.join(room, "Ada", "ada")
    rooms.report(LESSON.key, attempt(0.9), "ada")
    rooms.let_bet(room, True, "teacher")
    with pytest.raises(SettingError, match="You have started"):
        rooms.bet(LESSON, EVEN, "ada")


def test_nobody_bets_unless_the_teacher_lets_them(rooms, room):
    rooms.join(room, "Ada", "ada")
    assert not rooms.bets(LESSON.key, "ada")
    rooms.bet(LESSON, EVEN, "ada")
    with pytest.raises(SettingError, match="Only the teacher"):
        rooms.let_bet(room, True, "ada")
    rooms.let_bet(room, True, "teacher")
    assert fresh(rooms, room.code).room.bets
    assert progress(rooms, room).bet == ""
    assert not rooms.bets(LESSON.key, "stranger")
    rooms.let_bet(room, False, "teacher")
    assert not rooms.bets(LESSON.key, "ada")


def test_a_bet_that_is_none_and_a_flood_of_bets_are_refused(rooms, betting):
    with pytest.raises(SettingError, match="add up to 0 %"):
        rooms.bet(LESSON, dict.fromkeys(NAMES, 0), "ada")
    for _time in range(30):
        rooms.bet(LESSON, EVEN, "ada")
    with pytest.raises(SettingError, match="very often"):
        rooms.bet(LESSON, EVEN, "ada")


@pytest.mark.databases
def test_bets_are_in_the_table_stay_on_a_frozen_board_and_go_with_the_learner(rooms, betting):
    rooms.bet(LESSON, SURE, "ada")
    table = rooms.results(betting, "teacher").frame([LESSON])
    assert "svm=100" in table.loc[0, "bet"]
    assert table["brier"].isna().all()
    rooms.freeze(betting, "teacher")
    rooms.settle(LESSON.key, {"svm": 1.0}, "ada")
    assert fresh(rooms, betting.code).learners[0].progress[0].outcome is None
    assert rooms.results(betting, "teacher").frame([LESSON]).loc[0, "brier"] == 0
    rooms.leave(betting, "ada")
    assert fresh(rooms, betting.code).learners == ()
    rooms.join(betting, "Ada", "ada")
    assert progress(rooms, betting) == LessonProgress()
