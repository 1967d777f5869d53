"""Runs each job in a process as it comes, and watches them; whose turn it is, others know.

One loop owns all state and never waits for a job or for who gave it. It ends when the stream of commands does: then
every job is ended first.
"""

import contextlib
import math
import pickle
import queue
import threading
import time
from typing import IO, Protocol

from bakeoff.engine.base import Started
from bakeoff.engine.outbox import Outbox
from bakeoff.engine.running import (
    Drained,
    Foretold,
    Gone,
    JobMachine,
    Joined,
    Launched,
    Leaving,
    Left,
    News,
    RunningJob,
)
from bakeoff.engine.wire import Command, Expects, GoOn, Hold, Send, Stop, Submit, Warm

SAMPLES_A_SECOND = 4
PATIENCE_SECONDS = 2.0  # with jobs, and a server, that do not end when they should


class Hangup:
    """The server is gone."""


class Sign(Protocol):
    """Template of the jobs, as far as the runner needs it."""

    def give_sign(self) -> None:
        """Say, if it is time to, how it stands."""

    def load_more(self, modules: tuple[str, ...]) -> None:
        """Load these modules, too."""


class Runner:
    """Begins each job as it comes.

    Parameters
    ----------
    outbox : Outbox
        Where to tell what happens.
    machines : JobMachine
        Where jobs run; more may join.
    """

    def __init__(self, outbox: Outbox, template: Sign, *machines: JobMachine) -> None:
        self._outbox = outbox
        self._template = template
        self._news: queue.SimpleQueue[Command | News | Hangup] = queue.SimpleQueue()
        self._running: dict[str, RunningJob] = {}  # those whose end has not been told
        self._jobs: set[RunningJob] = set()
        self._machines = {machine.name: machine for machine in machines}
        self._look_again = math.inf  # when turns are to be looked at, if that is before the next sample

    def post(self, news: News) -> None:
        """Tell the loop what has happened, from any thread."""
        self._news.put(news)

    def run(self, commands: IO[bytes]) -> None:
        """Serve until `commands` ends, then end every job."""
        threading.Thread(target=self._read, args=(commands,), name="commands", daemon=True).start()
        next_sample = time.monotonic()
        while not isinstance(news := self._next_news(min(next_sample, self._look_again)), Hangup):
            if news is not None:
                self._handle(news)
            if time.monotonic() >= self._look_again:
                self._take_turns()
            if time.monotonic() >= next_sample:
                self._watch()
                next_sample = time.monotonic() + 1 / SAMPLES_A_SECOND
        self._end_all()

    def _read(self, commands: IO[bytes]) -> None:
        with contextlib.suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                self._news.put(pickle.load(commands))
        self._news.put(Hangup())

    def _next_news(self, deadline: float) -> Command | News | Hangup | None:
        try:
            return self._news.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            return None

    def _handle(self, news: Command | News) -> None:
        match news:
            case Submit() | Send() | Stop() | Hold() | GoOn() | Warm():
                self._obey(news)
            case Launched(job, pid):
                self._launched(job, pid)
            case Foretold(job, seconds):
                self._foretell(job, seconds)
            case Gone(job):
                job.kill()  # what it has started itself, and itself if only the template died
                job.note_gone()
                self._settle(job)
                self._slots_freed()
            case Drained(job):
                job.drained = True
                self._settle(job)
            case Joined(machine):
                self._machines[machine.name] = machine
                self._slots_freed()
            case Leaving(machine):
                machine.leave()
            case Left(machine):
                self._machines.pop(machine.name, None)

    def _obey(self, command: Command) -> None:
        match command:
            case Submit():
                self._submit(command)
            case Send(job, body):
                self._send(job, body)
            case Stop(job):
                self._stop(job)
            case Warm(modules):
                self._template.load_more(modules)
            case Hold(job):
                if (running := self._running.get(job)) is not None and running.pid is not None:
                    running.hold(running.pid)
            case GoOn(job):
                if (running := self._running.get(job)) is not None and running.pid is not None:
                    running.go_on(running.pid)

    def _submit(self, request: Submit) -> None:
        """Take a job."""
        self._begin(request, next(iter(self._machines.values())))

    def _begin(self, request: Submit, machine: JobMachine) -> RunningJob:
        job = machine.start(request, self.post)
        self._running[job.id] = job
        self._jobs.add(job)
        return job

    def _send(self, job: str, command: bytes) -> None:
        if (running := self._running.get(job)) is not None:
            running.send(command)

    def _slots_freed(self) -> None:
        """Do what can be done now that there may be a free slot."""

    def _take_turns(self) -> None:
        """Do what is due now that somebody's turn is over."""

    def _launched(self, job: RunningJob, pid: int | None) -> None:
        if pid is None:
            job.gone = job.drained = True
            self._settle(job)
            self._slots_freed()
            return
        if self._running.get(job.id) is job:
            self._outbox.tell(Started(job.id, pid))
        job.launched(pid)

    def _foretell(self, job: RunningJob, seconds: float) -> None:
        """Take note of how long a job expects to go on."""
        self._outbox.tell(Expects(job.id, seconds))

    def _stop(self, job: str) -> None:
        if job in self._running:
            running = self._running[job]
            if running.stop():  # the template is still loading: no need to wait for that
                self._tell_end(running)

    def _settle(self, job: RunningJob) -> None:
        if job.gone and job.drained:
            self._jobs.remove(job)
            self._tell_end(job)

    def _tell_end(self, job: RunningJob) -> None:
        if self._running.get(job.id) is job:
            del self._running[job.id]
            self._outbox.tell(job.ending)

    def _watch(self) -> None:
        for job in self._jobs:
            usage = job.watch()
            if usage is not None and not self._outbox.crowded:
                self._outbox.tell(usage)
        self._template.give_sign()

    def _end_all(self) -> None:
        for job in list(self._running):
            self._stop(job)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while any(job.pid is not None for job in self._jobs):
            news = self._next_news(deadline)
            if news is None:
                break
            if not isinstance(news, Hangup):
                self._handle(news)
        self._outbox.close(PATIENCE_SECONDS)
