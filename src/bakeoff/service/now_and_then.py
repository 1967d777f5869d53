"""Regular tasks of a server, with or without visitors."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bakeoff.errors import HistoryError

_log = logging.getLogger(__name__)


@contextmanager
def now_and_then(do: Callable[[], None], seconds: float, failed: str) -> Iterator[None]:
    """Do something at once and every so often, in a thread of its own, for as long as this goes on.

    Parameters
    ----------
    seconds : float
        From the end of one time to the start of the next.
    failed : str
        What the log says, with the reason, when it fails.
    """
    over = threading.Event()

    def again_and_again() -> None:
        while True:
            try:
                do()
            except HistoryError as error:
                _log.warning("%s: %s", failed, error)
            except Exception:  # the next time may go well
                _log.exception("%s", failed)
            if over.wait(seconds):
                return

    thread = threading.Thread(target=again_and_again, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
