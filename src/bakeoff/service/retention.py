"""What is kept for a time alone is gone when that is over, whether or not anybody comes by."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from bakeoff.datasets.object_store import MAKING_SECONDS
from bakeoff.datasets.upload import store
from bakeoff.history import History
from bakeoff.race.models import make_room
from bakeoff.service.now_and_then import now_and_then
from bakeoff.service.rooms import KEPT_AFTERWARDS

SECONDS_BETWEEN = 600.0
MINUTES_TO_FORGET = round((SECONDS_BETWEEN + MAKING_SECONDS) / 60)
"""How long a server may have a copy of what was deleted at another that shares an object store with it."""


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
    """Tidy up now and then for as long as this goes on."""
    with now_and_then(lambda: tidy_up(history), seconds, "what is no longer to be kept could not be deleted"):
        yield
