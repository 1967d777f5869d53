"""What of a set-up may mislead is looked at once, and not by every contender's job."""

from collections import deque
from typing import Any

import pytest

from bakeoff.engine.base import Event, Job, Message, Queued, Started
from bakeoff.evaluation.base import Finding
from bakeoff.race.job import train
from bakeoff.race.messages import AlreadyLookedAt, LookedAt, RaceEntry
from bakeoff.race.race import Race
from bakeoff.spec import BakeoffSpec

SPEC = BakeoffSpec(dataset="iris", contenders=["dummy", "decision_tree", "svm"])
TOLD = (Finding("telltale", "warning", "what", "why", "mend"),)


class Line:
    """A job's end of the line, on which it has been told all that it will be."""

    waited_seconds = 0.0

    def __init__(self, *orders: object) -> None:
        self._orders = deque(orders)
        self.said: list[Any] = []

    def emit(self, body: Any) -> None:
        self.said.append(body)

    def poll(self, timeout: float = 0.0) -> Any | None:
        return self._orders.popleft() if self._orders else None


class Scripted:
    """An engine whose jobs do what the test says."""

    slots = 2

    def __init__(self) -> None:
        self.sent: list[tuple[str, object]] = []
        self._listeners: dict[str, Any] = {}

    def submit(self, job: Job, listener: Any) -> None:
        self._listeners[job.id] = listener

    def send(self, job: str, command: object) -> None:
        self.sent.append((job, command))

    def say(self, event: Event) -> None:
        self._listeners[event.job](event)


@pytest.mark.parametrize(("orders", "looks"), [((), 1), ((AlreadyLookedAt(),), 0)])
def test_a_job_looks_unless_another_has_told(orders, looks):
    line = Line(*orders)
    train(RaceEntry(SPEC, "dummy"), line)
    assert sum(isinstance(body, LookedAt) for body in line.said) == looks


def test_what_is_known_beforehand_is_told_before_anything_is_fitted():
    line = Line()
    train(RaceEntry(SPEC, "decision_tree", findings=TOLD), line)
    assert [body for body in line.said if isinstance(body, LookedAt)] == [LookedAt(TOLD)]
    assert line.said.index(LookedAt(TOLD)) < next(n for n, body in enumerate(line.said) if isinstance(body, tuple))


def test_those_that_train_and_those_that_start_later_are_spared():
    engine = Scripted()
    race = Race(SPEC, engine)
    jobs = {name: f"{race.id}/{name}" for name in SPEC.contenders}
    for name in ("dummy", "decision_tree"):
        engine.say(Started(jobs[name], 7))
    engine.say(Queued(jobs["decision_tree"], 2))  # it is held back, and would go on to hear it
    engine.say(Message(jobs["dummy"], LookedAt(())))
    told = {job for job, command in engine.sent if command == AlreadyLookedAt()}
    assert jobs["decision_tree"] not in told
    engine.sent.clear()
    for name in ("decision_tree", "svm"):
        engine.say(Started(jobs[name], 8))
    assert engine.sent == [(jobs["decision_tree"], AlreadyLookedAt()), (jobs["svm"], AlreadyLookedAt())]
