"""A job that runs, as whoever gives out the slots sees it, and the machine that it runs on."""

import math
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bakeoff.engine.base import Stopped, Usage
from bakeoff.engine.estimate import Expected, Kind
from bakeoff.engine.wire import JobEnding, LastWord, Submit


def kind_of(request: Submit) -> Kind:
    """Return what a job is like, for how long it is likely to take."""
    return (request.target, *request.kind)


class RunningJob(ABC):
    """A job from its start to its last word.

    Its state is changed by the loop of its host alone, which hears what happens to it as `News`.
    """

    def __init__(self, request: Submit, machine: str) -> None:
        self.id = request.job
        self.target = request.target
        self.interactive = request.interactive
        self.owner = request.owner
        self.limits = request.limits
        self.kind = kind_of(request)
        self.machine = machine
        self.pid: int | None = None
        self.gone = False
        self.drained = False
        self._ending: JobEnding | None = None
        self._last_word: LastWord | None = None
        self.turn = math.inf  # for how long it keeps its slot for certain
        self._turn_began = self._given = time.monotonic()
        self._gone_at = 0.0
        self._held_at: float | None = None
        self._waited = 0.0

    def launched(self, pid: int) -> None:
        """Take note that the process runs."""
        self.pid = pid
        self._turn_began = time.monotonic()

    @property
    def held(self) -> bool:
        """True while the process is suspended, so that its slot is free."""
        return self._held_at is not None

    @property
    def may_be_held(self) -> bool:
        """True if it may be suspended after its turn: it is neither suspended nor about to end."""
        ends = self._ending is not None or self._last_word is not None or self.gone
        return not ends and not self.held

    @property
    def turn_left(self) -> float:
        """For how many seconds it still keeps its slot for certain; below 0 if it has kept it for longer."""
        return self._turn_began + self.turn - time.monotonic()

    @property
    def ran_seconds(self) -> float:
        """For how long it has had a slot by now, or had one in all."""
        until = self._gone_at or self._held_at or time.monotonic()
        return until - self._given - self._waited

    @property
    def took(self) -> float | None:
        """Seconds that it had a slot, if it ended by itself; else None."""
        return None if self._last_word is None else self.ran_seconds

    def expected(self, left: float) -> Expected:
        """Return it as the estimate of waiting times has it, with `left` seconds to go."""
        return Expected(self.id, self.owner, left, self.turn_left)

    def note_gone(self) -> None:
        """Take note that the process has ended and its slot is free."""
        self.gone = True
        self._gone_at = time.monotonic()

    def hold(self, pid: int) -> None:
        """Hold the process back where it is."""
        self._held_at = time.monotonic()
        self._pause(pid)

    def go_on(self, pid: int) -> None:
        """Let a process that was held back go on, and tell it for how long it was."""
        self._turn_began = time.monotonic()
        waited = self._turn_began - (self._held_at or self._turn_began)
        self._held_at = None
        self._waited += waited
        self._resume(pid, waited)

    def stop(self) -> bool:
        """End the process because somebody asked for it; return whether its end need not be waited for."""
        self._end(Stopped(self.id))
        return self.pid is None

    def _end(self, ending: JobEnding) -> None:
        if self._ending is None and self._last_word is None:
            self._ending = ending
        self.kill()

    @property
    @abstractmethod
    def ending(self) -> JobEnding:
        """Why the job is over; to be read once the process is gone and drained."""

    @abstractmethod
    def send(self, command: bytes) -> None:
        """Hand a pickled command to the job, in its own time."""

    @abstractmethod
    def kill(self) -> None:
        """End the process and all it has started, at once."""

    @abstractmethod
    def watch(self) -> Usage | None:
        """Measure the running process and hold it to its limits; None if there is nothing to tell."""

    @abstractmethod
    def _pause(self, pid: int) -> None: ...

    @abstractmethod
    def _resume(self, pid: int, waited: float) -> None: ...


class JobMachine(Protocol):
    """Machine that runs jobs."""

    @property
    def name(self) -> str:
        """Unique name of the machine."""

    @property
    def slots(self) -> Mapping[bool, int]:
        """Number of jobs that it runs at once, by whether they are interactive."""

    @property
    def leaving(self) -> bool:
        """True if it starts no more jobs; its running jobs go on to their end."""

    def start(self, request: Submit, post: "Callable[[News], None]") -> RunningJob:
        """Start a job, and tell what happens to it through `post`."""


class LeavingMachine(JobMachine, Protocol):
    """A machine that may go while others stay."""

    def leave(self) -> None:
        """Be gone as soon as the last job has ended."""


@dataclass(frozen=True)
class Launched:
    """The process runs, or (`pid` None) it could not be started."""

    job: RunningJob
    pid: int | None


@dataclass(frozen=True)
class Foretold:
    """The job expects to go on for about so many seconds."""

    job: RunningJob
    seconds: float


@dataclass(frozen=True)
class Gone:
    """The process has ended and its slot is free."""

    job: RunningJob


@dataclass(frozen=True)
class Drained:
    """All that the job said has been passed on."""

    job: RunningJob


@dataclass(frozen=True)
class Joined:
    """There is another machine."""

    machine: JobMachine


@dataclass(frozen=True)
class Leaving:
    """A machine is to be given no more jobs."""

    machine: LeavingMachine


@dataclass(frozen=True)
class Left:
    """A machine is gone; of its jobs it is told apart."""

    machine: JobMachine


News = Launched | Foretold | Gone | Drained | Joined | Leaving | Left
