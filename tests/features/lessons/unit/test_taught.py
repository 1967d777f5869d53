"""Answers of a class around chapters, as its teacher is told of them."""

import pytest

from bakeoff.features.lessons import measure, taught
from bakeoff.features.lessons.measure import orders
from bakeoff.features.lessons.room import Learner, LessonProgress, Room, RoomLesson
from bakeoff.features.lessons.tables import RoomAnswersRow
from bakeoff.features.lessons.taught import elsewhere
from bakeoff.lesson.concepts import concepts
from bakeoff.lesson.lesson import chapter_lesson
from tests.unit.fixtures import NOON

LESSONS = tuple(RoomLesson("a-link", chapter_lesson(name).key, False) for name in ("tree", "svm"))


@pytest.fixture(autouse=True)
def two_questions(monkeypatch):
    """Have both chapters two questions each, whatever the inventory has."""
    pair = (next(iter(concepts().values())),) * 2
    for module in (measure, taught):
        monkeypatch.setattr(module, "of_chapter", lambda name: pair if name else ())


def learners(n: int) -> list[Learner]:
    done = LessonProgress(reached=NOON)
    return [Learner(k, "", NOON, (done if k == 1 else LessonProgress(), LessonProgress())) for k in range(1, n + 1)]


def row(number: int, time: str, options: str, confidence: str = "33", position: int = 0) -> RoomAnswersRow:
    return RoomAnswersRow(number=number, position=position, time=time, options=options, confidence=confidence)


def of_tree(answers: list[RoomAnswersRow], n: int = 4, *, halves: bool = False):
    room = Room("KMPRTW", LESSONS, NOON, NOON, measures=True, halves=halves)
    return room, taught.taught(room, learners(n), answers)


def test_who_skipped_and_who_stopped_is_counted():
    answers = [row(1, "before", "02"), row(1, "after", "00"), row(2, "before", "--", "--"), row(3, "before", "12")]
    _room, (tree, svm) = of_tree(answers)
    assert (len(tree.given), len(tree.at("before")), len(tree.at("after")), tree.skipped) == (3, 2, 1, 1)
    assert tree.at("before").keys() - tree.reached == {3}
    assert tree.right("before", "after").tolist() == [[[True, False], [True, True]]]
    assert tree.right("before", "after", unchanged=True)[1].tolist() == [[False, False], [False, False]]
    assert svm.right("before", "after").shape == (0, 2, 2)


def test_a_wrong_idea_has_its_holders_and_how_many_are_sure():
    answers = [row(1, "before", "12", "31"), row(2, "before", "10", "13"), row(1, "after", "00")]
    _room, (tree, _svm) = of_tree(answers)
    assert [tree.holders(0, option, "before") for option in range(4)] == [(0, 0), (2, 1), (0, 0), (0, 0)]
    assert tree.holders(0, 0, "after") == (1, 1)


def test_the_half_that_begins_with_a_chapter_is_after_it_when_the_other_waits():
    answers = [row(n, time, "00" if time == "between" else "11") for n in range(1, 9) for time in ("before", "between")]
    room, (tree, svm) = of_tree(answers, 8, halves=True)
    first = {n for n in range(1, 9) if orders(room, n)[0][0].chapter == "tree"}
    assert len(first) == 4
    assert tree.at("after").keys() == first
    assert tree.half(first=True).shape == tree.half(first=False).shape == (4, 2, 2)
    assert tree.half(first=True)[:, 1].all()
    assert svm.first == {n: n not in first for n in range(1, 9)}


def test_elsewhere_is_every_other_question_after_a_chapter():
    answers = [row(1, "after", "01"), row(1, "after", "03", position=1), row(2, "after", "20")]
    _room, everything = of_tree(answers)
    right, rest = elsewhere(everything, everything[0], 0)
    assert (right.tolist(), rest.tolist()) == ([True, False], [1 / 3, 1])
