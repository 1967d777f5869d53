"""Races that wait, run and are held back, as an administrator and the metrics see them."""

import contextlib

import pytest

from bakeoff.engine.base import Queued, Started, Stopped
from bakeoff.features.race import activities
from bakeoff.records.history import History
from bakeoff.runs.races import Races
from bakeoff.spec import BakeoffSpec
from bakeoff.storage.database import Database

SPEC = BakeoffSpec(dataset="digits", contenders=["dummy"])


class TwoSlots:
    """An engine of two slots whose jobs go on until they are stopped, and keep their slots whoever waits."""

    def __init__(self):
        self._listeners = {}

    def submit(self, job, listener):
        self._listeners[job.id] = listener
        n_jobs = len(self._listeners)
        listener(Started(job.id, 1) if n_jobs <= 2 else Queued(job.id, n_jobs - 2))

    def hold_back(self, place, seconds=None):
        first = next(iter(self._listeners))
        self._listeners[first](Queued(first, place, seconds))

    def stop(self, job):
        self._listeners[job](Stopped(job))


@pytest.fixture
def engine():
    return TwoSlots()


@pytest.fixture
def races(engine, tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    history = History(Database(f"sqlite:///{tmp_path}/h.sqlite"))
    with contextlib.closing(history), contextlib.closing(Races(engine, history, publish=lambda _event: None)) as races:
        monkeypatch.setattr(activities, "races", lambda: races)
        yield races


def going_on():
    return list(activities.ACTIVITIES.going_on())


def test_who_waits_has_a_place_and_no_row_moves_when_turns_change(races, engine):
    assert going_on() == []
    started = [races.start(SPEC, f"visitor {n}") for n in range(4)]
    assert [(each.training > 0, each.place) for each in going_on()] == [(True, 0), (True, 0), (False, 1), (False, 2)]
    assert len({each.markdown for each in going_on()}) == 4
    engine.hold_back(3, 40.0)
    assert races.get(started[0].id) is started[0]  # as its page does when it looks
    standing = [(each.training, each.waiting, each.held, each.place) for each in going_on()]
    assert standing == [(0, 1, True, 3), (1, 0, False, 0), (0, 1, False, 1), (0, 1, False, 2)]
    assert [each.longest_wait_seconds for each in going_on()] == [40, 0, 0, 0]
    for activity, race in zip(going_on(), started, strict=True):
        activity.stop()
        race.stop(now=True)
        assert not race.active
    assert going_on() == []
