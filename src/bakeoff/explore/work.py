"""A job that looks at data: how far it is, and what came of it."""

import secrets
import threading
import time
from typing import Any, Literal

from bakeoff.engine import Engine, Event, Failed, Finished, Job, Limits, Message, Queued, Started, Stopped
from bakeoff.explore.job import Doing
from bakeoff.fields import from_environment
from bakeoff.text import _

PRELOAD = ("bakeoff.explore.job",)
"""Modules that make the jobs start warm where an engine preloads them."""

SECONDS = 300


class Work:
    """A job under way, or one that has ended.

    Parameters
    ----------
    engine : Engine
    what : {"explore", "embed"}
        A function of `bakeoff.explore.job`.
    payload : object
        What it is called with.

    Raises
    ------
    EngineError
        If the engine takes no jobs any more.

    Attributes
    ----------
    result : object
        What came of it; None before, and if nothing did.
    problem : str
        Why nothing did, in one sentence; else empty.
    doing : Doing
        What it is about.
    place : int
        Place in the engine's queue, 1 being next; 0 when it does not wait.
    """

    def __init__(self, engine: Engine, what: Literal["explore", "embed"], payload: Any) -> None:
        self.result: Any = None
        self.problem = ""
        self.doing = Doing(_("Starting"))
        self.place = 0
        self._started = time.monotonic()
        self._ended = threading.Event()
        self._engine = engine
        self._job = f"{what}/{secrets.token_urlsafe(12)}"
        memory = from_environment("BAKEOFF_JOB_MEMORY_MB", 4096) * 2**20
        limits = Limits(wall_seconds=SECONDS, memory_bytes=memory)
        # Interactive, since somebody waits for it: it must not queue behind trainings.
        engine.submit(Job(self._job, f"bakeoff.explore.job:{what}", payload, limits, interactive=True), self._hear)

    @property
    def active(self) -> bool:
        """Whether it still goes on."""
        return not self._ended.is_set()

    @property
    def seconds(self) -> float:
        """How long ago it was begun."""
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
            case Message(body=Doing() as doing):
                self.doing = doing
            case Finished(result=result):
                self.result = result
                self._ended.set()
            case Failed(error=error):
                self.problem = str(error)
                self._ended.set()
            case Stopped():
                self.problem = _("Stopped.")
                self._ended.set()
