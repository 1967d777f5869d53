"""More labs than there are places for, all of them looked at; the networks are real."""

import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from bakeoff.engine.base import Event, Job
from bakeoff.engine.local import LocalEngine
from bakeoff.features.lab.service import WATCHED_SECONDS, Labs, weight
from bakeoff.network import commands
from bakeoff.network.messages import Idleness
from bakeoff.network.session import LabSession
from bakeoff.network.settings import LabSettings
from tests.unit.network.driving import weights
from tests.waiting import wait_until

MOST = 2
LABS = 4
SLOTS = 3
"""So many labs the tests' engine runs at once."""
LOOKS = 100


class Counted:
    """The engine, and how many jobs it was given."""

    def __init__(self, engine: LocalEngine) -> None:
        self._engine = engine
        self.send, self.stop = engine.send, engine.stop
        self.jobs = 0

    def submit(self, job: Job, listener: Callable[[Event], None]) -> None:
        """Queue a job, and count it."""
        self.jobs += 1
        self._engine.submit(job, listener)


@pytest.fixture(autouse=True)
def none_pauses_by_itself(monkeypatch):
    """Have no lab pause for want of a look, which on a machine that is busy may come late."""
    monkeypatch.setattr("bakeoff.network.session.Idleness", lambda: Idleness(pause=600.0))


@pytest.fixture
def counted(engine) -> Counted:
    return Counted(engine)


@pytest.fixture
def few(counted) -> Iterator[Labs]:
    labs = Labs(counted, memory_bytes=MOST, grace=0.1, weigh=lambda lab: 1)
    yield labs
    for one in labs.items():
        one.close()


def opened(labs: Labs, number: int) -> list[LabSession]:
    sessions = [labs.open(LabSettings(points=60, data_seed=seed)) for seed in range(number)]
    for one in sessions:
        labs.use(one, one.id)
    return sessions


def look(labs: Labs, sessions: list[LabSession]) -> None:
    for one in sessions:
        labs.use(one, one.id)
        one.look()


def look_until(labs: Labs, sessions: list[LabSession], right: Callable[[], bool]) -> None:
    wait_until(lambda: right() or look(labs, sessions))


def test_labs_that_are_only_looked_at_start_no_jobs_and_nothing_starts_after_the_last_has_left(few, counted):
    sessions = opened(few, LABS)
    asleep = [True] * (LABS - MOST) + [False] * MOST
    status = ["ended" if each else "running" for each in asleep]
    look_until(few, sessions, lambda: [one.status for one in sessions] == status)
    for _look in range(LOOKS):
        look(few, sessions)
    assert [one.state.asleep for one in sessions] == asleep
    assert [one.status for one in sessions] == status
    assert counted.jobs == LABS
    for one in sessions:
        few.leave(one, one.id)
    wait_until(lambda: all(one.status == "ended" for one in sessions))
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer) and thread.function == few._end_unvisited:
            thread.join()
    for one in sessions:
        one.look()  # once what follows from the end is done
    assert counted.jobs == LABS
    assert not any(one.active for one in sessions)


def test_a_sleeping_lab_goes_on_where_it_was_when_its_visitor_does_something(few, counted):
    first, *others = opened(few, MOST)
    first.send(commands.StepEpoch())
    first.send(commands.Play())
    look_until(few, [first, *others], lambda: first.look() is not None and first.look().epoch > 5)
    for one in others:
        one.send(commands.SnapshotNow())
    late = few.open(LabSettings(points=60, data_seed=99))
    everybody = [first, *others, late]
    look_until(few, everybody, lambda: first.state.asleep and first.status == "ended")
    reached = first.look()
    assert not reached.playing
    jobs = counted.jobs
    look_until(few, everybody, lambda: late.status == "running")
    first.wake()
    look_until(few, everybody, lambda: first.look().playing and first.look().epoch > reached.epoch)
    assert (first.state.asleep, counted.jobs) == (False, jobs + 1)
    look_until(few, everybody, lambda: [one.state.asleep for one in everybody] == [False, True, False])


def test_ending_often_while_a_lab_starts_or_ends_ends_it_once(few, counted):
    (lab,) = opened(few, 1)
    for _ in range(10):
        lab.end()
    lab.send(commands.StepEpoch())
    look_until(few, [lab], lambda: lab.status == "running" and lab.answered)
    for _ in range(10):
        lab.end()
    look_until(few, [lab], lambda: lab.status == "ended")
    lab.look()  # once what follows from the end is done
    assert (counted.jobs, lab.status) == (2, "ended")


def test_a_step_that_was_taken_before_the_last_word_to_end_is_not_lost(few, counted):
    (lab,) = opened(few, 1)
    look_until(few, [lab], lambda: lab.status == "running" and lab.answered)
    for step in (commands.StepEpoch(), None, commands.StepEpoch(), None):
        lab.send(step) if step else lab.end()
    look_until(few, [lab], lambda: lab.status == "ended")
    assert counted.jobs == 1
    lab.send(commands.SnapshotNow())
    look_until(few, [lab], lambda: lab.look().epoch == 2)


def test_the_lab_that_nobody_looks_at_makes_room_first(few, standing_clock):
    hidden, watched = opened(few, MOST)
    look_until(few, [hidden, watched], lambda: hidden.status == watched.status == "running")
    hidden.send(commands.StepEpoch())  # the last to be done anything with
    standing_clock.now = 2 * WATCHED_SECONDS
    look(few, [watched])
    late = few.open(LabSettings(points=60, data_seed=99))
    look_until(few, [watched, late], lambda: hidden.state.asleep)
    assert (watched.state.asleep, late.state.asleep) == (False, False)


def test_as_long_as_there_is_memory_no_lab_makes_room_and_then_as_many_as_need_be(counted):
    roomy = Labs(counted, memory_bytes=2**40)
    sessions = opened(roomy, SLOTS)
    look_until(roomy, sessions, lambda: all(one.state.memory_bytes for one in sessions))
    assert not any(one.state.asleep for one in sessions)
    for one in sessions:
        one.send(commands.SnapshotNow())  # the first is missed least
    weighed = {one.id: weight(one) for one in sessions}  # they go on telling what they take
    tight = Labs(counted, memory_bytes=sum(weighed.values()) - 1, weigh=lambda lab: weighed[lab.id])
    for one in sessions:
        tight.add(one)
    tight.make_room()
    asleep = [one.state.asleep for one in sessions]
    for one in sessions:
        one.close()
    assert asleep == [True, False, False]


def test_for_one_more_of_a_visitors_labs_another_of_theirs_sleeps_and_nobody_elses(counted):
    labs = Labs(counted, memory_bytes=2**40, each=1)
    theirs = labs.open(LabSettings(points=60), "another")
    first, second = (labs.open(LabSettings(points=60, data_seed=seed), "me") for seed in (1, 2))
    for lab in (theirs, first, second):
        labs.use(lab, lab.id)
    look_until(labs, [theirs, first, second], lambda: first.state.rests)
    asleep = [lab.state.asleep for lab in (theirs, first, second)]
    for lab in (theirs, first, second):
        lab.close()
    assert asleep == [False, True, False]


def test_a_lab_wakes_at_the_moment_that_was_on_show_with_all_the_others(few):
    (lab,) = opened(few, 1)
    for _step in range(5):
        lab.send(commands.StepEpoch())
    lab.send(commands.Rewind(2))
    look_until(few, [lab], lambda: lab.answered and lab.look().epoch == 2)
    before = lab.look()
    lab.sleep()
    look_until(few, [lab], lambda: lab.state.rests)
    lab.wake()
    look_until(few, [lab], lambda: lab.answered and lab.look() is not before and lab.status == "running")
    after = lab.look()
    np.testing.assert_array_equal(after.moments, before.moments)
    np.testing.assert_array_equal(after.curve, before.curve)
    assert weights(after) == weights(before)
    lab.send(commands.Rewind(5))
    look_until(few, [lab], lambda: lab.answered and lab.look().epoch == 5)
    assert (lab.settings, lab.points.train.sum()) == (LabSettings(points=60), 30)
