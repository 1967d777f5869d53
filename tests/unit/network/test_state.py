"""What an event makes of a lab, without any job."""

from dataclasses import replace

import numpy as np

from bakeoff.engine.base import Failed, Finished, Message, Queued, Started, Stopped
from bakeoff.errors import JobKilled
from bakeoff.network.commands import End, Pause, Play, StepBatch
from bakeoff.network.messages import Ended, Saved, Trouble
from bakeoff.network.settings import LabSettings
from bakeoff.network.state import GHOSTS, LabState, advance, begin, keep_ghost
from tests.snapshots import snapshot

SETTINGS = LabSettings()


def saved(epoch=5, n_rows=2):
    return Saved(SETTINGS, epoch, 0, b"", np.zeros((n_rows, 5), np.float32), 0.1)


def lab(*events, pending=()):
    state = begin(LabState(), "a", None, pending)
    for event in events:
        state = advance(state, event)
    return state


def test_a_job_waits_and_then_runs():
    waiting = lab(Queued("a", 2))
    assert (waiting.status, waiting.place, waiting.active) == ("starting", 2, True)
    running = lab(Queued("a", 2), Started("a", 7))
    assert (running.status, running.place) == ("running", 0)


def test_commands_are_pending_until_a_picture_tells_that_they_were_obeyed():
    state = lab(Started("a", 7), Message("a", snapshot(obeyed=2)), pending=(Play(), Pause(), StepBatch()))
    assert (state.pending, state.answered) == ((StepBatch(),), False)
    again = advance(state, Message("a", snapshot(obeyed=3)))
    assert (again.pending, again.answered, again.fresh) == ((), True, True)


def test_a_picture_clears_the_trouble_before_it():
    state = lab(Started("a", 7), Message("a", Trouble("Too large.")))
    assert state.trouble == "Too large."
    assert advance(state, Message("a", snapshot())).trouble == ""


def test_what_came_too_late_for_a_job_that_ended_is_for_the_next_but_the_word_to_end():
    state = lab(Started("a", 7), Message("a", snapshot()), pending=(Play(), End(), StepBatch()))
    after = advance(state, Finished("a", Ended(saved(), 1)))
    assert (after.status, after.pending, after.saved.epoch) == ("ended", (StepBatch(),), 5)
    assert (after.latest.playing, after.latest.epochs_per_second) == (False, 0.0)
    following = begin(after, "b", after.saved, after.pending)
    assert (following.status, following.pending, following.latest) == ("starting", (StepBatch(),), after.latest)


def test_a_bad_end_is_told_and_nothing_moves_any_more():
    state = lab(Started("a", 7), Message("a", snapshot()), Failed("a", JobKilled("Killed.")))
    assert (state.status, state.trouble, state.latest.playing, state.answered) == ("failed", "Killed.", False, True)
    assert lab(Stopped("a")).status == "ended"


def test_a_job_that_was_left_tells_of_its_runs_alone():
    state = lab(Started("a", 7))
    for told in (Started("old", 9), Message("old", snapshot()), Failed("old", JobKilled("Killed."))):
        assert advance(state, told) is state
    assert advance(state, Finished("old", Ended(saved(8), 3))).ghosts[0].epoch == 8
    assert advance(state, Message("old", saved(9))).ghosts[0].epoch == 9


def test_the_last_runs_that_went_anywhere_are_kept():
    state = lab()
    for epoch in range(GHOSTS + 2):
        state = keep_ghost(state, saved(epoch))
    assert [one.epoch for one in state.ghosts] == list(range(2, GHOSTS + 2))
    assert keep_ghost(state, saved(99, n_rows=1)) is state
    assert keep_ghost(state, None) is state


def test_one_that_is_told_to_end_has_a_job_still():
    state = replace(lab(Started("a", 7)), ending=True)
    assert (state.has_job, state.active) == (True, False)
