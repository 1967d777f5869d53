import contextlib
import os
import signal
from collections.abc import Callable

import numpy as np
import pytest

from bakeoff.engine.base import Event, Job, Started
from bakeoff.engine.local import LocalEngine
from bakeoff.errors import SettingError
from bakeoff.network.commands import Branch, EditWeight, Pause, Play, Reset, SnapshotNow, StepBatch, StepEpoch
from bakeoff.network.messages import Idleness
from bakeoff.network.session import LabSession
from bakeoff.network.settings import LabSettings
from tests.unit.network.driving import PlayAfter, position, until, wait, weights
from tests.waiting import PATIENCE


def ended(session):
    return True if session.status == "ended" else None


def test_a_lab_that_nobody_looks_at_pauses_and_ends_and_goes_on_when_someone_comes_back(lab):
    session = lab(Idleness(pause=0.5, end=5.0), optimizer="adam")  # time enough to hear of a look
    session.send(Play())
    assert wait(session, lambda: ended(session))
    assert not session.look().playing
    session.send(SnapshotNow())
    back = until(session, lambda shown: shown.epoch > 0)
    session.send(StepBatch())
    stepped = until(session, lambda shown: position(shown) > position(back))
    assert stepped.curve[-1, 0] == pytest.approx(back.curve[-1, 0] + 1 / 3)  # 30 points in batches of 10
    assert len(stepped.curve) >= len(back.curve) > 1  # a step within an epoch may replace the last point


def test_what_a_lab_takes_to_obey_is_no_time_in_which_nobody_looks(lab):
    session = lab(Idleness(pause=5.0, end=600.0))
    for command, plays in ((Play(), True), (Pause(), False), (PlayAfter(6.0), True)):
        until(session, lambda shown: session.answered)
        session.send(command)
        assert session.look(PATIENCE).playing == plays


def test_no_command_is_lost_to_a_job_that_ends_while_it_is_under_way(lab):
    session = lab(Idleness(pause=0.0, end=0.0))  # every job ends as soon as it can
    for _ in range(3):
        session.send(StepBatch())
        wait(session, lambda: True if session.status != "starting" else None)
        session.send(StepBatch())
    assert wait(session, lambda: ended(session))
    session.send(SnapshotNow())
    until(session, lambda shown: position(shown) == (2, 0))


class Overheard:
    """The engine, and the process of its latest job."""

    def __init__(self, engine: LocalEngine) -> None:
        self._engine = engine
        self.send, self.stop = engine.send, engine.stop
        self.pid = 0

    def submit(self, job: Job, listener: Callable[[Event], None]) -> None:
        """Queue a job, and note its process."""

        def hear(event: Event) -> None:
            if isinstance(event, Started):
                self.pid = event.pid
            listener(event)

        self._engine.submit(job, hear)


def test_no_command_is_lost_to_a_job_that_is_killed_while_it_is_under_way(engine):
    overheard = Overheard(engine)
    with contextlib.closing(LabSession(overheard, LabSettings(points=60))) as session:
        until(session, lambda shown: True)
        os.kill(overheard.pid, signal.SIGSTOP)
        session.send(StepEpoch())
        session.end()
        os.kill(overheard.pid, signal.SIGKILL)
        assert wait(session, lambda: True if session.status == "failed" else None)
        assert "signal 9" in session.state.trouble
        session.send(StepBatch())
        until(session, lambda shown: position(shown) == (1, 1))
        assert (session.status, session.state.trouble) == ("running", "")


def test_what_was_ended_goes_on_as_if_it_had_not(lab):
    straight, broken = lab(optimizer="adam", dropout=0.2), lab(optimizer="adam", dropout=0.2)
    for session in (straight, broken):
        for _ in range(3):
            session.send(StepEpoch())
        session.send(StepBatch())
        until(session, lambda shown: position(shown) == (3, 1))
    broken.end()
    assert wait(broken, lambda: ended(broken))
    for session in (straight, broken):
        session.send(StepEpoch())
    shown = [until(session, lambda shown: position(shown) == (4, 0)) for session in (straight, broken)]
    assert weights(shown[0]) == weights(shown[1])
    np.testing.assert_array_equal(shown[0].curve, shown[1].curve)


def test_rates_change_without_a_new_run_and_all_else_leaves_a_ghost(lab):
    session = lab()
    session.send(StepEpoch())
    until(session, lambda shown: shown.epoch == 1)
    session.change(session.settings.replace("learning_rate", 0.1))
    session.send(StepEpoch())
    until(session, lambda shown: shown.epoch == 2)
    session.change(session.settings.replace("show_test", True))
    session.send(StepEpoch())
    trained = until(session, lambda shown: shown.epoch == 3)
    session.change(session.settings.replace("layers", "3:relu"))
    assert until(session, lambda shown: True).weights[0].shape == (2, 3)
    ghost = wait(session, lambda: session.ghosts[0] if session.ghosts else None)
    assert (ghost.epoch, ghost.settings.learning_rate) == (3, 0.1)
    assert ghost.settings.differences(session.settings) == ("layers", "show_test")
    session.restore(ghost)
    assert weights(until(session, lambda shown: shown.epoch == 3)) == weights(trained)


def test_points_that_teach_nothing_are_refused_and_the_lab_stays(lab):
    session = lab()
    before = session.settings
    with pytest.raises(SettingError, match="no points"):
        session.change(before.replace("data", "painted"))
    assert session.settings == before
    session.send(StepEpoch())
    until(session, lambda shown: shown.epoch == 1)


def test_a_branch_that_cannot_be_is_refused_and_the_lab_stays(lab):
    session = lab()
    before = session.settings
    with pytest.raises(SettingError, match="keeps features"):
        session.send(Branch(0, before.replace("layers", "1:tanh")))
    assert session.settings == before


def test_every_reset_leaves_a_ghost_and_only_the_last_few_are_kept(lab):
    session = lab()
    for n in range(1, 9):
        for _ in range(n):
            session.send(StepEpoch())
        session.send(Reset())
    wait(session, lambda: True if session.ghosts and session.ghosts[-1].epoch == 8 else None)
    assert [ghost.epoch for ghost in session.ghosts] == [3, 4, 5, 6, 7, 8]


def test_a_look_waits_for_a_picture_of_what_was_asked_for(lab):
    session = lab()
    until(session, lambda shown: True)
    for epoch in range(1, 4):
        with session._changed:  # no answer comes in between
            session.send(StepEpoch())
            assert not session.answered
        assert session.look(PATIENCE).epoch == epoch
        assert session.answered
    session.send(Play())
    playing = session.look(PATIENCE)
    assert playing.playing
    assert position(playing) > (3, 0)
    session.send(Pause())
    assert not session.look(PATIENCE).playing
    session.send(EditWeight(9, 0, 0, 1.0))
    assert session.look(PATIENCE).trouble


def test_pause_is_obeyed_by_a_lab_that_nobody_looked_at(lab):
    session = lab()
    session.send(Play())
    session.send(Pause())
    assert until(session, lambda shown: not shown.playing and shown.serial > 1).trouble == ""
