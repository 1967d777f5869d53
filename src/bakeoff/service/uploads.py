"""How many files and tables each visitor may bring in an hour."""

import time
from collections.abc import Callable

from bakeoff.errors import DatasetError
from bakeoff.evaluation.notation import rough_time
from bakeoff.service.allowance import Allowance
from bakeoff.text import _

_HOUR_SECONDS = 3600.0


class Uploads:
    """Counts what each visitor brings.

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
