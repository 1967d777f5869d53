"""A job that somebody waits for: how it stands, and what came of it."""

import time
from dataclasses import dataclass, replace
from typing import Any, Literal

from bakeoff.engine.base import Engine, Event, Failed, Finished, Job, Limits, Message, Queued, Started, Stopped
from bakeoff.engine.handle import JobHandle, new_id
from bakeoff.errors import BakeoffError, EngineError, MemoryLimit, TimeLimit

FEW_AT_ONCE = 2
"""Jobs on a visitor's file that run at once on one machine: a file of a kilobyte may take a job's whole memory."""


@dataclass(frozen=True)
class Ends:
    """Messages for endings that the job itself does not explain; where empty, the engine's own.

    Attributes
    ----------
    stopped, memory, seconds, died : str
        For a stop, too much memory, too much time, and the death of the process.
    """

    stopped: str
    memory: str = ""
    seconds: str = ""
    died: str = ""

    def of(self, error: BakeoffError) -> str:
        """Return the sentence for an error; how the job ended is not what the visitor asks."""
        match error:
            case MemoryLimit():
                said = self.memory
            case TimeLimit():
                said = self.seconds
            case EngineError():
                said = self.died
            case _:
                said = ""
        return said or str(error)


@dataclass(frozen=True)
class JobState:
    """One job at one moment.

    Attributes
    ----------
    status : {"waiting", "running", "done", "failed", "stopped"}
    place : int
        Place in the engine's queue, 1 being next; 0 when it does not wait.
    wait_seconds : float or None
        About how long it will still wait, where that is known.
    said : object
        What the job said last; None before.
    result : object
        What it came to; None until then.
    error : BakeoffError or None
        Why it failed.
    """

    status: Literal["waiting", "running", "done", "failed", "stopped"] = "waiting"
    place: int = 0
    wait_seconds: float | None = None
    said: Any = None
    result: Any = None
    error: BakeoffError | None = None

    @property
    def active(self) -> bool:
        """True while it waits or runs."""
        return self.status in ("waiting", "running")


def advance(state: JobState, event: Event) -> JobState:
    """Return the job after an event of it."""
    match event:
        case Queued(place=place, seconds=seconds):
            return replace(state, place=place, wait_seconds=seconds)
        case Started():
            return replace(state, status="running", place=0, wait_seconds=None)
        case Message(body=said):
            return replace(state, said=said)
        case Finished(result=result):
            return replace(state, status="done", result=result)
        case Failed(error=error):
            return replace(state, status="failed", error=error)
        case Stopped():
            return replace(state, status="stopped")
        case _:
            return state


class Waiting(JobHandle[JobState]):
    """A job that somebody waits for, which starts with this; being interactive, it queues behind no training.

    Parameters
    ----------
    target : str
        Function to call, as ``module:function``.
    payload : object
    at_once : int, optional
        How many of this target may run at once on one machine.
    owner : str
        For whom it is; owners take turns.

    Raises
    ------
    BakeoffError
        If it cannot be started.
    """

    def __init__(
        self,
        engine: Engine,
        target: str,
        payload: Any,
        limits: Limits,
        ends: Ends,
        at_once: int | None = None,
        owner: str = "",
    ) -> None:
        super().__init__(engine, JobState())
        self._ends = ends
        self._started = time.monotonic()
        self._job = f"{target.rpartition(':')[2]}/{new_id()}"
        self._start(Job(self._job, target, payload, limits, interactive=True, owner=owner, at_once=at_once))

    @property
    def result(self) -> Any:
        """Result of the job; None until there is one."""
        return self.state.result

    @property
    def said(self) -> Any:
        """Last message of the job."""
        return self.state.said

    @property
    def place(self) -> int:
        """Place in the engine's queue, 1 being next; 0 when it does not wait."""
        return self.state.place

    @property
    def wait_seconds(self) -> float | None:
        """About how long it will still wait for its turn, where that is known."""
        return self.state.wait_seconds

    @property
    def problem(self) -> str:
        """Why it came to nothing, in one sentence; else empty."""
        state = self.state
        if state.error is not None:
            return self._ends.of(state.error)
        return self._ends.stopped if state.status == "stopped" else ""

    @property
    def seconds(self) -> float:
        """Seconds since its start."""
        return time.monotonic() - self._started

    def stop(self) -> None:
        """End it."""
        self._engine.stop(self._job)

    def _advance(self, state: JobState, event: Event) -> JobState:
        return advance(state, event)
