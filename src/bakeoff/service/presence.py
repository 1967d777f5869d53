"""This server says now and then to others on the same database that it is there."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager

from bakeoff.errors import HistoryError
from bakeoff.service.now_and_then import now_and_then
from bakeoff.storage.servers import SILENT_SECONDS, Servers


@contextmanager
def present(servers: Servers, seconds: float = SILENT_SECONDS / 4) -> Iterator[None]:
    """Say so for as long as this goes on, and in the end that it is over."""
    with now_and_then(servers.say_so, seconds, "other servers could not be told of this one"):
        yield
    with contextlib.suppress(HistoryError):  # who is silent is taken to be gone
        servers.leave()
