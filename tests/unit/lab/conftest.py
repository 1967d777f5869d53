import contextlib
import time
from collections.abc import Callable, Iterator

import pytest

from bakeoff.engine.local import LocalEngine
from bakeoff.lab.session import PRELOAD, LabSession
from bakeoff.lab.settings import LabSettings


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    with contextlib.closing(LocalEngine(3, PRELOAD)) as engine:
        while not engine.ready:  # its processes are there before the first test's own
            time.sleep(0.05)
        yield engine


@pytest.fixture
def lab(engine: LocalEngine) -> Iterator[Callable[..., LabSession]]:
    """Open a lab with some settings changed; it is closed after the test."""
    with contextlib.ExitStack() as opened:

        def open_lab(idleness=None, **changes) -> LabSession:
            session = LabSession(engine, LabSettings.parse({"points": 60} | changes), idleness)
            opened.callback(session.close)
            return session

        yield open_lab
