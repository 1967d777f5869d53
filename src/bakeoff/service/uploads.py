"""Limits on files and tables uploaded by each visitor in an hour, and the jobs whose pages are open."""

import threading
import time
from collections.abc import Callable

from bakeoff.datasets.upload.settings import UploadLimits
from bakeoff.engine.waiting import Waiting
from bakeoff.errors import DatasetError
from bakeoff.evaluation.notation import rough_time
from bakeoff.service.allowance import Allowance
from bakeoff.service.once import once
from bakeoff.text import _

_HOUR_SECONDS = 3600.0


class Uploads:
    """Counts what each visitor uploads, and stops a job that nobody waits for.

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
        self._sessions: dict[Waiting, str] = {}

    def take(self, owner: str) -> None:
        """Count one more; raises DatasetError, which says when to come again, if the visitor has brought too many."""
        if not self._allowance.take(owner):
            raise DatasetError(
                _(
                    "You have reached the limit of uploads in an hour, {n}. Nothing is lost. Upload the next file in "
                    "about {time}.",
                    n=self._an_hour,
                    time=rough_time(self._allowance.seconds_left(owner)),
                )
            )

    def expect(self, job: Waiting, session: str) -> None:
        """Note that a page waits for a job."""
        with self._lock:
            self._sessions = {other: page for other, page in self._sessions.items() if other.active} | {job: session}

    def give_up(self, session: str) -> None:
        """Stop the jobs that a page has waited for."""
        with self._lock:
            jobs = [job for job, page in self._sessions.items() if page == session]
        for job in jobs:
            job.stop()


@once
def uploads() -> Uploads:
    """Return the server's count of each visitor's uploads."""
    return Uploads(UploadLimits.read().uploads_hour)
