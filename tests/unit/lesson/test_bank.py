"""Ready lessons: each is not reached at its start, and is by its solution."""

import pytest

from bakeoff.lesson import check as lesson_check
from bakeoff.lesson.bank import bank
from bakeoff.lesson.check import check_lesson
from bakeoff.lesson.code import MOST_CODE, pack
from bakeoff.lesson.fixed import keeps_to
from tests.unit.lent import Lent


def test_there_are_twenty_one_ready_lessons_for_three_places():
    lessons = {name: each.lesson() for name, each in bank().items()}
    assert len(lessons) == len({lesson.key for lesson in lessons.values()}) == 21
    assert {lesson.place for lesson in lessons.values()} == {"lab", "race", "judge"}
    assert max(len(pack(lesson)) for lesson in lessons.values()) <= MOST_CODE


@pytest.mark.parametrize("name", bank())
def test_the_solution_of_a_ready_lesson_changes_nothing_that_it_fixes(name):
    ready = bank()[name]
    assert keeps_to(ready.lesson(), ready.solved())
    assert 5 <= ready.minutes <= 45


@pytest.mark.nightly
@pytest.mark.parametrize("name", bank())
def test_a_ready_lesson_is_open_at_its_start_and_reached_by_its_solution(name, engine, monkeypatch):
    monkeypatch.setattr(lesson_check, "engine_for", lambda start: Lent(engine))
    ready = bank()[name]
    came = check_lesson(ready.lesson(), ready.solved())
    assert came.passed, (came.start, came.solution)
