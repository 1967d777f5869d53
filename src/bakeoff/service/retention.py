"""What is kept for a time alone is gone when that is over, whether or not anybody comes by."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from bakeoff.datasets.upload import store
from bakeoff.errors import HistoryError
from bakeoff.history import History
from bakeoff.race.models import make_room
from bakeoff.service.rooms import KEPT_AFTERWARDS

SECONDS_BETWEEN = 600.0

_log = logging.getLogger(__name__)


def tidy_up(history: History) -> None:
    """Delete what its time is over of: tables, models, classes, and races that were deleted a day ago.

    Raises
    ------
    HistoryError
        If the database can not do it.
    """
    store.purge()
    make_room()
    history.rooms.forget(datetime.now(UTC) - KEPT_AFTERWARDS)
    history.purge()


@contextmanager
def tidied(history: History, seconds: float = SECONDS_BETWEEN) -> Iterator[None]:
    """Tidy up now and then, in a thread of its own, for as long as this goes on."""
    over = threading.Event()

    def again_and_again() -> None:
        while not over.wait(seconds):
            try:
                tidy_up(history)
            except HistoryError as error:
                _log.warning("what is no longer to be kept could not be deleted: %s", error)

    thread = threading.Thread(target=again_and_again, name="bakeoff tidying", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
