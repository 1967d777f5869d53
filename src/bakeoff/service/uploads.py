"""Limits on files and tables uploaded by each visitor in an hour, and the readings whose pages are open."""

import threading
import time
from collections.abc import Callable

from bakeoff.errors import DatasetError
from bakeoff.evaluation.notation import rough_time
from bakeoff.service.allowance import Allowance
from bakeoff.text import _
from bakeoff.upload import Incoming

_HOUR_SECONDS = 3600.0


class Uploads:
    """Counts what each visitor uploads, and stops a reading that nobody waits for.

    Parameters
    ----------
    an_hour : int
        How many each may bring.
    clock : callable
        Returns seconds.
    """

    def __init__(self, an_hour: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._an_hour = an_hour
        self._allowance = Allowance(an_hour, _HOUR_SECONDS, clock)
        self._lock = threading.Lock()
        self._readings: dict[str, Incoming] = {}

    def take(self, owner: str) -> None:
        """Count one more; raises DatasetError, which says when to come again, if the visitor has brought too many."""
        if not self._allowance.take(owner):
            raise DatasetError(
                _(
                    "You have brought as much as one visitor may in an hour, which is {n} files or tables; nothing "
                    "of yours is lost, and you can bring the next in about {time}.",
                    n=self._an_hour,
                    time=rough_time(self._allowance.seconds_left(owner)),
                )
            )

    def expect(self, reading: Incoming, session: str) -> None:
        """Note that a page waits for a reading."""
        with self._lock:
            self._readings = {waiting: other for waiting, other in self._readings.items() if other.active}
            self._readings[session] = reading

    def give_up(self, session: str) -> None:
        """Stop the reading that a page has waited for, if there is one."""
        with self._lock:
            reading = self._readings.pop(session, None)
        if reading is not None:
            reading.stop()
