"""Answers around chapters, as a room keeps them."""

import pytest

from bakeoff.lesson.lesson import chapter_lesson
from bakeoff.service.personal_data import rows_of
from bakeoff.storage.database import Database

LESSON = chapter_lesson("forest")


@pytest.fixture
def room(rooms):
    room, _secret = rooms.open([(LESSON, "a-link")], "teacher", "near")
    rooms.measure(room, True, "teacher")
    return room


def answers(rooms, code: str, owner: str) -> tuple[str | None, str | None]:
    at = rooms.member(code, owner).progress[0]
    return at.answers_before, at.answers_after


@pytest.mark.databases
def test_the_first_answers_count_and_go_with_the_learner(rooms, room, servers):
    rooms.join(room, "Ada", "ada")
    rooms.answer(room.code, LESSON.key, "before", "10", "ada")
    rooms.answer(room.code, LESSON.key, "before", "11", "ada")
    rooms.answer(room.code, LESSON.key, "after", "--", "ada")
    assert rooms.board(room.code).room.measures
    assert answers(servers(), room.code, "ada") == ("10", "--")
    rooms.leave(room, "ada")
    rooms.join(room, "Ada", "ada")
    assert answers(rooms, room.code, "ada") == (None, None)


def test_of_strangers_and_other_lessons_nothing_is_kept(rooms, room):
    rooms.join(room, "Ada", "ada")
    rooms.answer(room.code, LESSON.key, "before", "11", "eve")
    rooms.answer(room.code, chapter_lesson("svm").key, "before", "11", "ada")
    assert answers(rooms, room.code, "ada") == (None, None)
    assert rooms.member(room.code, "eve") is None


def test_a_frozen_board_is_read_with_answers_in_it(rooms, room):
    rooms.join(room, "Ada", "ada")
    rooms.answer(room.code, LESSON.key, "before", "10", "ada")
    rooms.freeze(room, "teacher")
    assert rooms.board(room.code).learners[0].progress[0].answers_before == "10"


def test_the_visitors_archive_has_them(rooms, room, url):
    rooms.join(room, "Ada", "ada")
    rooms.answer(room.code, LESSON.key, "before", "10", "ada")
    assert rows_of("ada", Database(url))["room_progress"][0]["answers_before"] == "10"
