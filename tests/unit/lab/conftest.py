import contextlib
from collections.abc import Callable, Iterator

import pytest

from bakeoff.engine.local import LocalEngine
from bakeoff.lab.session import LabSession
from bakeoff.lab.settings import LabSettings


@pytest.fixture
def lab(engine: LocalEngine) -> Iterator[Callable[..., LabSession]]:
    """Open a lab with some settings changed, at full speed; it is closed after the test."""
    with contextlib.ExitStack() as opened:

        def open_lab(idleness=None, **changes) -> LabSession:
            session = LabSession(engine, LabSettings.parse({"points": 60, "pace": "full"} | changes), idleness)
            opened.callback(session.close)
            return session

        yield open_lab
