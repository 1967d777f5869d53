"""Messages on the pipes between server, host and job.

::

    server  -- Command -->  host  -- Task, command -->  job
            <-- Report --         <--  Report  --

A machine's runner may stand between host and job, see `bakeoff.engine.cluster`. Each message is one pickle; they travel
only between processes that this package started itself. The arguments, messages and results of a job's function are
carried as `bytes` and opened at the two ends only. So the host needs none of their classes.
"""

from dataclasses import dataclass

from bakeoff.engine.base import Limits, Queued, Started, Stopped, Usage


@dataclass(frozen=True)
class Submit:
    """Server to host: queue this job."""

    job: str
    target: str
    payload: bytes
    limits: Limits
    interactive: bool
    owner: str
    kind: tuple[str, ...]
    at_once: int | None


@dataclass(frozen=True)
class Send:
    """Server to host: pass this pickled command on to the job."""

    job: str
    command: bytes


@dataclass(frozen=True)
class Stop:
    """Server to host: end this job now. The end of the stream means: end them all, and yourself."""

    job: str


@dataclass(frozen=True)
class Hold:
    """Host to a machine's runner: hold the job back where it is."""

    job: str


@dataclass(frozen=True)
class GoOn:
    """Host to a machine's runner: let the job go on."""

    job: str


@dataclass(frozen=True)
class Warm:
    """Server to host: load these modules, too, into the template that jobs are forked from."""

    modules: tuple[str, ...]


Command = Submit | Send | Stop | Hold | GoOn | Warm


@dataclass(frozen=True)
class WorkerTask:
    """Host to job, its first message: what to run. All later ones are pickled commands."""

    job: str
    target: str
    payload: bytes


@dataclass(frozen=True)
class Waited:
    """Host to job: you have just been held back for so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Loaded:
    """Job to host: the function is imported; the process has this much memory of its own, in bytes."""

    memory_bytes: int


@dataclass(frozen=True)
class Said:
    """Job to server: a pickled body for a `Message`."""

    job: str
    body: bytes


@dataclass(frozen=True)
class Expects:
    """Job to host: it expects to go on for about so many seconds."""

    job: str
    seconds: float


@dataclass(frozen=True)
class Returned:
    """Job to server: the pickled result."""

    job: str
    result: bytes


@dataclass(frozen=True)
class Raised:
    """Job to server: the function raised.

    Attributes
    ----------
    error : bytes or None
        The pickled BakeoffError; None for an exception of any other kind.
    kind, message, traceback : str
        The same in words, for the log and where the pickle cannot be opened.
    """

    job: str
    error: bytes | None
    kind: str
    message: str
    traceback: str


@dataclass(frozen=True)
class Ready:
    """Host to server: jobs start fast from now on; `problems` are preload modules that failed, with why."""

    problems: tuple[str, ...]


LOADING = "The template of all jobs is being loaded."


@dataclass(frozen=True)
class Alive:
    """Host to server, every second: it lives."""

    trouble: str  # reason why jobs do not start fast, or not at all, for the log; empty if they do
    at: float  # time of this message, by the system clock


@dataclass(frozen=True)
class Capacity:
    """Number of machines, and of jobs that run at once on them, interactive ones not counted."""

    machines: int
    slots: int


@dataclass(frozen=True)
class Unstartable:
    """The system refused a process or a thread, again and again; `reason` is for the log."""

    reason: str


@dataclass(frozen=True)
class Exited:
    """A process ended without a last word; `code` is minus the signal's number, or the exit status."""

    code: int


@dataclass(frozen=True)
class OverTime:
    """A process was ended for running longer than `limit` seconds."""

    limit: float


@dataclass(frozen=True)
class OverMemory:
    """A process was ended for holding `used` bytes, more than `limit`."""

    used: int
    limit: int


@dataclass(frozen=True)
class OutOfMemory:
    """The system ended a process because the machine, or the container, had no memory left."""


@dataclass(frozen=True)
class Unreachable:
    """The machine that a process ran on is gone."""


Cause = Unstartable | Exited | OverTime | OverMemory | OutOfMemory | Unreachable


@dataclass(frozen=True)
class Broken:
    """Host to server: the job ended badly, in a way that it could not tell itself."""

    job: str
    cause: Cause


LastWord = Returned | Raised
JobEnding = Returned | Raised | Stopped | Broken
JobReport = Queued | Started | Usage | Said | JobEnding
HostReport = Ready | Alive | Capacity | JobReport
RunnerReport = Expects | HostReport
