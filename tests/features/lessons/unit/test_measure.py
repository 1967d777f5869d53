"""Questions around chapters, as a room asks them and keeps the answers, with a clock that is moved."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bakeoff.errors import SettingError
from bakeoff.features.lessons import measure as module
from bakeoff.features.lessons.forgetting import KEPT_LONGER
from bakeoff.features.lessons.measure import Measure, orders
from bakeoff.features.lessons.service import KEPT_AFTERWARDS
from bakeoff.lesson.concepts import concepts
from bakeoff.lesson.lesson import chapter_lesson
from bakeoff.service.personal_data import rows_of
from bakeoff.storage.database import Database

DAY = timedelta(days=1)
TREE, SVM = chapter_lesson("tree"), chapter_lesson("svm")
GIVEN = {0: ("0", "3")}


@pytest.fixture(autouse=True)
def one_question(monkeypatch):
    """Have both chapters one question each, whatever the inventory has."""
    monkeypatch.setattr(module, "of_chapter", lambda name: (next(iter(concepts().values())),) if name else ())


@pytest.fixture
def database(url) -> Iterator[Database]:
    with contextlib.closing(Database(url)) as database:
        yield database


@pytest.fixture
def measure(rooms, database, watch) -> Measure:
    return Measure(rooms, database, watch)


@pytest.fixture
def room(rooms):
    room, _secret = rooms.open([(TREE, "a-link")], "teacher", "near", days=10)
    rooms.measure(room, True, "teacher")
    rooms.join(room, "Ada", "ada")
    return room


def stands(measure, *reached, owner="ada"):
    (standing,) = measure.standings(owner, reached)
    return standing


def send(measure, *reached, owner="ada", again=False, answers=GIVEN):
    standing = stands(measure, *reached, owner=owner)
    measure.answer(standing, answers, owner, again=again)
    return standing.due


@pytest.mark.databases
def test_questions_come_before_and_after_and_once_more_within_a_week_of_days(measure, room, watch):
    assert send(measure) == "before"
    assert (stands(measure).due, stands(measure).pending) == (None, True)
    assert send(measure, "tree", again=True) == "after"
    assert (stands(measure, "tree").due, stands(measure, "tree").pending) == (None, True)
    watch.now += 7 * DAY
    assert send(measure, "tree") == "later"
    assert (stands(measure, "tree").due, stands(measure, "tree").pending) == (None, False)


def test_who_declines_or_is_late_is_not_asked_once_more(measure, rooms, room, watch):
    rooms.join(room, "Eve", "eve")
    for owner in ("ada", "eve"):
        send(measure, owner=owner)
        send(measure, "tree", owner=owner, again=owner == "eve")
    assert not stands(measure, "tree").pending
    watch.now += 14 * DAY + timedelta(seconds=1)
    for owner in ("ada", "eve"):
        assert (stands(measure, "tree", owner=owner).due, stands(measure, "tree", owner=owner).pending) == (None, False)


def test_the_first_answers_count_and_a_skip_ends_the_questions(measure, room):
    standing = stands(measure)
    measure.answer(standing, {0: ("-", "-")}, "ada", again=False)
    measure.answer(standing, GIVEN, "ada", again=False)
    assert [row.options for row in measure.answers(room, "teacher")] == ["-"]
    assert (stands(measure, "tree").due, stands(measure, "tree").pending) == (None, False)


def test_who_reached_the_goal_before_the_questions_gets_none(measure, room):
    assert stands(measure, "tree").due is None


def test_who_did_not_finish_is_asked_when_the_class_has_ended(measure, rooms, room, watch):
    send(measure)
    assert stands(measure).due is None
    watch.pass_by(hours=1)
    rooms.end(room, "teacher")
    assert send(measure, again=True) == "after"


def test_of_a_class_that_is_deleted_only_who_agreed_is_asked_again(measure, rooms, room, watch):
    rooms.join(room, "Eve", "eve")
    for owner in ("ada", "eve"):
        send(measure, owner=owner)
    watch.pass_by(hours=1)
    rooms.end(room, "teacher")
    watch.now += 5 * DAY
    send(measure, "tree", again=True)
    watch.now += 7 * DAY
    rooms._stored.forget(watch.now - KEPT_AFTERWARDS)
    assert rooms.member(room.code, "eve") is None
    left = rooms.member(room.code, "ada")
    assert (left.number, left.nickname) == (1, "1")
    assert send(measure, "tree") == "later"
    watch.now += KEPT_LONGER
    rooms._stored.forget(watch.now - KEPT_AFTERWARDS)
    assert measure.standings("ada", ()) == []
    assert rooms._stored.get(room.code) is None


def test_a_class_in_which_nobody_agreed_is_deleted_whole(measure, rooms, room, watch):
    send(measure)
    watch.now += 10 * DAY + KEPT_AFTERWARDS + DAY
    rooms._stored.forget(watch.now - KEPT_AFTERWARDS)
    assert rooms._stored.get(room.code) is None


def test_answers_go_with_the_learner_and_are_in_their_archive(measure, rooms, room, database):
    send(measure)
    (row,) = rows_of("ada", database)["room_answers"]
    assert (row["options"], row["confidence"], row["time"]) == ("0", "3", "before")
    rooms.leave(room, "ada")
    assert measure.answers(room, "teacher") == []


def test_only_a_teacher_sees_the_answers(measure, room):
    with pytest.raises(SettingError):
        measure.answers(room, "ada")


@pytest.fixture
def halved(rooms, measure):
    room, _secret = rooms.open([(TREE, "a-link"), (SVM, "another")], "teacher", "near", days=10)
    rooms.measure(room, True, "teacher")
    measure.halve(rooms._stored.get(room.code), True, "teacher")
    return rooms._stored.get(room.code)


def test_each_block_has_both_orders_equally_often(halved):
    first = [orders(halved, number)[0][0].chapter for number in range(1, 41)]
    assert all(first[at : at + 4].count("tree") == 2 for at in range(0, 40, 4))
    assert first != first[:4] * 10


def test_both_chapters_are_asked_three_times_and_one_waits(measure, rooms, halved):
    rooms.join(halved, "Ada", "ada")
    both = {0: ("0", "1"), 1: ("2", "3")}
    assert send(measure, answers=both) == "before"
    first, second = (part.chapter for part in stands(measure).parts)
    assert (stands(measure).closes(first), stands(measure).closes(second)) == (False, True)
    assert send(measure, first, answers=both) == "between"
    assert not stands(measure, first).closes(second)
    assert send(measure, first, second, answers=both) == "after"
    assert len(measure.answers(halved, "teacher")) == 6


def test_an_ended_class_asks_who_is_between_once(measure, rooms, halved, watch):
    rooms.join(halved, "Ada", "ada")
    both = {0: ("0", "1"), 1: ("2", "3")}
    send(measure, answers=both)
    watch.pass_by(hours=1)
    rooms.end(halved, "teacher")
    assert send(measure, answers=both) == "between"
    assert (stands(measure).due, stands(measure).pending) == (None, False)


def test_the_order_stays_once_somebody_has_answered(measure, rooms, halved):
    rooms.join(halved, "Ada", "ada")
    send(measure, answers={0: ("0", "1"), 1: ("2", "3")})
    with pytest.raises(SettingError, match="order"):
        measure.halve(halved, False, "teacher")
