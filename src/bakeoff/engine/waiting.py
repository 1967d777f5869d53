"""A job that somebody waits for: how it stands, and what came of it."""

import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any

from bakeoff.engine.base import Engine, Event, Failed, Finished, Job, Limits, Message, Queued, Started, Stopped
from bakeoff.errors import BakeoffError, EngineError, MemoryLimit, TimeLimit


@dataclass(frozen=True)
class Ends:
    """What is said of an end that the job itself says nothing of; where empty, what the engine says.

    Attributes
    ----------
    stopped, memory, seconds, died : str
        That it was stopped, took too much memory or too long, or its process died.
    """

    stopped: str
    memory: str = ""
    seconds: str = ""
    died: str = ""


class Waiting:
    """A job that somebody waits for, which starts with this.

    Parameters
    ----------
    engine : Engine
    target : str
        Function to call, as ``module:function``.
    payload : object
    limits : Limits
    ends : Ends
    interactive : bool
        Whether somebody does nothing else meanwhile: it does not queue behind trainings then.

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
    place : int
        Place in the engine's queue, 1 being next; 0 when it does not wait.
    """

    def __init__(
        self, engine: Engine, target: str, payload: Any, limits: Limits, ends: Ends, *, interactive: bool = True
    ) -> None:
        self.result: Any = None
        self.problem = ""
        self.said: Any = None
        self.place = 0
        self._ends = ends
        self._started = time.monotonic()
        self._ended = threading.Event()
        self._engine = engine
        self._job = f"{target.rpartition(':')[2]}/{secrets.token_urlsafe(12)}"
        engine.submit(Job(self._job, target, payload, limits, interactive=interactive), self._hear)

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
            case Queued(place=place):
                self.place = place
            case Started():
                self.place = 0
            case Message(body=said):
                self.said = said
            case Finished(result=result):
                self.result = result
                self._end()
            case Failed(error=error):
                self._end(self._why(error))
            case Stopped():
                self._end(self._ends.stopped)

    def _end(self, problem: str = "") -> None:
        self.problem = problem
        self._tidy()
        self._ended.set()

    def _tidy(self) -> None:
        """Remove what was there for the job alone."""

    def _why(self, error: BakeoffError) -> str:
        """Return the sentence for an error; how the job ended is not what the visitor asks."""
        if isinstance(error, MemoryLimit):
            return self._ends.memory or str(error)
        if isinstance(error, TimeLimit):
            return self._ends.seconds or str(error)
        if isinstance(error, EngineError):
            return self._ends.died or str(error)
        return str(error)
