"""Servers that have their classes in one database, and a clock that the test sets."""

import contextlib
import time
from datetime import datetime, timedelta

import pytest

from bakeoff.history.database import Database
from bakeoff.history.rooms import StoredRooms
from bakeoff.service import engines
from bakeoff.service.asks import asks
from bakeoff.service.history import history
from bakeoff.service.kernel import database
from bakeoff.service.labs import labs
from bakeoff.service.races import races
from bakeoff.service.rooms import Rooms
from bakeoff.service.rooms import rooms as server_rooms
from bakeoff.service.studies import studies
from tests.unit.lent import Lent
from tests.unit.service.classes import LESSON, NOON


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
    for module in ("registry", "labs"):
        monkeypatch.setattr(f"bakeoff.service.{module}.time", clock)
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
    return rooms.open(LESSON, "a-link", "teacher", "near")[0]


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
    for service in (asks, labs, studies, races, server_rooms, history, database, engines.engine):
        service.clear()
