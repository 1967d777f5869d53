"""A worker of the cluster and its jobs, as the host sees them."""

import contextlib
import logging
import pickle
import queue
import socket
import threading
from collections.abc import Callable, Mapping

from bakeoff.engine.base import Queued, Started, Usage
from bakeoff.engine.outbox import Outbox
from bakeoff.engine.running import Drained, Foretold, Gone, Joined, Launched, Left, News, RunningJob
from bakeoff.engine.wire import (
    Alive,
    Broken,
    Capacity,
    Command,
    Expects,
    GoOn,
    Hold,
    JobEnding,
    Raised,
    Ready,
    Returned,
    RunnerReport,
    Said,
    Send,
    Stop,
    Submit,
    Unreachable,
)

PATIENCE_SECONDS = 5.0  # with the host's loop, which never waits

log = logging.getLogger("bakeoff.engine")


class RemoteJob(RunningJob):
    """A job on another machine, whose runner holds it to its limits and ends it."""

    def __init__(self, request: Submit, machine: str, tell: Callable[[Command], None]) -> None:
        super().__init__(request, machine)
        self._tell = tell
        self._told_started = threading.Event()
        tell(request)

    def launched(self, pid: int) -> None:
        """Take note that the process runs."""
        super().launched(pid)
        self._told_started.set()

    def wait_until_told(self) -> None:
        """Wait until the server has been told of the start, before it is told what the job says."""
        self._told_started.wait(PATIENCE_SECONDS)

    def end(self, report: JobEnding) -> None:
        """Take note of what the runner says last."""
        if self._ending is None and isinstance(report, Returned | Raised):
            self._last_word = report
        self._ending = self._ending or (None if self._last_word else report)

    @property
    def ending(self) -> JobEnding:
        """Why the job is over."""
        return self._ending or self._last_word or Broken(self.id, Unreachable())

    def send(self, command: bytes) -> None:
        """Hand a pickled command to the job."""
        self._tell(Send(self.id, command))

    def stop(self) -> bool:
        """End the process because somebody asked for it; when it has ended is for its runner to tell."""
        super().stop()
        self._tell(Stop(self.id))
        return False

    def kill(self) -> None:
        """Leave to its runner what it has started."""

    def watch(self) -> Usage | None:
        """Leave it to its runner to measure."""
        return None

    def _pause(self, pid: int) -> None:
        self._tell(Hold(self.id))

    def _resume(self, pid: int, waited: float) -> None:
        self._tell(GoOn(self.id))


class RemoteMachine:
    """A runner at the other end of `line`.

    A thread reads what it reports, and waits while the server is slow; another one writes it commands, so that the
    host's loop never waits for the network.
    """

    def __init__(
        self, name: str, slots: Mapping[bool, int], line: socket.socket, outbox: Outbox, post: Callable[[News], None]
    ) -> None:
        self.name = name
        self.slots = slots
        self._line = line
        self._outbox = outbox
        self._post = post
        self._guard = threading.Lock()
        self._jobs: dict[str, RemoteJob] = {}
        self._over = False
        self._joined = False
        self._leaving = False
        self._commands: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        for run in (self._read, self._write):
            threading.Thread(target=run, name=f"{run.__name__.strip('_')} {name}", daemon=True).start()

    @property
    def joined(self) -> bool:
        """True once its runner has been ready for jobs."""
        return self._joined

    @property
    def leaving(self) -> bool:
        """True if it starts no more jobs."""
        return self._leaving

    def leave(self) -> None:
        """Hang up as soon as the last job has ended; to be called by whoever starts the jobs, and starts none then."""
        with self._guard:
            self._leaving = True
            self._hang_up_if_done()

    def _hang_up_if_done(self) -> None:
        if self._leaving and not self._jobs:
            self._commands.put(None)

    def start(self, request: Submit, post: Callable[[News], None]) -> RemoteJob:
        """Start a job, and tell what happens to it through `post`."""
        job = RemoteJob(request, self.name, self._commands.put)
        with self._guard:
            lost = self._over
            if not lost:
                self._jobs[job.id] = job
        if lost:
            self._settle(job)
        return job

    def _write(self) -> None:
        with contextlib.suppress(OSError), self._line.makefile("wb") as stream:
            while (command := self._commands.get()) is not None:
                pickle.dump(command, stream)
                if self._commands.empty():
                    stream.flush()
            self._line.shutdown(socket.SHUT_WR)

    def _read(self) -> None:
        try:
            with contextlib.suppress(EOFError, OSError), self._line, self._line.makefile("rb") as reports:
                while True:
                    self._hear(pickle.load(reports))
        except Exception:  # what another version of Bakeoff sends may raise anything
            log.exception("What the worker %s tells is not understood; is it of this version?", self.name)
        finally:
            self._lose()

    def _hear(self, report: RunnerReport) -> None:
        match report:
            case Ready(problems):
                for problem in problems:
                    log.warning("Could not load ahead of time on %s: %s", self.name, problem)
                self._joined = True
                self._post(Joined(self))
            case Started(job, pid):
                started = self._job(job)
                self._post(Launched(started, pid))
                started.wait_until_told()
            case Expects(job, seconds):
                self._post(Foretold(self._job(job), seconds))
            case Usage():
                if not self._outbox.crowded:
                    self._outbox.tell(report)
            case Said():
                self._outbox.relay(pickle.dumps(report))
            case Alive() | Capacity() | Queued():
                pass
            case _:
                ended = self._job(report.job)
                ended.end(report)
                self._settle(ended)

    def _job(self, job: str) -> RemoteJob:
        with self._guard:
            return self._jobs[job]

    def _settle(self, job: RemoteJob) -> None:
        with self._guard:
            if self._jobs.get(job.id) is job:
                del self._jobs[job.id]
                self._hang_up_if_done()
        self._post(Gone(job))
        self._post(Drained(job))

    def _lose(self) -> None:
        with self._guard:
            self._over = True
            jobs = list(self._jobs.values())
        self._commands.put(None)
        self._post(Left(self))
        for job in jobs:
            self._settle(job)
