"""The host's way out to the server."""

import pickle
import queue
import threading
from typing import IO

from bakeoff.engine.wire import RunnerReport

BACKLOG = 16  # messages of jobs on their way at a time


class Outbox:
    """Writes reports to the server in the order they are given, from a thread of its own.

    What the host itself has to say never waits. What jobs say waits while the server is slow, so a chatty
    job fills its own pipe and then stands still, rather than anybody's memory.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._reports: queue.SimpleQueue[tuple[bytes, bool] | None] = queue.SimpleQueue()
        self._room = threading.Semaphore(BACKLOG)
        self._writer = threading.Thread(target=self._write, name="outbox", daemon=True)
        self._writer.start()

    @property
    def crowded(self) -> bool:
        """True if the server is behind: optional reports should be left out."""
        return self._reports.qsize() > BACKLOG

    def tell(self, report: RunnerReport) -> None:
        """Queue a report; never waits."""
        self._reports.put((pickle.dumps(report), False))

    def relay(self, report: bytes) -> None:
        """Queue a job's pickled report; waits while `BACKLOG` of them are on their way."""
        self._room.acquire()
        self._reports.put((report, True))

    def close(self, timeout: float) -> None:
        """Wait until all is written, at most `timeout` seconds."""
        self._reports.put(None)
        self._writer.join(timeout)

    def _write(self) -> None:
        deaf = False
        while (item := self._reports.get()) is not None:
            data, relayed = item
            try:
                if not deaf:
                    self._stream.write(data)
                    if self._reports.empty():
                        self._stream.flush()
            except OSError:  # the server is gone; the end of the command stream ends the host
                deaf = True
            if relayed:
                self._room.release()
