"""One engine for all tests that race, judge or train a lab's network."""

import contextlib
import time
from collections.abc import Iterator

import pytest

from bakeoff.engine.local import LocalEngine
from bakeoff.lab.session import PRELOAD
from bakeoff.race import local_engine


@pytest.fixture(scope="session")
def engine() -> Iterator[LocalEngine]:
    """Return a warm engine: its own processes are there before the first test, which the leak detector asks for."""
    with contextlib.closing(local_engine(interactive_slots=3, preload=PRELOAD)) as engine:
        while not engine.ready:
            time.sleep(0.05)
        yield engine
