"""Fixtures of several folders: servers on one database, a clock that the test sets, and a history."""

import contextlib
import dataclasses
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from bakeoff.engine.local import LocalEngine
from bakeoff.features.ask.service import asks
from bakeoff.features.lab.service import labs
from bakeoff.features.lessons.rooms import StoredRooms
from bakeoff.features.lessons.service import Rooms
from bakeoff.features.lessons.service import rooms as server_rooms
from bakeoff.race.race import Race
from bakeoff.race.snapshot import Run
from bakeoff.records.history import History
from bakeoff.records.service import history as server_history
from bakeoff.records.service import recorder
from bakeoff.runs.races import races
from bakeoff.runs.studies import studies
from bakeoff.service import engines
from bakeoff.service.kernel import database
from bakeoff.spec import BakeoffSpec
from bakeoff.storage.database import Database
from tests.unit.features.lessons.classes import LESSON, NOON
from tests.unit.lent import Lent
from tests.waiting import PATIENCE


class Watch:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **much: float) -> None:
        self.now += timedelta(**much)


class StandingClock:
    """In place of `time` where it is told when somebody looked at what: it stands until a test moves it on."""

    def __init__(self) -> None:
        self.now = 0.0
        self.sleep = time.sleep

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def standing_clock(monkeypatch):
    """Have looks told by a clock that stands, so that none comes too late however busy the machine is."""
    clock = StandingClock()
    for module in ("service.registry", "features.lab.service"):
        monkeypatch.setattr(f"bakeoff.{module}.time", clock)
    return clock


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def servers(url, watch):
    """Return a function that starts one more server on the same database."""
    with contextlib.ExitStack() as stack:

        def start() -> Rooms:
            database = stack.enter_context(contextlib.closing(Database(url)))
            return Rooms(StoredRooms(database), watch)

        yield start


@pytest.fixture
def rooms(servers):
    return servers()


@pytest.fixture
def room(rooms):
    return rooms.open([(LESSON, "a-link")], "teacher", "near")[0]


@pytest.fixture
def own_server(engine, url, tmp_path, monkeypatch):
    """Have all that lives as long as a server made anew, on the tests' engine and a database of the test's own."""
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "home"))
    monkeypatch.setenv("BAKEOFF_DATABASE_URL", url)
    monkeypatch.setattr(engines, "local_engine", lambda **_arguments: Lent(engine))
    clear_services()  # which tests of pages may have left
    yield
    clear_services()


def clear_services() -> None:
    for service in (asks, labs, studies, races, recorder, server_rooms, server_history, database, engines.engine):
        service.clear()


@pytest.fixture(scope="session")
def ended(engine: LocalEngine) -> Run:
    """Return a real race on iris that has come to its end."""
    race = Race(BakeoffSpec(dataset="iris", contenders={"decision_tree": {}, "svm": {}, "dummy": {}}), engine)
    assert race.wait(PATIENCE)
    return race.run


@pytest.fixture
def ends_wait_for_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the end of a race or study shown once it is stored, however long that takes on a machine that is busy."""
    monkeypatch.setattr("bakeoff.records.recorder.PATIENCE_SECONDS", PATIENCE)


@pytest.fixture
def history(url: str) -> Iterator[History]:
    with contextlib.closing(History(Database(url))) as history:
        yield history


@pytest.fixture
def store(history: History, ended: Run) -> Callable[..., str]:
    """Return a function that stores the race once more, under its own id, an hour later each time."""
    ids: list[str] = []

    def store(owner: str = "me", **changed: object) -> str:
        run = dataclasses.replace(ended, id=f"race-{len(ids)}", **changed)
        ids.append(run.id)
        history.save(run, owner, NOON + timedelta(hours=len(ids)))
        return run.id

    return store
