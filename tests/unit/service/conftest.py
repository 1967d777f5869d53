"""Servers that have their classes in one database, and a clock that the test sets."""

import contextlib
from datetime import datetime, timedelta

import pytest

from bakeoff.history import History
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
    return rooms.open(LESSON, "a-link", "teacher")[0]
