import contextlib
from collections.abc import Callable, Iterator

import pytest

from bakeoff.engine.local import LocalEngine
from bakeoff.network.messages import Idleness
from bakeoff.network.session import LabSession
from bakeoff.network.settings import LabSettings


@pytest.fixture
def lab(engine: LocalEngine) -> Iterator[Callable[..., LabSession]]:
    """Open a lab with some settings changed, at full speed; it is closed after the test.

    It pauses for want of a look only where the test is about that: on a machine that is busy a look may come late.
    """
    with contextlib.ExitStack() as opened:

        def open_lab(idleness=None, **changes) -> LabSession:
            settings = LabSettings.parse({"points": 60, "pace": "full"} | changes)
            session = LabSession(engine, settings, idleness or Idleness(pause=600.0))
            opened.callback(session.close)
            return session

        yield open_lab
