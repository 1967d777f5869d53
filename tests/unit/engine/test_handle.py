"""Several jobs behind one handle, and one job behind the plainest, in real processes."""

import contextlib
import threading
from dataclasses import dataclass, replace

import pytest

from bakeoff.engine.base import Finished, Job, Limits, Message
from bakeoff.engine.handle import JobHandle, new_id
from bakeoff.engine.local import LocalEngine
from bakeoff.engine.waiting import Ends, Waiting
from bakeoff.errors import EngineError
from tests.waiting import PATIENCE, wait_until

ENDS = Ends("It was stopped.", died="It has died.")


@dataclass(frozen=True)
class Sum:
    """What the jobs have said, added up, and how many are still to end."""

    total: int = 0
    left: int = 2

    @property
    def active(self) -> bool:
        return self.left > 0


class Adding(JobHandle[Sum]):
    """Two jobs that say numbers, the second of which starts when the first has ended."""

    def __init__(self, engine, on_change=None):
        super().__init__(engine, Sum(), on_change)
        self.reacted = []
        self._start(Job("first", "tests.unit.engine.sample_jobs:say", [1, 2]))

    def _advance(self, state, event):
        match event:
            case Message(body=number):
                return replace(state, total=state.total + number)
            case Finished():
                return replace(state, left=state.left - 1)
            case _:
                return state

    def _react(self, before, event):
        self.reacted.append((event.job, type(event).__name__, before != self.state))
        if isinstance(event, Finished) and self.active:
            self._start(Job("second", "tests.unit.engine.sample_jobs:say", [10]))


@pytest.fixture(scope="module")
def engine():
    with contextlib.closing(LocalEngine(2, interactive_slots=1)) as engine:
        yield engine


def test_what_all_jobs_tell_adds_up_and_one_can_follow_another(engine):
    adding = Adding(engine)
    assert adding.wait(PATIENCE)
    assert adding.state == Sum(13, 0)
    assert not adding.active
    assert ("first", "Finished", True) in adding.reacted
    assert ("second", "Started", False) in adding.reacted


def test_each_new_state_is_told_once_and_before_anybody_can_see_it(engine):
    told, seen = [], []

    def tell(state):
        told.append(state)
        seen.append(handle.state)

    ready = threading.Event()
    handle = None

    class Held(Adding):
        def _advance(self, state, event):
            ready.wait(PATIENCE)
            return super()._advance(state, event)

    handle = Held(engine, tell)
    ready.set()
    assert handle.wait(PATIENCE)
    assert told == [Sum(1, 2), Sum(3, 2), Sum(3, 1), Sum(13, 1), Sum(13, 0)]
    assert seen == [Sum(0, 2), *told[:-1]]


def test_waiting_gives_up_after_its_time_and_a_stop_ends_it(engine):
    job = Waiting(engine, "tests.unit.engine.sample_jobs:sleep", None, Limits(), ENDS)
    assert not job.wait(0.2)
    assert (job.active, job.problem, job.result) == (True, "", None)
    job.stop()
    assert job.wait(PATIENCE)
    assert (job.active, job.problem) == (False, "It was stopped.")


def test_a_job_that_is_waited_for_tells_where_it_stands_and_what_came_of_it(engine):
    holds_the_slot = Waiting(engine, "tests.unit.engine.sample_jobs:answer_commands", None, Limits(), ENDS)
    job = Waiting(engine, "tests.unit.engine.sample_jobs:say", ["half", "whole"], Limits(), ENDS)
    wait_until(lambda: job.place == 1)
    holds_the_slot.stop()
    assert job.wait(PATIENCE)
    assert (job.place, job.said, job.result, job.problem) == (0, "whole", 2, "")


def test_a_bad_end_is_told_in_the_words_for_it_and_the_jobs_own_error_in_its_own(engine):
    died = Waiting(engine, "tests.unit.engine.sample_jobs:leave_rudely", 3, Limits(), ENDS)
    refused = Waiting(engine, "tests.unit.engine.sample_jobs:diverge", None, Limits(), ENDS)
    assert died.wait(PATIENCE)
    assert refused.wait(PATIENCE)
    assert died.problem == "It has died."
    assert refused.problem == "The loss became infinite at epoch 3; try a smaller learning rate."


def test_an_engine_that_is_closed_starts_none(engine):
    closed = LocalEngine(1)
    closed.close()
    with pytest.raises(EngineError):
        Waiting(closed, "tests.unit.engine.sample_jobs:echo", None, Limits(), ENDS)


def test_an_id_begins_nothing_else_wherever_it_stands():
    """One with a dash before it is an option to a command line, and a formula to a spreadsheet."""
    ids = {new_id() for _ in range(500)}
    assert len(ids) == 500
    assert all(made.isalnum() and made.isascii() for made in ids)
