"""Deletion of expired data, with or without visitors."""

import contextlib
import logging
import time
from collections.abc import Callable, Iterator

from bakeoff.datasets.object_store import MAKING_SECONDS
from bakeoff.service.kernel import features
from bakeoff.service.now_and_then import now_and_then

_log = logging.getLogger(__name__)

SECONDS_BETWEEN = 600.0
JUMP_SECONDS = 3600.0
DOUBT_SECONDS = 86_400.0
MINUTES_TO_FORGET = round((SECONDS_BETWEEN + MAKING_SECONDS) / 60)
"""Longest life of a copy after its deletion at another server that shares the object store."""


def tidy_up() -> None:
    """Delete what no feature keeps any longer; where one cannot, the others do all the same.

    Raises
    ------
    HistoryError
        If the database can not do it.
    """
    with contextlib.ExitStack() as stack:
        for feature in features():
            if feature.tidy:
                stack.callback(feature.tidy)


def _since_start() -> float:
    """Return for how many seconds the machine has been on, asleep or not where that can be told."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class WallClock:
    """Tells whether the machine's clock can be believed when it says that something's time is over.

    A clock that was set wrong makes all that is kept look old at once. So after a jump of an hour or more nothing is
    deleted for a day, in which it may be set right again.

    Parameters
    ----------
    now : callable
        The clock, in seconds.
    passed : callable
        Another, which nobody sets.
    """

    def __init__(self, now: Callable[[], float] = time.time, passed: Callable[[], float] = _since_start) -> None:
        self._now, self._passed = now, passed
        self._apart = now() - passed()
        self._doubted_until = passed()

    def believed(self) -> bool:
        """Tell whether it can be, for what has happened since the last time that this was asked."""
        before, self._apart = self._apart, self._now() - self._passed()
        if abs(self._apart - before) >= JUMP_SECONDS:
            self._doubted_until = self._passed() + DOUBT_SECONDS
            _log.warning("the clock has jumped by %.0f s: nothing is deleted for a day", self._apart - before)
        return self._passed() >= self._doubted_until


@contextlib.contextmanager
def tidied(seconds: float = SECONDS_BETWEEN, clock: WallClock | None = None) -> Iterator[None]:
    """Tidy up now and then for as long as this goes on."""
    clock = clock or WallClock()

    def tidy() -> None:
        if clock.believed():
            tidy_up()

    with now_and_then(tidy, seconds, "what is no longer to be kept could not be deleted"):
        yield
