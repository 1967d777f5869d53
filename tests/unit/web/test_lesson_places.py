"""Pages on which lessons are done, without the feature of lessons."""

from bakeoff.lesson.slots import LessonSource
from bakeoff.service import kernel
from bakeoff.web.address import Address
from bakeoff.web.lesson_places import lesson_making, lesson_on_top


def test_without_lessons_nothing_is_shown(monkeypatch):
    monkeypatch.setattr(kernel, "features", lambda: ())
    show_goal = lesson_on_top(Address("race"))
    assert show_goal(None) is None
    assert lesson_making(LessonSource("race", {}, None, "classification", subjects={})) is None
