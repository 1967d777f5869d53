"""What is kept for a time alone is deleted when that is over, though nobody comes by."""

import contextlib
import os
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from bakeoff.datasets.upload import store
from bakeoff.history.history import History
from bakeoff.history.tables import RaceRow
from bakeoff.race.snapshot import Run
from bakeoff.service.retention import WallClock, tidied, tidy_up
from bakeoff.service.rooms import Rooms
from bakeoff.spec import BakeoffSpec
from tests.unit.datasets.upload.tables import csv, read
from tests.unit.service.classes import LESSON
from tests.waiting import wait_until

LONG_AGO = datetime.now(UTC) - timedelta(days=8)


@pytest.fixture
def history(tmp_path, url, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "home"))
    monkeypatch.setenv("BAKEOFF_UPLOAD_DAYS", "2")
    with contextlib.closing(History(url)) as history:
        yield history


def race(history: History, id: str, deleted: datetime) -> None:
    """Store a race that was deleted then."""
    history.save(Run.start(id, BakeoffSpec(dataset="iris", contenders=["dummy"])), "me", LONG_AGO)
    with history._database.writing() as session:
        session.execute(update(RaceRow).where(RaceRow.id == id).values(deleted=deleted))


def stored(history: History) -> int:
    with history._database.reading() as session:
        return session.scalar(select(func.count()).select_from(RaceRow))


def test_tables_classes_and_deleted_races_go_when_their_time_is_over(history):
    old, new = read(csv()), read(csv(), owner="b" * 64)
    os.utime(store.uploads() / old.id, (time.time() - 3 * 86_400,) * 2)
    ended, _secret = Rooms(history.rooms, lambda: LONG_AGO).open(LESSON, "a-link", "me", "here")
    going_on, _secret = Rooms(history.rooms).open(LESSON, "a-link", "me", "here")
    race(history, "old", LONG_AGO)
    race(history, "new", datetime.now(UTC))
    tidy_up(history)
    assert (store.find(old.id), store.find(new.id)) == (None, new)
    assert (history.rooms.get(ended.code), history.rooms.get(going_on.code)) == (None, going_on)
    assert stored(history) == 1


def test_it_is_tidied_up_again_and_again_until_the_end(history):
    with tidied(history, seconds=0.01):
        for id in ("first", "second"):
            race(history, id, LONG_AGO)
            wait_until(lambda: not stored(history))
    race(history, "late", LONG_AGO)
    time.sleep(0.1)
    assert stored(history) == 1


def test_a_clock_that_has_jumped_is_not_believed_for_a_day(history, caplog):
    seconds_of = {"now": 1e9, "passed": 0.0}

    def later(seconds: float, jump: float = 0.0) -> bool:
        seconds_of["now"] += seconds + jump
        seconds_of["passed"] += seconds
        return clock.believed()

    clock = WallClock(lambda: seconds_of["now"], lambda: seconds_of["passed"])
    assert later(600)
    assert not later(600, 31 * 86_400)
    assert "jumped by 2678400 s" in caplog.text
    assert not later(86_000)
    assert later(600)
    assert not later(600, -31 * 86_400)
    race(history, "old", LONG_AGO)
    with tidied(history, seconds=0.01, clock=clock):
        time.sleep(0.1)
    assert stored(history) == 1
