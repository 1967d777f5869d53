"""Classes of one visitor, a copy for another year, due dates, a message, and where each learner stands."""

from datetime import timedelta

import pytest

from bakeoff.errors import SettingError
from bakeoff.features.lessons.tables import MOST_MESSAGE
from bakeoff.lesson.lesson import chapter_lesson
from tests.features.lessons.unit.classes import LESSON, NOON, attempt, fresh

FOREST = chapter_lesson("forest")
LESSONS = [LESSON, FOREST]


@pytest.fixture
def course(rooms):
    return rooms.open([(LESSON, "a-link"), (FOREST, "b-link")], "teacher", "near", title="Week 1", days=30)[0]


@pytest.mark.databases
def test_a_visitor_finds_the_classes_that_they_lead_and_those_they_learn_in(rooms, room, course):
    rooms.join(course, "Ada", "ada")
    rooms.join(course, "Bob", "bob")
    rooms.join(room, "Ada", "ada")
    assert {(each.code, n) for each, n in rooms.of("teacher", leads=True)} == {(course.code, 2), (room.code, 1)}
    assert {(each.code, n) for each, n in rooms.of("ada", leads=False)} == {(course.code, 2), (room.code, 1)}
    assert [each.code for each, _n in rooms.of("bob", leads=False)] == [course.code]
    assert rooms.of("ada", leads=True) == rooms.of("stranger", leads=False) == []


@pytest.mark.databases
def test_a_class_is_opened_again_with_its_lessons_and_settings_and_nobody_in_it(rooms, course):
    rooms.join(course, "Ada", "ada")
    rooms.let_bet(course, True, "teacher")
    rooms.measure(course, True, "teacher")
    rooms.rank(course, "attempts", "teacher")
    rooms.tell(course, "Well done!", "teacher")
    again, secret = rooms.open_again(rooms.find(course.code, "near"), LESSONS, "teacher", "near")
    now = rooms.find(again.code, "near")
    assert now.code != course.code
    assert (now.title, [(each.link, each.key) for each in now.lessons]) == (
        "Week 1",
        [("a-link", LESSON.key), ("b-link", FOREST.key)],
    )
    assert (now.bets, now.measures, now.ranking, now.message) == (True, True, "attempts", "")
    assert now.ends - now.opened == timedelta(days=30)
    assert fresh(rooms, again.code).learners == ()
    rooms.admit(now, secret, "another teacher")
    with pytest.raises(SettingError, match="Only the teacher"):
        rooms.open_again(course, LESSONS, "ada", "near")


@pytest.mark.databases
def test_a_goal_reached_after_its_due_date_is_late_and_counts(rooms, course):
    rooms.set_due(course, 0, NOON + timedelta(hours=1), "teacher")
    rooms.join(course, "Ada", "ada")
    rooms.join(course, "Bob", "bob")
    rooms.report(LESSON.key, attempt(0.96, "1", reached=True, at=NOON + timedelta(hours=1)), "ada")
    rooms.report(LESSON.key, attempt(0.96, "2", reached=True, at=NOON + timedelta(hours=2)), "bob")
    board = fresh(rooms, course.code)
    assert [(each.nickname, len(each.done), board.is_late(each, 0)) for each in board.learners] == [
        ("Ada", 1, False),
        ("Bob", 1, True),
    ]
    table = rooms.results(rooms.find(course.code, "near"), "teacher").frame(LESSONS)
    assert list(table[table["lesson"] == "Beat it"]["late"]) == [False, True]
    rooms.set_due(course, 0, None, "teacher")
    board = fresh(rooms, course.code)
    assert not any(board.is_late(each, 0) for each in board.learners)
    with pytest.raises(SettingError, match="Only the teacher"):
        rooms.set_due(course, 0, NOON, "ada")


def test_a_message_is_one_short_line_and_can_be_taken_back(rooms, course):
    rooms.tell(course, "  Read\nchapter 3 ", "teacher")
    assert fresh(rooms, course.code).room.message == "Read chapter 3"
    rooms.tell(course, "x" * 1000, "teacher")
    assert len(fresh(rooms, course.code).room.message) == MOST_MESSAGE
    rooms.tell(course, "", "teacher")
    assert fresh(rooms, course.code).room.message == ""
    with pytest.raises(SettingError, match="Only the teacher"):
        rooms.tell(course, "hello", "ada")


@pytest.mark.databases
def test_where_a_learner_stands_is_the_lesson_opened_last_and_its_step(rooms, course, watch):
    rooms.join(course, "Ada", "ada")
    rooms.begin(LESSON.key, "ada")
    watch.pass_by(minutes=1)
    rooms.begin(FOREST.key, "ada", 1)
    watch.pass_by(minutes=1)
    rooms.begin(FOREST.key, "ada", 3)
    rooms.begin(FOREST.key, "ada")  # opened once more
    first, second = fresh(rooms, course.code).learners[0].progress
    assert (first.begun, first.seen, first.step) == (NOON, NOON, 0)
    assert (second.begun, second.seen, second.step) == (NOON + timedelta(minutes=1), NOON + timedelta(minutes=2), 3)
    rooms.report(LESSON.key, attempt(0.9, "1", at=NOON + timedelta(minutes=3)), "ada")
    assert fresh(rooms, course.code).learners[0].progress[0].seen == NOON + timedelta(minutes=3)


def test_a_frozen_board_keeps_when_a_learner_was_seen(rooms, course):
    rooms.join(course, "Ada", "ada")
    rooms.begin(FOREST.key, "ada", 2)
    rooms.freeze(course, "teacher")
    assert fresh(rooms, course.code).learners[0].progress[1].seen == NOON
