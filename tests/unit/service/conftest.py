"""Servers that have their classes in one database, and a clock that the test sets."""

import contextlib
import time
from datetime import datetime, timedelta

import pytest

from bakeoff.history.history import History
from bakeoff.service.rooms import Rooms
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
            history = stack.enter_context(contextlib.closing(History(url)))
            return Rooms(history.rooms, watch)

        yield start


@pytest.fixture
def rooms(servers):
    return servers()


@pytest.fixture
def room(rooms):
    return rooms.open(LESSON, "a-link", "teacher", "near")[0]
