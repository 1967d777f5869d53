"""What is kept for a time alone is deleted when that is over, though nobody comes by."""

import os
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from bakeoff.datasets.upload import store
from bakeoff.features.lessons.rooms import StoredRooms
from bakeoff.features.lessons.service import Rooms
from bakeoff.race.snapshot import Run
from bakeoff.records.service import history
from bakeoff.records.tables import RaceRow
from bakeoff.service.kernel import database
from bakeoff.service.retention import WallClock, tidied, tidy_up
from bakeoff.spec import BakeoffSpec
from tests.features.lessons.unit.classes import LESSON
from tests.unit.datasets.upload.tables import csv, read
from tests.waiting import wait_until

LONG_AGO = datetime.now(UTC) - timedelta(days=8)


@pytest.fixture(autouse=True)
def two_days(own_server, monkeypatch):
    monkeypatch.setenv("BAKEOFF_UPLOAD_DAYS", "2")


def race(id: str, deleted: datetime) -> None:
    """Store a race that was deleted then."""
    history().save(Run.start(id, BakeoffSpec(dataset="iris", contenders=["dummy"])), "me", LONG_AGO)
    with database().writing() as session:
        session.execute(update(RaceRow).where(RaceRow.id == id).values(deleted=deleted))


def stored() -> int:
    with database().reading() as session:
        return session.scalar(select(func.count()).select_from(RaceRow))


def test_tables_classes_and_deleted_races_go_when_their_time_is_over():
    old, new = read(csv()), read(csv(), owner="b" * 64)
    os.utime(store.uploads() / old.id, (time.time() - 3 * 86_400,) * 2)
    ended, _secret = Rooms(StoredRooms(database()), lambda: LONG_AGO).open([(LESSON, "a-link")], "me", "here")
    going_on, _secret = Rooms(StoredRooms(database())).open([(LESSON, "a-link")], "me", "here")
    race("old", LONG_AGO)
    race("new", datetime.now(UTC))
    tidy_up()
    assert (store.find(old.id), store.find(new.id)) == (None, new)
    assert (StoredRooms(database()).get(ended.code), StoredRooms(database()).get(going_on.code)) == (
        None,
        going_on,
    )
    assert stored() == 1


def test_it_is_tidied_up_again_and_again_until_the_end():
    before = threading.enumerate()
    with tidied(seconds=0.01):
        for id in ("first", "second"):
            race(id, LONG_AGO)
            wait_until(lambda: not stored())
    race("late", LONG_AGO)
    assert set(threading.enumerate()) <= set(before)
    assert stored() == 1


def test_a_clock_that_has_jumped_is_not_believed_for_a_day(caplog):
    seconds_of = {"now": 1e9, "passed": 0.0}

    def later(seconds: float, jump: float = 0.0) -> bool:
        seconds_of["now"] += seconds + jump
        seconds_of["passed"] += seconds
        return clock.believed()

    def now() -> float:
        looks.append(seconds_of["now"])
        return looks[-1]

    looks: list[float] = []
    clock = WallClock(now, lambda: seconds_of["passed"])
    assert later(600)
    assert not later(600, 31 * 86_400)
    assert "jumped by 2678400 s" in caplog.text
    assert not later(86_000)
    assert later(600)
    assert not later(600, -31 * 86_400)
    race("old", LONG_AGO)
    looks.clear()
    with tidied(seconds=0.01, clock=clock):
        wait_until(lambda: len(looks) > 2)
    assert stored() == 1
