"""This server says now and then to others on the same database that it is there."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bakeoff.errors import HistoryError
from bakeoff.history import History
from bakeoff.history.servers import SILENT_SECONDS

_log = logging.getLogger(__name__)


@contextmanager
def present(history: History, seconds: float = SILENT_SECONDS / 4) -> Iterator[None]:
    """Say so again and again, in a thread of its own, for as long as this goes on, and that it is over in the end."""
    over = threading.Event()

    def again_and_again() -> None:
        _told(history.servers.say_so)
        while not over.wait(seconds):
            _told(history.servers.say_so)

    thread = threading.Thread(target=again_and_again, name="bakeoff presence", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        _told(history.servers.leave)


def _told(say: Callable[[], None]) -> None:
    try:
        say()
    except HistoryError as error:
        _log.warning("other servers could not be told of this one: %s", error)
