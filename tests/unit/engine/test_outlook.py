"""What a job tells of how long it will go on."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from bakeoff.engine.outlook import Outlook


@dataclass
class Line:
    """A job's line, of which only what it expects is looked at."""

    waited_seconds: float = 0.0
    expected: list[float] = field(default_factory=list)

    def expect(self, seconds: float) -> None:
        self.expected.append(seconds)


@pytest.fixture
def passes(monkeypatch) -> Iterator[list[float]]:
    """A clock that stands where its one number says."""
    moment = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: moment[0])
    return moment


def test_the_rest_is_expected_at_the_pace_so_far_and_told_once_a_second(passes):
    line = Line()
    outlook = Outlook(line)
    for step in range(1, 41):
        passes[0] += 0.25
        outlook.done(step / 40)
    assert line.expected == pytest.approx([10.0 - 1.25 * n for n in range(1, 9)])


def test_time_in_which_others_had_their_turn_is_not_counted(passes):
    line = Line(waited_seconds=5.0)
    outlook = Outlook(line)
    passes[0] += 42.0
    line.waited_seconds += 40.0
    outlook.done(0.5)
    assert line.expected == pytest.approx([2.0])


def test_what_is_soon_over_tells_nothing(passes):
    line = Line()
    outlook = Outlook(line)
    for half in (0.5, 1.0):
        passes[0] += 0.4
        outlook.done(half)
    assert line.expected == []
