"""What a process does for a visitor who waits for it: how it stands, and what came of it."""

import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any

from bakeoff.engine import Engine, Event, Failed, Finished, Job, Limits, Message, Stopped
from bakeoff.errors import BakeoffError, EngineError, MemoryLimit, TimeLimit


@dataclass(frozen=True)
class Ends:
    """What is said of an end that the job itself says nothing of.

    Attributes
    ----------
    stopped, memory, seconds, died : str
        That it was stopped, took too much memory or too long, or its process died.
    """

    stopped: str
    memory: str
    seconds: str
    died: str


class Waiting:
    """A job that somebody waits for, which starts with this.

    Parameters
    ----------
    engine : Engine
    function : str
        Of `bakeoff.bring.job`.
    payload : object
    limits : Limits
    ends : Ends

    Raises
    ------
    BakeoffError
        If it cannot be started.

    Attributes
    ----------
    result : object
        What it came to; None until then.
    problem : str
        Why it came to nothing, in one sentence; else empty.
    said : object
        What the job said last.
    """

    def __init__(self, engine: Engine, function: str, payload: Any, limits: Limits, ends: Ends) -> None:
        self.result: Any = None
        self.problem = ""
        self.said: Any = None
        self._ends = ends
        self._started = time.monotonic()
        self._ended = threading.Event()
        self._engine = engine
        self._job = f"{function}/{secrets.token_urlsafe(12)}"
        # Interactive, since somebody waits for it: it must not queue behind trainings.
        engine.submit(Job(self._job, f"bakeoff.bring.job:{function}", payload, limits, interactive=True), self._hear)

    @property
    def active(self) -> bool:
        """Whether it has not ended."""
        return not self._ended.is_set()

    @property
    def seconds(self) -> float:
        """How long ago it was started."""
        return time.monotonic() - self._started

    def stop(self) -> None:
        """End it."""
        self._engine.stop(self._job)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it has ended; return whether it has."""
        return self._ended.wait(timeout)

    def _hear(self, event: Event) -> None:
        match event:
            case Message(body=said):
                self.said = said
                return
            case Finished(result=result):
                self.result = result
            case Failed(error=error):
                self.problem = self._why(error)
            case Stopped():
                self.problem = self._ends.stopped
            case _:
                return
        self._tidy()
        self._ended.set()

    def _tidy(self) -> None:
        """Remove what was there for the job alone."""

    def _why(self, error: BakeoffError) -> str:
        """Return the sentence for an error; how the job ended is not what the visitor asks."""
        if isinstance(error, MemoryLimit):
            return self._ends.memory
        if isinstance(error, TimeLimit):
            return self._ends.seconds
        if isinstance(error, EngineError):
            return self._ends.died
        return str(error)


class Incoming(Waiting):
    """A table that is on its way into the store."""

    @property
    def table(self) -> str:
        """The name that the table is kept under, once it is; else empty."""
        return self.result or ""
