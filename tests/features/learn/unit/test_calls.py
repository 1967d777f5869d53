"""A call that a job answers."""

from dataclasses import dataclass, field
from typing import Any

from bakeoff.features.learn.calls import ChapterCall, answer
from tests.features.learn.unit.sample_work import doubled, told_in_tenths


@dataclass
class Line:
    """A job's line, of which only what is said is looked at."""

    said: list[Any] = field(default_factory=list)

    def emit(self, body: Any) -> None:
        self.said.append(body)


def test_the_same_call_is_equal_and_is_answered():
    assert ChapterCall.of(doubled, 21) == ChapterCall.of(doubled, 21) != ChapterCall.of(doubled, 22)
    assert answer(ChapterCall.of(doubled, 21), Line()) == 42


def test_a_work_that_tells_how_far_it_is_is_heard_no_more_often_than_it_shows():
    line = Line()
    assert answer(ChapterCall.of(told_in_tenths), line) == "done"
    assert line.said == [tenth / 10 for tenth in range(1, 11)]
