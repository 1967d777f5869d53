"""Classes, on SQLite: who may do what, and what the board shows; times are set by the test."""

import contextlib
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bakeoff.errors import SettingError
from bakeoff.features.lessons import service as module
from bakeoff.features.lessons.room import RoomLesson
from bakeoff.features.lessons.service import (
    ALPHABET,
    MOST_LEARNERS,
    MOST_OF_NETWORK,
    MOST_OF_ONE,
    WRONG_A_MINUTE,
    as_code,
)
from tests.features.lessons.unit.classes import LESSON, LOSS, NOON, attempt, fresh, names
from tests.waiting import PATIENCE, wait_until

TABLES = ("lessons", "members", "progress", "attempts", "teachers")


# --- opening and joining ---


def test_a_room_is_found_by_its_code_however_it_is_typed(rooms, room):
    assert len(room.code) == 6
    assert set(room.code) <= set(ALPHABET)
    assert rooms.find(f" {room.code[:3].lower()}-{room.code[3:]} ", "near") == room
    assert room.lessons == (RoomLesson("a-link", LESSON.key, low=False),)
    assert rooms.open([(LOSS, "a-link")], "teacher", "near")[0].lessons[0].low


def test_no_letter_of_a_code_is_taken_for_another():
    assert not set(ALPHABET) & set("ILOQU0123456789")
    assert as_code("0OI1L|") == ""
    assert as_code("B" * 10_000) == ""


@pytest.mark.parametrize("code", ["", "BBBBBB", "hello", "B" * 10_000, "‮", "' OR 1=1"])
def test_a_code_of_no_room_is_told(rooms, code):
    with pytest.raises(SettingError, match="There is no class of this code"):
        rooms.find(code, "near")


def test_wrong_codes_are_limited_by_network_and_shut_nobody_out(rooms, room):
    for _try in range(WRONG_A_MINUTE):
        with pytest.raises(SettingError, match="There is no class"):
            rooms.find("BBBBBB", "near")
    with pytest.raises(SettingError, match="Too many wrong codes"):
        rooms.find("BBBBBB", "near")
    with pytest.raises(SettingError, match="There is no class"):
        rooms.find("BBBBBB", "far")
    for _visit in range(2 * WRONG_A_MINUTE):
        assert rooms.find(room.code, "near") == room
    rooms.join(rooms.find(room.code, "near"), "Ada", "ada")


def test_one_visitor_opens_so_many_classes_and_no_more(rooms):
    for _time in range(MOST_OF_ONE):
        rooms.open([(LESSON, "a-link")], "teacher", "near")
    with pytest.raises(SettingError, match="You have opened 10 classes"):
        rooms.open([(LESSON, "a-link")], "teacher", "near")
    rooms.open([(LESSON, "a-link")], "another", "near")


def test_many_cookies_of_one_network_open_so_many_classes_and_no_more(rooms, watch):
    for number in range(MOST_OF_NETWORK):
        rooms.open([(LESSON, "a-link")], f"cookie {number}", "near")
    with pytest.raises(SettingError, match="So many classes were opened from your network"):
        rooms.open([(LESSON, "a-link")], "one more", "near")
    rooms.open([(LESSON, "a-link")], "teacher", "far")
    watch.pass_by(hours=12)
    rooms.open([(LESSON, "a-link")], "another", "near")


@pytest.mark.databases
def test_a_full_server_ends_what_nobody_has_joined_for_an_hour_and_nothing_else(rooms, watch, monkeypatch):
    monkeypatch.setattr(module, "MOST_ROOMS", 3)
    unused, used, new = (rooms.open([(LESSON, "a-link")], f"cookie {number}", "near")[0] for number in range(3))
    rooms.join(used, "Ada", "ada")
    with pytest.raises(SettingError, match="as many classes open as it can"):
        rooms.open([(LESSON, "a-link")], "teacher", "far")
    rooms._stored.end(new.code, watch.now)
    watch.pass_by(hours=1, seconds=1)
    new = rooms.open([(LESSON, "a-link")], "cookie 4", "near")[0]
    rooms.open([(LESSON, "a-link")], "teacher", "far")
    assert [rooms.has_ended(rooms.find(room.code, "far")) for room in (unused, used, new)] == [True, False, False]
    with pytest.raises(SettingError, match="as many classes open as it can"):
        rooms.open([(LESSON, "a-link")], "teacher", "far")


@pytest.mark.databases
def test_whoever_runs_the_server_sees_open_classes_and_ends_them(rooms, room, watch):
    watch.pass_by(minutes=1)
    later, secret = rooms.open([(LESSON, "a-link")], "another", "near")
    rooms.admit(later, secret, "colleague")
    rooms.join(room, "Ada", "ada")
    stored = rooms._stored
    seen = stored.open_rooms(watch.now, 10)
    assert [(each.code, each.learners, each.opened) for each in seen] == [
        (later.code, 0, later.opened),
        (room.code, 1, NOON),
    ]
    assert seen[1].teacher == "teacher"
    assert stored.open_rooms(watch.now, 1) == seen[:1]
    stored.end(room.code, watch.now)
    assert [each.code for each in stored.open_rooms(watch.now, 10)] == [later.code]
    assert fresh(rooms, room.code).ended
    with pytest.raises(SettingError, match="This class has ended"):
        rooms.join(rooms.find(room.code, "near"), "Bob", "bob")


@pytest.mark.databases
def test_a_member_is_known_on_every_server_and_joins_once(rooms, room, servers):
    rooms.join(room, "Ada", "ada")
    other = servers()
    other.join(room, "Ada again", "ada")
    assert names(other, room.code) == ["Ada"]
    assert other.member(room.code, "ada").nickname == "Ada"
    assert other.member(room.code, "somebody") is None


@pytest.mark.databases
def test_two_can_not_have_one_nickname_on_two_servers(rooms, room, servers):
    rooms.join(room, "Ada", "ada")
    with pytest.raises(SettingError, match="Somebody in this class has that nickname"):
        servers().join(room, "ＡＤＡ", "eve")


@pytest.mark.databases
def test_fifty_who_join_at_once_are_never_too_many_nor_called_the_same(servers, monkeypatch):
    monkeypatch.setattr(module, "MOST_LEARNERS", 20)
    both = servers(), servers()
    room, _secret = both[0].open([(LESSON, "a-link")], "teacher", "near")
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
    assert (learner.attempts, learner.progress[0].value, learner.progress[0].contender) == (4, 0.99, "svm")
    assert learner.progress[0].reached == NOON + timedelta(minutes=3)
    assert learner.seconds_to_goal(0) == 180


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
    assert (learner.attempts, learner.progress[0].value) == (1, 0.7)


@pytest.mark.parametrize(("lesson", "best"), [(LESSON, "cab"), (LOSS, "cba")])
def test_who_reached_it_leads_then_the_better_value_then_who_has_none(rooms, lesson, best):
    room, _secret = rooms.open([(lesson, "a-link")], "teacher", "near")
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
    assert (learner.attempts, learner.progress[0].value) == (3, 0.2)


def test_nobody_writes_for_somebody_else_nor_to_another_lesson(rooms, room):
    rooms.join(room, "Ada", "ada")
    rooms.report(LESSON.key, attempt(0.9), "eve")
    rooms.report(LOSS.key, attempt(0.9), "ada")
    (learner,) = fresh(rooms, room.code).learners
    assert (learner.attempts, learner.progress[0].value) == (0, None)


def test_who_reports_without_end_is_not_heard_until_the_goal_is_reached(rooms, room):
    rooms.join(room, "Ada", "ada")
    for number in range(100):
        rooms.report(LESSON.key, attempt(number / 1000, str(number)), "ada")
    assert fresh(rooms, room.code).learners[0].attempts == 30
    rooms.report(LESSON.key, attempt(0.99, "last", reached=True), "ada")
    assert fresh(rooms, room.code).learners[0].progress[0].reached == NOON


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
    rooms.open([(LESSON, "a-link")], "another", "near")
    assert fresh(rooms, room.code) is None
    with pytest.raises(SettingError, match="There is no class"):
        rooms.find(room.code, "near")
    with contextlib.closing(sqlite3.connect(tmp_path / "history.sqlite")) as connection:
        kept = [connection.execute(f"SELECT count(*) FROM room_{what}").fetchone() for what in TABLES]
    assert kept == [(1,), (0,), (0,), (0,), (1,)]
