"""Questions that come back, with a clock that is moved."""

from datetime import UTC, datetime, timedelta

import pytest

from bakeoff.features.learn.exercises import EXERCISES
from bakeoff.features.learn.recall import MOST, PAUSE, Standing, due, question, standing
from bakeoff.lesson.concepts import concepts, of_chapter

BEGUN = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)


def after(**duration: float) -> datetime:
    return BEGUN + timedelta(**duration)


def answer(answers: dict[str, str], now: datetime, *, right: bool) -> list[str]:
    """Answer all that is due now; return its names."""
    asked = due({"svm": BEGUN}, answers, now)
    answers |= {name: at.answered(right, now).code() for name, at in asked.items()}
    return sorted(asked)


def test_questions_come_back_after_1_7_and_30_days_and_then_no_more():
    answers: dict[str, str] = {}
    assert answer(answers, after(hours=23), right=True) == []
    first = answer(answers, after(days=1), right=True)
    assert len(first) == MOST == len(of_chapter("svm")) + 1
    assert answer(answers, after(days=7.9), right=True) == []
    assert answer(answers, after(days=8), right=True) == first
    assert answer(answers, after(days=37), right=True) == []
    assert answer(answers, after(days=38), right=True) == first
    assert answer(answers, after(days=1000), right=True) == []


def test_a_wrong_answer_begins_again_at_one_day():
    answers: dict[str, str] = {}
    answer(answers, after(days=1), right=True)
    first = answer(answers, after(days=8), right=False)
    assert answer(answers, after(days=8.9), right=True) == []
    assert answer(answers, after(days=9), right=True) == first
    assert answer(answers, after(days=15), right=True) == []
    assert answer(answers, after(days=16), right=True) == first


def test_a_visit_asks_three_questions_of_different_chapters_the_longest_overdue_first():
    reached = {name: after(hours=place) for place, name in enumerate(reversed(EXERCISES))}
    asked = due(reached, {}, after(days=3))
    assert [name.split("-")[1] for name in asked] == list(reversed(EXERCISES))[:MOST]


def test_a_second_visit_soon_after_an_answer_asks_nothing():
    reached, now = dict.fromkeys(EXERCISES, BEGUN), after(days=3)
    name, at = next(iter(due(reached, {}, now).items()))
    answers = {name: at.answered(False, now).code(), "svm-guess-few": "few"}
    assert due(reached, answers, now + PAUSE - timedelta(minutes=1)) == {}
    assert name not in due(reached, answers, now + PAUSE)
    assert len(due(reached, answers, now + PAUSE)) == MOST


@pytest.mark.parametrize("reached", [{}, {"questions": BEGUN}, {"svm-hard": BEGUN}])
def test_nothing_is_asked_of_a_chapter_that_is_not_reached_or_has_no_questions(reached):
    assert due(reached, {}, after(days=400)) == {}


def test_a_standing_is_read_as_it_was_stored():
    at = Standing(2, 5, BEGUN)
    assert standing(at.code()) == at


def test_each_option_has_feedback_of_its_own_and_numbers_are_new_each_time():
    reached = dict.fromkeys(EXERCISES, BEGUN)
    names = {f"recall-{each.chapter}-{each.name}" for each in concepts().values() if each.chapter in reached}
    for name in names:
        chapter, asked = question(name, 0)
        concept = concepts()[name.split("-")[2]]
        assert chapter == concept.chapter
        assert asked.feedback[asked.right] == concept.explanation
        assert set(asked.feedback) == {concept.explanation, *(idea.feedback for idea in concept.ideas)}
    for chapter in EXERCISES:
        assert len({question(f"recall-{chapter}-exercise", n)[1].sentence for n in range(5)}) > 1
