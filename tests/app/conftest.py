"""One engine for all pages, as the server has."""

import time
from collections.abc import Iterator

import pytest

from bakeoff.ui.server import engine, races, studies


@pytest.fixture(scope="session", autouse=True)
def server() -> Iterator[None]:
    """Start what the server starts, and close it in the end."""
    while not engine().ready:  # its processes are there before the first test's own
        time.sleep(0.05)
    yield
    races.clear()
    studies.clear()
    engine.clear()
