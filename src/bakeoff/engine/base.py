"""The engine's protocol: jobs go in, events come out, commands reach a running job."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from bakeoff.errors import BakeoffError


@dataclass(frozen=True)
class Limits:
    """Resource limits of one job; None is no limit.

    Attributes
    ----------
    wall_seconds : float or None
        Seconds from its start.
    grace_seconds : float
        Extra seconds for a job that knows its limit and ends by itself.
    memory_bytes : int or None
        Memory of its own: resident memory above the initial amount.
    """

    wall_seconds: float | None = None
    memory_bytes: int | None = None
    grace_seconds: float = 0.0


@dataclass(frozen=True)
class Job:
    """One call to run in a process of its own.

    Attributes
    ----------
    id : str
        Unique name.
    target : str
        ``"package.module:function"``; called as ``function(payload, channel)`` in the process. What it
        returns is the job's result; a BakeoffError that it raises is its failure, told as it is.
    payload : object
        Picklable.
    interactive : bool
        Whether somebody plays with it while it runs, for as long as they please. Interactive jobs have slots and
        a queue of their own, so that neither kind keeps the other waiting.
    owner : str
        For whom it is. Owners take turns; the jobs of one are served first come, first served.
    kind : tuple of str
        What it is like, beside its target, from the general to the particular: jobs of a kind are expected to take
        equally long, which those who wait are told.
    at_once : int or None
        How many of this target may run at once on one machine, where that is fewer than it has slots.
    needs : tuple of str
        Large modules that it uses; the template loads them when the first job needs them.
    """

    id: str
    target: str
    payload: Any = None
    limits: Limits = field(default_factory=Limits)
    interactive: bool = False
    owner: str = ""
    kind: tuple[str, ...] = ()
    at_once: int | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Queued:
    """The job waits; `place` 1 is the next of its kind, interactive or not, to start, and 0 is just starting.

    One that has started may wait again, held back while others have their turn; then `Started` comes once more.
    `seconds` is about how long it will wait, which is told anew as that changes; None: not known.
    """

    job: str
    place: int
    seconds: float | None = None


@dataclass(frozen=True)
class Started:
    """The job's process `pid` runs."""

    job: str
    pid: int


@dataclass(frozen=True)
class Usage:
    """Resources that the running job has used so far, reported a few times a second."""

    job: str
    cpu_seconds: float
    wall_seconds: float
    memory_bytes: int


@dataclass(frozen=True)
class Message:
    """The job itself says something through its channel."""

    job: str
    body: Any


@dataclass(frozen=True)
class Finished:
    """The job's function returned. Nothing follows."""

    job: str
    result: Any


@dataclass(frozen=True)
class Failed:
    """The job ended badly; `error` says why in one sentence. Nothing follows."""

    job: str
    error: BakeoffError


@dataclass(frozen=True)
class Stopped:
    """The job was stopped on request, waiting or running. Nothing follows."""

    job: str


Event = Queued | Started | Usage | Message | Finished | Failed | Stopped


class Channel(Protocol):
    """The job's end of its two-way line.

    Attributes
    ----------
    waited_seconds : float
        For how long the job has been held back, since it started, while others had their turn.
    """

    waited_seconds: float

    def emit(self, body: Any) -> None:
        """Send a picklable `body`; the engine passes it on as a `Message`."""

    def expect(self, seconds: float) -> None:
        """Say about how long the job will still go on, for those who wait."""

    def poll(self, timeout: float = 0.0) -> Any | None:
        """Return the next command sent to this job, or None if none comes within `timeout` seconds."""


class Engine(Protocol):
    """Runs jobs, whose owners take turns, over a fixed number of slots, and interactive ones over others.

    An owner who holds more slots than another who waits gives one back: its job is held back where it is, and goes on
    from there when it is its owner's turn again. That an interactive one would not survive, so they keep their slots.

    Events of one job reach its listener one at a time and in order, from a thread of the engine's.
    Each job ends with exactly one of `Finished`, `Failed`, `Stopped`.
    """

    @property
    def slots(self) -> int:
        """Number of jobs that run at once, interactive ones not counted."""

    def submit(self, job: Job, listener: Callable[[Event], None]) -> None:
        """Queue `job`; raises EngineError if the engine is closed or the id is in use."""

    def send(self, job_id: str, command: Any) -> None:
        """Send a picklable command to a running job; one for a job that is not running is dropped."""

    def stop(self, job_id: str) -> None:
        """End a job at once, waiting or running; one for a job that has ended is dropped."""

    def close(self) -> None:
        """Stop everything and give back all processes. Safe to call twice."""
