"""Classes, on SQLite: who may do what, and what the board shows; times are set by the test."""

import contextlib
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bakeoff.errors import SettingError
from bakeoff.service import rooms as module
from bakeoff.service.rooms import ALPHABET, MOST_LEARNERS, MOST_OF_ONE, as_code
from tests.unit.service.classes import LESSON, LOSS, NOON, attempt, fresh, names
from tests.waiting import PATIENCE, wait_until

TABLES = ("members", "runs", "teachers")


# --- opening and joining ---


def test_a_room_is_found_by_its_code_however_it_is_typed(rooms, room):
    assert len(room.code) == 6
    assert set(room.code) <= set(ALPHABET)
    assert rooms.find(f" {room.code[:3].lower()}-{room.code[3:]} ", "me") == room
    assert (room.lesson, room.lesson_key, room.low) == ("a-link", LESSON.key, False)
    assert rooms.open(LOSS, "a-link", "teacher")[0].low


def test_no_letter_of_a_code_is_taken_for_another():
    assert not set(ALPHABET) & set("ILOQU0123456789")
    assert as_code("0OI1L|") == ""
    assert as_code("B" * 10_000) == ""


@pytest.mark.parametrize("code", ["", "BBBBBB", "hello", "B" * 10_000, "‮", "' OR 1=1"])
def test_a_code_of_no_room_is_told(rooms, code):
    with pytest.raises(SettingError, match="There is no class of this code"):
        rooms.find(code, "me")


def test_who_tries_many_codes_has_to_wait_and_nobody_else(rooms, room):
    for _try in range(10):
        with pytest.raises(SettingError, match="There is no class"):
            rooms.find("BBBBBB", "guesser")
    with pytest.raises(SettingError, match="Too many wrong codes"):
        rooms.find(room.code, "guesser")
    assert rooms.find(room.code, "me") == room


def test_one_visitor_opens_so_many_classes_and_no_more(rooms):
    for _time in range(MOST_OF_ONE):
        rooms.open(LESSON, "a-link", "teacher")
    with pytest.raises(SettingError, match="You have opened 10 classes"):
        rooms.open(LESSON, "a-link", "teacher")
    rooms.open(LESSON, "a-link", "another")


@pytest.mark.databases
def test_a_member_is_known_on_every_server_and_joins_once(rooms, room, servers):
    rooms.join(room, "Ada", "ada")
    other = servers()
    other.join(room, "Ada again", "ada")
    assert names(other, room.code) == ["Ada"]
    assert other.member(room, "ada").nickname == "Ada"
    assert other.member(room, "somebody") is None


@pytest.mark.databases
def test_two_can_not_have_one_nickname_on_two_servers(rooms, room, servers):
    rooms.join(room, "Ada", "ada")
    with pytest.raises(SettingError, match="Somebody in this class has that nickname"):
        servers().join(room, "ＡＤＡ", "eve")


@pytest.mark.databases
def test_fifty_who_join_at_once_are_never_too_many_nor_called_the_same(servers, monkeypatch):
    monkeypatch.setattr(module, "MOST_LEARNERS", 20)
    both = servers(), servers()
    room, _secret = both[0].open(LESSON, "a-link", "teacher")
    barrier = threading.Barrier(50)

    def join(number: int) -> str:
        barrier.wait()
        try:
            both[number % 2].join(room, f"Learner {number // 2}", f"visitor {number}")
        except SettingError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(50) as pool:
        said = list(pool.map(join, range(50)))
    called = names(both[0], room.code)
    assert len(called) == len(set(called)) == said.count("") == 20
    assert all("is full" in text or "has that nickname" in text for text in said if text)
    assert len({learner.number for learner in both[0].board(room.code).learners}) == 20


def test_two_hundred_find_room_and_the_next_one_is_told(rooms, room):
    for number in range(MOST_LEARNERS):
        rooms.join(room, f"Learner {number}", f"visitor {number}")
    with pytest.raises(SettingError, match="This class is full: it has 200 learners"):
        rooms.join(room, "One more", "late")
    rooms.remove(room, 7, "teacher")
    rooms.join(room, "One more", "late")
    assert max(learner.number for learner in fresh(rooms, room.code).learners) == MOST_LEARNERS + 1


# --- what is reported, and the board ---


@pytest.mark.databases
def test_the_board_has_attempts_the_best_and_when_the_goal_was_reached(rooms, room):
    rooms.join(room, "Ada", "ada")
    for value, run, reached, minutes in ((0.9, "a", False, 1), (0.8, "b", False, 2), (0.97, "c", True, 3)):
        at = NOON + timedelta(minutes=minutes)
        rooms.report(LESSON.key, attempt(value, run, reached=reached, at=at), "ada")
    rooms.report(LESSON.key, attempt(0.99, "d", reached=True, at=NOON + timedelta(minutes=4)), "ada")
    (learner,) = fresh(rooms, room.code).learners
    assert (learner.attempts, learner.value, learner.contender) == (4, 0.99, "svm")
    assert learner.reached == NOON + timedelta(minutes=3)
    assert module.seconds_to_goal(learner) == 180


@pytest.mark.databases
def test_what_a_whole_class_tells_at_once_is_all_kept_in_few_transactions(rooms, room, monkeypatch):
    for number in range(30):
        rooms.join(room, f"Learner {number}", f"visitor {number}")
    written, entered, go = [], threading.Semaphore(0), threading.Event()
    tell = rooms._stored.tell

    def slowly(told) -> None:
        entered.release()
        go.wait(PATIENCE)
        written.append(len(told))
        tell(told)

    monkeypatch.setattr(rooms._stored, "tell", slowly)
    with ThreadPoolExecutor(30) as pool:
        first = pool.submit(rooms.report, LESSON.key, attempt(0.5, reached=True), "visitor 0")
        assert entered.acquire(timeout=PATIENCE)
        others = [pool.submit(rooms.report, LESSON.key, attempt(0.5), f"visitor {n}") for n in range(1, 30)]
        wait_until(lambda: len(rooms._told) == 29)
        go.set()
        assert [report.result() for report in (first, *others)] == [None] * 30
    assert written == [1, 29]
    assert {learner.attempts for learner in fresh(rooms, room.code).learners} == {1}


def test_one_run_counts_once_however_often_it_is_told_of(rooms, room):
    rooms.join(room, "Ada", "ada")
    for value in (0.5, 0.7, 0.6):
        rooms.report(LESSON.key, attempt(value), "ada")
    (learner,) = fresh(rooms, room.code).learners
    assert (learner.attempts, learner.value) == (1, 0.7)


@pytest.mark.parametrize(("lesson", "best"), [(LESSON, "cab"), (LOSS, "cba")])
def test_who_reached_it_leads_then_the_better_value_then_who_has_none(rooms, lesson, best):
    room, _secret = rooms.open(lesson, "a-link", "teacher")
    for name in "dabc":
        rooms.join(room, name, name)
    rooms.report(lesson.key, attempt(0.7, "1"), "a")
    rooms.report(lesson.key, attempt(0.6, "2"), "b")
    rooms.report(lesson.key, attempt(0.65, "3", reached=True), "c")
    assert "".join(names(rooms, room.code)) == best + "d"


def test_a_value_that_is_not_known_counts_as_an_attempt_and_no_more(rooms, room):
    rooms.join(room, "Ada", "ada")
    rooms.report(LESSON.key, attempt(None, "1"), "ada")
    rooms.report(LESSON.key, attempt(0.2, "2"), "ada")
    rooms.report(LESSON.key, attempt(None, "3"), "ada")
    (learner,) = fresh(rooms, room.code).learners
    assert (learner.attempts, learner.value) == (3, 0.2)


def test_nobody_writes_for_somebody_else_nor_to_another_lesson(rooms, room):
    rooms.join(room, "Ada", "ada")
    rooms.report(LESSON.key, attempt(0.9), "eve")
    rooms.report(LOSS.key, attempt(0.9), "ada")
    (learner,) = fresh(rooms, room.code).learners
    assert (learner.attempts, learner.value) == (0, None)


def test_who_reports_without_end_is_not_heard_until_the_goal_is_reached(rooms, room):
    rooms.join(room, "Ada", "ada")
    for number in range(100):
        rooms.report(LESSON.key, attempt(number / 1000, str(number)), "ada")
    assert fresh(rooms, room.code).learners[0].attempts == 30
    rooms.report(LESSON.key, attempt(0.99, "last", reached=True), "ada")
    assert fresh(rooms, room.code).learners[0].reached == NOON


def test_all_who_watch_at_once_cost_one_look_into_the_database(rooms, room, monkeypatch):
    looks = []
    shown = rooms._stored.shown
    monkeypatch.setattr(rooms._stored, "shown", lambda code: looks.append(code) or shown(code))
    monkeypatch.setattr(module, "BOARD_SECONDS", 3600)
    with ThreadPoolExecutor(20) as pool:
        boards = list(pool.map(lambda _watcher: rooms.board(room.code), range(200)))
    assert len(looks) == 1
    assert all(board is boards[0] for board in boards)
    rooms.join(room, "Ada", "ada")  # seen at once where it was done
    assert len(rooms.board(room.code).learners) == 1
    assert len(looks) == 2


# --- the end ---


@pytest.mark.databases
def test_after_a_day_nobody_joins_and_nothing_counts_but_the_board_can_be_read(rooms, room, watch):
    rooms.join(room, "Ada", "ada")
    watch.pass_by(hours=23, minutes=59)
    assert not fresh(rooms, room.code).ended
    rooms.join(room, "Bob", "bob")
    watch.pass_by(minutes=1)
    with pytest.raises(SettingError, match="This class has ended"):
        rooms.join(room, "Cy", "cy")
    rooms.report(LESSON.key, attempt(0.99, reached=True), "ada")
    board = fresh(rooms, room.code)
    assert board.ended
    assert [learner.attempts for learner in board.learners] == [0, 0]


def test_a_week_after_it_was_opened_all_of_it_is_deleted(rooms, room, watch, tmp_path):
    rooms.join(room, "Ada", "ada")
    rooms.report(LESSON.key, attempt(0.9), "ada")
    watch.pass_by(days=7, seconds=1)
    rooms.open(LESSON, "a-link", "another")
    assert fresh(rooms, room.code) is None
    with pytest.raises(SettingError, match="There is no class"):
        rooms.find(room.code, "ada")
    with contextlib.closing(sqlite3.connect(tmp_path / "history.sqlite")) as connection:
        kept = [connection.execute(f"SELECT count(*) FROM room_{what}").fetchone() for what in TABLES]
    assert kept == [(0,), (0,), (1,)]
