"""Courses: several lessons under one code, a life chosen by the teacher, and the order of the board."""

from datetime import timedelta

import pytest

from bakeoff.errors import SettingError
from bakeoff.features.lessons import service as module
from bakeoff.features.lessons.service import MOST_LONG_OF_NETWORK, longest_days
from bakeoff.lesson.lesson import MOST_LESSONS, chapter_lesson
from bakeoff.spreadsheets import to_csv
from tests.features.lessons.unit.classes import LESSON, LOSS, NOON, attempt, fresh, names

FOREST = chapter_lesson("forest")
COURSE = [(LESSON, "a-link"), (FOREST, "a-chapter"), (LOSS, "another-link")]


@pytest.fixture
def course(rooms):
    return rooms.open(COURSE, "teacher", "near", title=" Week  1 ", days=30)[0]


@pytest.mark.databases
def test_each_lesson_of_a_course_has_its_own_progress(rooms, course, servers):
    rooms.join(course, "Ada", "ada")
    rooms.join(course, "Bob", "bob")
    rooms.report(LESSON.key, attempt(0.9, "1"), "ada")
    rooms.report(LOSS.key, attempt(0.01, "1", reached=True), "ada")
    rooms.report(FOREST.key, attempt(1.0, "chapter-forest", reached=True), "bob")
    board = fresh(servers(), course.code)
    assert (board.room.title, [each.link for each in board.room.lessons]) == (
        "Week 1",
        ["a-link", "a-chapter", "another-link"],
    )
    progress = {
        each.nickname: [(at.attempts, at.value, at.reached is not None) for at in each.progress]
        for each in board.learners
    }
    assert progress == {
        "Ada": [(1, 0.9, False), (0, None, False), (1, 0.01, True)],
        "Bob": [(0, None, False), (1, 1.0, True), (0, None, False)],
    }
    rooms.leave(course, "ada")
    assert names(rooms, course.code) == ["Bob"]


def test_the_board_of_a_course_starts_with_most_goals_then_who_had_them_first(rooms, course, watch):
    for name in ("ada", "bob", "cy"):
        rooms.join(course, name, name)
    for minutes, (name, lesson) in enumerate([("bob", LESSON), ("cy", LOSS), ("cy", LESSON), ("ada", LOSS)], start=1):
        at = NOON + timedelta(minutes=minutes)
        rooms.report(lesson.key, attempt(0.01, "1", reached=True, at=at), name)
    assert names(rooms, course.code) == ["cy", "bob", "ada"]


def test_who_has_tried_stands_before_who_has_not(rooms, course):
    for name in ("ada", "bob"):
        rooms.join(course, name, name)
    rooms.report(LESSON.key, attempt(0.5, "1"), "bob")
    assert names(rooms, course.code) == ["bob", "ada"]


@pytest.mark.parametrize(
    ("ranking", "order"),
    [("first", ["slow", "fast", "cy"]), ("attempts", ["fast", "slow", "cy"]), ("value", ["fast", "slow", "cy"])],
)
def test_the_teacher_chooses_the_order_of_the_board(rooms, ranking, order):
    room, _secret = rooms.open([(LOSS, "a-link")], "teacher", "near")
    for name in ("cy", "fast", "slow"):
        rooms.join(room, name, name)
    rooms.report(LOSS.key, attempt(0.06, "0"), "slow")
    rooms.report(LOSS.key, attempt(0.05, "1", reached=True, at=NOON + timedelta(seconds=35)), "slow")
    rooms.report(LOSS.key, attempt(0.009, "1", reached=True, at=NOON + timedelta(seconds=46)), "fast")
    rooms.report(LOSS.key, attempt(0.2, "1"), "cy")
    rooms.rank(room, ranking, "teacher")
    assert names(rooms, room.code) == order


def test_a_value_that_improves_after_the_goal_counts_and_the_time_stays(rooms):
    room, _secret = rooms.open([(LOSS, "a-link")], "teacher", "near")
    rooms.join(room, "Ada", "ada")
    rooms.report(LOSS.key, attempt(0.05, reached=True), "ada")
    rooms.report(LOSS.key, attempt(0.016, reached=True, at=NOON + timedelta(seconds=9)), "ada")
    rooms.report(LOSS.key, attempt(0.001, reached=False, at=NOON + timedelta(seconds=10)), "ada")
    (at,) = fresh(rooms, room.code).learners[0].progress
    assert (at.value, at.reached, at.attempts) == (0.016, NOON, 1)


@pytest.mark.databases
def test_the_time_to_the_goal_counts_from_opening_the_lesson(rooms, course, watch):
    rooms.join(course, "Ada", "ada")
    watch.pass_by(days=3)
    rooms.begin(LOSS.key, "ada")
    watch.pass_by(seconds=40)
    rooms.begin(LOSS.key, "ada")  # opened again
    rooms.begin(LOSS.key, "stranger")
    watch.pass_by(seconds=2)
    rooms.report(LOSS.key, attempt(0.01, reached=True, at=watch.now), "ada")
    rooms.report(LESSON.key, attempt(0.99, reached=True, at=NOON - timedelta(days=1)), "ada")
    (ada,) = fresh(rooms, course.code).learners
    assert [ada.seconds_to_goal(position) for position in range(3)] == [None, None, 42.0]


@pytest.mark.databases
def test_a_frozen_board_of_a_course_keeps_every_cell(rooms, course):
    rooms.join(course, "Ada", "ada")
    rooms.report(LOSS.key, attempt(0.01, reached=True), "ada")
    before = fresh(rooms, course.code).learners
    rooms.freeze(course, "teacher")
    rooms.report(LESSON.key, attempt(0.99, reached=True), "ada")
    assert fresh(rooms, course.code).learners == before


def test_the_table_has_all_that_an_office_grades_from_and_no_formulas(rooms, course):
    rooms.join(course, "=1+1", "ada")
    settings = "pace=full, hide=data,classes,table, layers=8:tanh, learning_rate=0.1, gone==1"
    rooms.report(LOSS.key, attempt(0.01, reached=True, data="gauss, noise=0.2", settings=settings), "ada")
    frame = rooms.results(course, "teacher").frame([lesson for lesson, _link in COURSE])
    assert frame["lesson"].tolist() == ["Beat it", str(FOREST.title), "Part them"]
    last = frame.iloc[2].to_dict()
    assert last["goal"] == "Test loss: at most 0.05"
    assert (last["class"], last["nickname"], last["attempts"], last["reached"]) == (course.code, "=1+1", 1, True)
    assert (last["value"], last["data"], last["reached_at"]) == (0.01, "Gauss (noise=0.2)", "2026-03-01T12:00:00+00:00")
    assert ",=" not in to_csv(frame, index=False)
    assert last["settings"].endswith("=1")  # of another version: as it stands in the link
    settings = settings.removesuffix(", gone==1")
    rooms.report(LOSS.key, attempt(0.001, reached=True, data="gauss", settings=settings), "ada")
    frame = rooms.results(course, "teacher").frame([lesson for lesson, _link in COURSE])
    assert frame.iloc[2]["settings"] == "Hidden layers: 8 Tanh; Learning rate: 0.1"


def test_a_course_lasts_as_long_as_its_teacher_says_and_the_server_allows(rooms, course, watch, monkeypatch):
    watch.pass_by(days=29, hours=23)
    rooms.join(course, "Ada", "ada")
    watch.pass_by(hours=1)
    with pytest.raises(SettingError, match="This class has ended"):
        rooms.join(course, "Bob", "bob")
    watch.pass_by(days=6, seconds=1)
    rooms.open(COURSE, "teacher", "near")
    assert fresh(rooms, course.code) is None
    assert longest_days() == 180
    monkeypatch.setenv("BAKEOFF_CLASS_DAYS", "7")
    for days in (0, 8, 10**9):
        with pytest.raises(SettingError, match="lasts 1 to 7 days"):
            rooms.open(COURSE, "teacher", "near", days=days)


@pytest.mark.parametrize(
    ("lessons", "sentence"),
    [
        ([], "1 to 20 lessons"),
        ([(chapter_lesson("forest"), "x")] * 2, "twice in this class"),
        ([(LESSON, "x")] * (MOST_LESSONS + 1), "1 to 20 lessons"),
    ],
)
def test_a_course_of_no_or_the_same_lessons_is_refused(rooms, lessons, sentence):
    with pytest.raises(SettingError, match=sentence):
        rooms.open(lessons, "teacher", "near")


def test_classes_that_last_long_leave_room_for_those_of_a_day(rooms, monkeypatch):
    for number in range(MOST_LONG_OF_NETWORK):
        rooms.open(COURSE, f"cookie {number}", "near", days=100)
    with pytest.raises(SettingError, match="So many classes were opened from your network"):
        rooms.open(COURSE, "one more", "near", days=2)
    rooms.open(COURSE, "one more", "near")
    monkeypatch.setattr(module, "MOST_LONG", MOST_LONG_OF_NETWORK)
    with pytest.raises(SettingError, match="as many classes open as it can"):
        rooms.open(COURSE, "one more", "far", days=2)
    rooms.open(COURSE, "one more", "far")


def test_the_teacher_ends_a_class(rooms, room):
    rooms.join(room, "Ada", "ada")
    rooms.end(room, "teacher")
    assert fresh(rooms, room.code).ended
    rooms.report(LESSON.key, attempt(0.99, reached=True), "ada")
    assert fresh(rooms, room.code).learners[0].attempts == 0
    with pytest.raises(SettingError, match="This class has ended"):
        rooms.join(rooms.find(room.code, "near"), "Bob", "bob")
