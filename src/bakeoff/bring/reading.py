"""One visitor's file being read: how it stands, and what came of it."""

import secrets
import threading
import time

from bakeoff.bring.job import File, unreadable
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import Given
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.engine import Engine, Event, Failed, Finished, Job, Limits, Stopped
from bakeoff.errors import BakeoffError, EngineError, MemoryLimit, TimeLimit
from bakeoff.fields import from_environment
from bakeoff.text import _

SECONDS = 30


class Reading:
    """A file that is being read by a job, or has been.

    Parameters
    ----------
    content : bytes-like
        The file.
    name : str
        What the visitor calls it.
    owner : str
        Hash of the visitor's secret.
    engine : Engine
    given : Given, optional
        How to read it, as far as the visitor has said.

    Raises
    ------
    BakeoffError
        If it is too large, or cannot be put down to be read; nothing was started then.

    Attributes
    ----------
    table : str
        The name that the table is kept under, once it is; else empty.
    problem : str
        Why it could not be read, in one sentence; else empty.
    """

    def __init__(
        self, content: bytes | memoryview, name: str, owner: str, engine: Engine, given: Given | None = None
    ) -> None:
        bounds = Bounds.set_here()
        bounds.check_file(len(content))
        memory = from_environment("BAKEOFF_JOB_MEMORY_MB", 4096) * 2**20
        seconds = from_environment("BAKEOFF_UPLOAD_SECONDS", SECONDS)
        self.table = ""
        self.problem = ""
        self._started = time.monotonic()
        self._ended = threading.Event()
        self._engine = engine
        self._path = store.incoming()
        self._path.write_bytes(content)
        self._job = f"reading/{secrets.token_urlsafe(12)}"
        file = File(self._path, name, owner, given or Given(), bounds, memory)
        limits = Limits(wall_seconds=seconds, memory_bytes=memory)
        # Interactive, since somebody waits for it: it must not queue behind trainings.
        try:
            engine.submit(Job(self._job, "bakeoff.bring.job:read", file, limits, interactive=True), self._hear)
        except BakeoffError:
            store.discard(self._path)
            raise

    @property
    def active(self) -> bool:
        """Whether it is still being read."""
        return not self._ended.is_set()

    @property
    def seconds(self) -> float:
        """For how long it has been read."""
        return time.monotonic() - self._started

    def stop(self) -> None:
        """Read it no further."""
        self._engine.stop(self._job)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it has been read; return whether it has."""
        return self._ended.wait(timeout)

    def _hear(self, event: Event) -> None:
        match event:
            case Finished():
                self.table = event.result
            case Failed():
                self.problem = _why(event.error)
            case Stopped():
                self.problem = _("Reading was stopped; nothing of the file is kept.")
            case _:
                return
        store.discard(self._path)
        self._ended.set()


def _why(error: BakeoffError) -> str:
    """Return the sentence for a file that could not be read; how the job ended is not what the visitor asks."""
    if isinstance(error, MemoryLimit):
        return _("Reading the file took more memory than there is for one; take fewer rows.")
    if isinstance(error, TimeLimit):
        return _("Reading the file took too long; take fewer rows, or save it as CSV or Parquet.")
    if isinstance(error, EngineError):
        return str(unreadable())
    return str(error)
