"""The server's one history, and what writes it."""

from collections.abc import Iterator
from contextlib import contextmanager

from bakeoff.records.history import History
from bakeoff.records.recorder import Recorder
from bakeoff.service.kernel import database
from bakeoff.service.once import once


@once
def history() -> History:
    """Return the history of the server's races and studies."""
    return History(database())


@once
def recorder() -> Recorder:
    """Return what writes the server's races and studies down."""
    return Recorder(history())


@contextmanager
def recording() -> Iterator[None]:
    """Write races and studies down for as long as this goes on."""
    yield
    recorder.clear()
    history.clear()
