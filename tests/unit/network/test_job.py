"""A lab's job in a real engine, steered as a page steers it."""

import threading

import numpy as np
import pytest

from bakeoff.engine.base import Event, Finished, Job, Message, Started
from bakeoff.engine.local import LocalEngine
from bakeoff.network.commands import (
    Branch,
    EditWeight,
    End,
    NewWeights,
    Pause,
    Play,
    Reset,
    Rewind,
    SetPace,
    SetRates,
    SetStops,
    StepBatch,
    StepEpoch,
)
from bakeoff.network.messages import Acknowledge, Snapshot, Start, Trouble
from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings
from tests.unit.network.driving import position, until, weights
from tests.waiting import PATIENCE, wait_until

DIVERGING = {"learning_rate": 10, "data": "plane", "layers": "8:relu", "features": "x1_sq,x2_sq"}


def test_it_plays_pauses_and_steps(lab):
    session = lab()
    assert position(until(session, lambda shown: True)) == (0, 0)
    session.send(Play())
    playing = until(session, lambda shown: shown.epoch > 50)
    assert playing.epochs_per_second > 0
    session.send(Pause())
    paused = until(session, lambda shown: not shown.playing)
    session.send(StepEpoch())
    stepped = until(session, lambda shown: shown.serial > paused.serial)
    assert position(stepped) == (paused.epoch + 1, 0)
    session.send(StepBatch())
    stepped = until(session, lambda shown: shown.serial > stepped.serial)
    assert position(stepped) == (paused.epoch + 1, 1)
    assert not stepped.playing


def test_pauses_and_steps_leave_no_trace_in_the_weights(lab):
    state = {"optimizer": "adam", "dropout": 0.1, "batch_norm": True, "batch_size": 7}
    session = lab(**state, stop_epoch=40)
    session.send(Play())
    straight = until(session, lambda shown: shown.epoch == 40 and not shown.playing)
    session = lab(**state, stop_epoch=17)
    session.send(Play())
    until(session, lambda shown: shown.epoch == 17 and not shown.playing)
    for command in (StepBatch(), StepBatch(), StepEpoch(), SetStops(epoch=40), Play()):
        session.send(command)
    assert weights(until(session, lambda shown: shown.epoch == 40 and not shown.playing)) == weights(straight)


def test_reset_gives_the_very_same_weights_and_another_seed_gives_others(lab):
    session = lab()
    initial = until(session, lambda shown: True)
    session.send(StepEpoch())
    until(session, lambda shown: shown.epoch == 1)
    session.send(Reset())
    assert weights(until(session, lambda shown: shown.epoch == 0)) == weights(initial)
    session.send(NewWeights(5))
    other = until(session, lambda shown: weights(shown) != weights(initial))
    session.send(NewWeights(0))
    again = until(session, lambda shown: shown.serial > other.serial)
    assert weights(again) == weights(initial)
    assert session.settings.weight_seed == 0


def test_the_time_machine_brings_back_what_was_shown(lab):
    session = lab()
    seen = {}
    for epoch in range(6):
        if epoch:
            session.send(StepEpoch())
        seen[epoch] = until(session, lambda shown, epoch=epoch: shown.epoch == epoch)
    for epoch in (0, 4, 1, 5):
        session.send(Rewind(epoch))
        back = until(session, lambda shown, epoch=epoch: shown.epoch == epoch and shown.serial > 6)
        assert weights(back) == weights(seen[epoch])
        assert back.test_loss == seen[epoch].test_loss
        np.testing.assert_array_equal(back.output, seen[epoch].output)
        np.testing.assert_array_equal(back.confusion, seen[epoch].confusion)
        assert (back.first_epoch, back.last_epoch) == (0, 5)
        assert len(back.curve) == 6


def pictures(session, number):
    """Return so many pictures that follow one another."""
    shown = [until(session, lambda one: True)]
    while len(shown) < number:
        shown.append(until(session, lambda one: one.serial > shown[-1].serial))
    return shown


def at_pace(shown, pace):
    """Tell whether there are so many whole epochs from each picture to the next."""
    return {one.batch for one in shown} == {0} and set(np.diff([one.epoch for one in shown])) == {pace}


def test_the_pace_is_so_many_whole_epochs_from_one_picture_to_the_next(lab):
    session = lab(pace="1")
    session.send(Play())
    until(session, lambda shown: shown.epoch)
    for pace in (1, 10):
        session.send(SetPace(str(pace)))
        until(session, lambda shown: session.answered)
        wait_until(lambda pace=pace: at_pace(pictures(session, 6)[1:], pace))  # it may wait for a turn for once
    assert session.settings.pace == "10"
    session.send(SetPace("full"))
    wait_until(lambda: np.diff([one.epoch for one in pictures(session, 2)]) > 10)


def test_each_epoch_can_be_gone_to_and_the_first_ones_are_stored(lab):
    session = lab(stop_epoch=600, stop_loss=0)  # every epoch is looked at
    session.send(Play())
    end = until(session, lambda shown: shown.epoch == 600 and not shown.playing)
    moments = [(int(epoch), int(batch)) for epoch, batch in end.moments]
    assert {(epoch, 0) for epoch in range(20)} <= set(moments)
    assert (moments[-1], len(moments)) == ((600, 0), 400)
    session.send(StepBatch())
    stepped = until(session, lambda shown: position(shown) == (600, 1))
    moments = [(int(epoch), int(batch)) for epoch, batch in stepped.moments]
    for moment in (*moments[1:12], (599, 2), (577, 0), *moments[-2:]):
        session.send(Rewind(*moment))
        until(session, lambda shown, moment=moment: position(shown) == moment)


def test_going_on_from_the_past_takes_the_place_of_what_came_after(lab):
    session = lab()
    for epoch in range(1, 5):
        session.send(StepEpoch())
        until(session, lambda shown, epoch=epoch: shown.epoch == epoch)
    session.send(Rewind(2))
    session.send(StepBatch())
    gone_on = until(session, lambda shown: position(shown) == (2, 1))
    assert gone_on.last_epoch == 3
    assert list(gone_on.curve[:, 0]) == pytest.approx([0, 1, 2, 2 + 1 / 3])


def test_a_branch_goes_on_from_any_moment_stored_or_not(lab):
    session = lab()
    session.send(Play())
    until(session, lambda shown: shown.epoch > 300)
    session.send(Pause())
    end = until(session, lambda shown: not shown.playing)
    session.send(Rewind(123.4))
    moment = until(session, lambda shown: position(shown) == (123, 1))
    for change in ({"learning_rate": 1e-9}, {"learning_rate": 1e-9, "optimizer": "momentum"}):
        session.send(Branch(123.4, session.settings.parse(dict(session.settings) | change)))
        branched = until(session, lambda shown: session.answered and shown.epoch > moment.epoch)
        assert branched.first_epoch == moment.epoch
        for mine, before in zip(branched.weights, moment.weights, strict=True):
            np.testing.assert_allclose(mine, before, atol=1e-4)
        session.send(Pause())
        until(session, lambda shown: not shown.playing)
    first_ghost = session.ghosts[0]
    assert (first_ghost.epoch, first_ghost.settings.learning_rate) == (end.epoch, 0.03)
    assert session.settings.optimizer == "momentum"


def test_a_loss_that_is_no_number_is_said_and_can_be_rewound(lab):
    session = lab(**DIVERGING)
    session.send(Play())
    lost = until(session, lambda shown: shown.trouble)
    assert "rewind, and try a smaller learning rate" in lost.trouble
    assert not lost.playing
    session.send(SetRates(0.001, 0.0))
    still = until(session, lambda shown: shown.serial > lost.serial)
    assert still.trouble == lost.trouble
    session.send(Rewind(0))
    back = until(session, lambda shown: shown.epoch == 0 and not shown.trouble)
    assert np.isfinite(back.train_loss)
    assert all(np.isfinite(one).all() for one in back.weights)


def test_a_weight_is_edited_or_refused_in_one_sentence(lab):
    session = lab()
    session.send(EditWeight(0, 1, 2, 1e308))
    refused = until(session, lambda shown: shown.trouble)
    assert "between −1,000,000 and 1,000,000" in refused.trouble
    session.send(EditWeight(0, 1, 2, -0.5))
    edited = until(session, lambda shown: shown.weights[0][1, 2] == -0.5)
    assert not edited.trouble
    session.send(EditWeight(2, None, 1, 0.25))
    assert until(session, lambda shown: shown.biases[2][1] == 0.25).biases[0].any() == 0
    session.send(StepBatch())
    session.send(Rewind(0))
    edited = until(session, lambda shown: position(shown) == (0, 0) and shown.serial > edited.serial + 1)
    assert edited.weights[0][1, 2] == -0.5


def test_it_stops_at_the_loss_that_was_asked_for_and_goes_on_when_asked_again(lab):
    session = lab(stop_loss=0.4, learning_rate=0.1)
    session.send(Play())
    stopped = until(session, lambda shown: shown.epoch and not shown.playing)
    assert stopped.test_loss <= 0.4
    assert stopped.curve[-2, 2] > 0.4
    session.send(Play())
    until(session, lambda shown: shown.epoch > stopped.epoch + 5)


def test_the_curve_stays_short_and_begins_at_the_beginning(lab):
    session = lab(stop_epoch=1300, stop_loss=0)  # measured after every epoch
    session.send(Play())
    curve = until(session, lambda shown: shown.epoch == 1300).curve
    assert 100 < len(curve) <= 300
    assert (curve[0, 0], curve[-1, 0]) == (0, pytest.approx(1300, abs=16))
    assert curve[-1, 1] < curve[0, 1]


class Everything:
    """A listener that keeps all events and acknowledges nothing."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()

    def wait(self, kind: type) -> Event:
        """Wait for an event of a kind; return the first."""
        with self._changed:
            assert self._changed.wait_for(lambda: any(isinstance(one, kind) for one in self._events), PATIENCE)
            return next(one for one in self._events if isinstance(one, kind))

    def said(self, kind: type) -> list:
        """Return what the job itself has said."""
        with self._changed:
            return [one.body for one in self._events if isinstance(one, Message) and isinstance(one.body, kind)]


def test_unacknowledged_snapshots_never_make_a_queue(engine: LocalEngine):
    state, heard = LabSettings(), Everything()
    engine.submit(Job("slow", "bakeoff.network.job:play", Start(state, make_points(state))), heard)
    heard.wait(Started)
    heard.wait(Message)
    for command in (Play(), Pause(), StepEpoch(), Rewind(0)):
        engine.send("slow", command)
    engine.send("slow", EditWeight(99, 0, 0, 1.0))  # its answer shows that all before has been obeyed
    heard.wait(Message)
    wait_until(lambda: heard.said(Trouble))
    assert [one.serial for one in heard.said(Snapshot)] == [1]
    engine.send("slow", Acknowledge(1))
    wait_until(lambda: len(heard.said(Snapshot)) == 2)
    engine.send("slow", End())
    assert heard.wait(Finished).result.obeyed == 6
    assert [one.serial for one in heard.said(Snapshot)] == [1, 2]
