"""What a teacher can do in a class, and nobody else."""

import csv
import io

import pytest

from bakeoff.errors import SettingError
from bakeoff.features.lessons import service
from bakeoff.spreadsheets import to_csv
from tests.features.lessons.unit.classes import LESSON, NOON, attempt, fresh, names


@pytest.mark.databases
def test_a_frozen_board_stands_still_until_it_is_revealed(rooms, room):
    rooms.join(room, "Ada", "ada")
    rooms.join(room, "Bob", "bob")
    rooms.report(LESSON.key, attempt(0.9, "1"), "ada")
    rooms.freeze(room, "teacher")
    rooms.report(LESSON.key, attempt(0.96, "2", reached=True), "bob")
    rooms.join(room, "Cy", "cy")
    rooms.freeze(room, "teacher")  # twice is once
    board = fresh(rooms, room.code)
    assert board.room.frozen == NOON
    assert [(each.nickname, each.attempts, each.progress[0].value) for each in board.learners] == [
        ("Ada", 1, 0.9),
        ("Bob", 0, None),
        ("Cy", 0, None),
    ]
    assert list(rooms.results(room, "teacher").frame([LESSON])["nickname"]) == ["Bob", "Ada", "Cy"]
    rooms.remove(room, board.learners[0].number, "teacher")
    assert names(rooms, room.code) == ["Bob", "Cy"]
    rooms.reveal(room, "teacher")
    board = fresh(rooms, room.code)
    assert board.room.frozen is None
    assert board.learners[0].progress[0].reached == NOON


def test_hidden_names_are_numbers_on_the_board_and_names_in_the_table(rooms, room):
    rooms.join(room, "Ada", "ada")
    rooms.hide_names(room, True, "teacher")
    assert names(rooms, room.code) == ["Learner 1"]
    assert list(rooms.results(room, "teacher").frame([LESSON])["nickname"]) == ["Ada"]
    rooms.hide_names(room, False, "teacher")
    assert names(rooms, room.code) == ["Ada"]


def test_a_board_shows_at_once_what_is_done_in_its_class(rooms, room, monkeypatch):
    monkeypatch.setattr(service, "BOARD_SECONDS", 1e9)  # a board that is kept stays until something is done
    acts = (
        (lambda: rooms.join(room, "Ada", "ada"), ["Ada"]),
        (lambda: rooms.join(room, "Bob", "bob"), ["Ada", "Bob"]),
        (lambda: rooms.hide_names(room, True, "teacher"), ["Learner 1", "Learner 2"]),
        (lambda: rooms.remove(room, 1, "teacher"), ["Learner 2"]),
        (lambda: rooms.leave(room, "bob"), []),
    )
    for act, shown in acts:
        act()
        board = rooms.board(room.code)
        assert [board.called(learner) for learner in board.learners] == shown
    rooms.freeze(room, "teacher")
    assert rooms.board(room.code).room.frozen == NOON
    rooms.end(room, "teacher")
    assert rooms.has_ended(rooms.board(room.code).room)


@pytest.mark.databases
def test_who_is_removed_is_gone_with_all_runs_and_the_name_is_free(rooms, room):
    rooms.join(room, "Ada", "ada")
    rooms.report(LESSON.key, attempt(0.9), "ada")
    rooms.remove(room, 1, "teacher")
    assert rooms.member(room.code, "ada") is None
    rooms.report(LESSON.key, attempt(0.99), "ada")
    rooms.join(room, "Ada", "another")
    (learner,) = fresh(rooms, room.code).learners
    assert (learner.number, learner.attempts) == (2, 0)


def test_who_leaves_is_forgotten(rooms, room):
    rooms.join(room, "Ada", "ada")
    rooms.leave(room, "ada")
    rooms.leave(room, "ada")
    assert names(rooms, room.code) == []


def test_the_table_runs_nothing_in_a_spreadsheet(rooms, room):
    rooms.join(room, '=HYPERLINK("x")', "eve")
    text = to_csv(rooms.results(room, "teacher").frame([LESSON]), index=False)
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["nickname"] == '\'=HYPERLINK("x")'
    assert (row["place"], row["attempts"], row["reached"], row["value"]) == ("1", "0", "False", "")


@pytest.mark.parametrize(
    "does",
    [
        lambda rooms, room: rooms.freeze(room, "ada"),
        lambda rooms, room: rooms.reveal(room, "ada"),
        lambda rooms, room: rooms.hide_names(room, True, "ada"),
        lambda rooms, room: rooms.remove(room, 1, "ada"),
        lambda rooms, room: rooms.results(room, "ada"),
        lambda rooms, room: rooms.end(room, "ada"),
        lambda rooms, room: rooms.rank(room, "value", "ada"),
        lambda rooms, room: rooms.new_secret(room, "ada"),
    ],
)
def test_a_learner_can_do_nothing_of_what_a_teacher_can(rooms, room, does):
    rooms.join(room, "Ada", "ada")
    with pytest.raises(SettingError, match="Only the teacher of this class"):
        does(rooms, room)


def test_the_teachers_secret_opens_the_class_elsewhere_and_is_kept_nowhere(rooms, tmp_path):
    room, secret = rooms.open([(LESSON, "a-link")], "teacher", "near")
    with pytest.raises(SettingError, match="no longer, the teacher’s link"):
        rooms.admit(room, "x" * 43, "eve")
    with pytest.raises(SettingError, match="no longer, the teacher’s link"):
        rooms.admit(room, "", "eve")
    assert not rooms.teaches(room, "eve")
    rooms.admit(room, secret, "her other computer")
    assert rooms.teaches(room, "her other computer")
    newer = rooms.new_secret(room, "teacher")
    with pytest.raises(SettingError, match="no longer, the teacher’s link"):
        rooms.admit(room, secret, "eve")
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("history.sqlite*"))
    assert room.code.encode() in kept
    assert secret.encode() not in kept
    assert newer.encode() not in kept


def test_wrong_secrets_do_not_shut_the_teacher_out(rooms):
    room, secret = rooms.open([(LESSON, "a-link")], "teacher", "near")
    for _try in range(100):
        with pytest.raises(SettingError, match="no longer, the teacher’s link"):
            rooms.admit(room, "x" * 43, "her other computer")
    rooms.admit(room, secret, "her other computer")
