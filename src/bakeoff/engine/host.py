"""The worker host: a process of its own that queues jobs, runs each in a process, and watches them.

One loop owns all state and never waits for a job or for the server. It ends when the server closes the
command stream, or dies: then every job is ended first.
"""

import contextlib
import itertools
import json
import math
import multiprocessing
import os
import pickle
import queue
import signal
import threading
import time
from collections import Counter
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import IO

from bakeoff.engine import system, template, worker
from bakeoff.engine.base import Queued, Started, Stopped
from bakeoff.engine.outbox import Outbox
from bakeoff.engine.places import QueuePlaces
from bakeoff.engine.process import Drained, Gone, JobProcess, Launched, News
from bakeoff.engine.turns import in_turns, to_pause
from bakeoff.engine.warmth import JobTemplate
from bakeoff.engine.wire import Command, Send, Stop, Submit

SAMPLES_A_SECOND = 4
TURN_SECONDS = 3.0
"""How long a job keeps its slot for certain while others wait who hold fewer."""
MOST_HELD = 4
"""How many jobs a slot may be held back at once: each keeps its memory."""
PATIENCE_SECONDS = 2.0  # with jobs, and a server, that do not end when they should

# Numeric libraries start as many threads as there are cores, and contenders get one core each. The template
# must have no second thread at all: a fork copies only the one that calls it.
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",  # pyarrow's allocator
    "TF_CPP_MIN_LOG_LEVEL": "2",
}


class Hangup:
    """The server is gone."""


class Host:
    """Owners take turns over `slots` slots, and those of interactive jobs over `interactive_slots` others."""

    def __init__(
        self, slots: int, interactive_slots: int, context: BaseContext, outbox: Outbox, template: JobTemplate
    ) -> None:
        self._slots = {False: slots, True: interactive_slots}  # by whether a job is interactive
        self._context = context
        self._outbox = outbox
        self._news: queue.SimpleQueue[Command | News | Hangup] = queue.SimpleQueue()
        self._waiting: dict[str, Submit] = {}
        self._running: dict[str, JobProcess] = {}  # those whose end has not been told
        self._processes: set[JobProcess] = set()
        self._places = QueuePlaces(outbox)
        self._served: dict[str, int] = {}  # the later an owner was given a slot, the larger
        self._turns = itertools.count(1)
        self._template = template

    def run(self, commands: IO[bytes]) -> None:
        """Serve until `commands` ends, then end every job."""
        threading.Thread(target=self._read, args=(commands,), name="commands", daemon=True).start()
        next_sample = time.monotonic()
        while not isinstance(news := self._next_news(next_sample), Hangup):
            if news is not None:
                self._handle(news)
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
            case Submit():
                self._waiting[news.job] = news
                self._tell_places(news.interactive)
                self._fill_slots()
            case Send(job, command):
                self._send(job, command)
            case Stop(job):
                self._stop(job)
            case Launched(process, pid):
                self._launched(process, pid)
            case Gone(process):
                process.kill()  # what it has started itself, and itself if only the template died
                process.note_gone()
                self._settle(process)
                self._fill_slots()
            case Drained(process):
                process.drained = True
                self._settle(process)

    def _send(self, job: str, command: bytes) -> None:
        if (process := self._running.get(job)) is None:
            return
        process.send(command)
        if process.held:  # what it is told may be to come to an end
            self._let_run(job)

    def _queue(self, interactive: bool) -> list[str]:
        """Return those that wait for a slot, or to have one again, in the order of their turns."""
        held_back = [
            (process.id, process.owner) for process in self._running.values() if process.held and not process.gone
        ]
        waiting = [(job, task.owner) for job, task in self._waiting.items() if task.interactive == interactive]
        jobs = waiting if interactive else held_back + waiting
        return in_turns(jobs, self._slots_held(interactive), self._served)

    def _slots_held(self, interactive: bool) -> Counter[str]:
        """Return how many slots each owner holds."""
        alike = [process for process in self._processes if process.interactive == interactive]
        return Counter(process.owner for process in alike if not process.gone and not process.held)

    def _fill_slots(self) -> None:
        for interactive, slots in self._slots.items():
            free = slots - self._slots_held(interactive).total()
            for job in self._queue(interactive)[: max(0, free)]:
                self._let_run(job)
            self._tell_places(interactive)
        self._forget_owners()

    def _let_run(self, job: str) -> None:
        self._places.forget(job)
        process = self._running.get(job)
        if process is None:
            process = JobProcess(self._waiting.pop(job), self._context, self._outbox, self._news.put)
            self._running[job] = process
            self._processes.add(process)
            self._outbox.tell(Queued(job, 0))
        elif process.pid is not None:
            process.go_on(process.pid)
            self._outbox.tell(Started(job, process.pid))
        self._served[process.owner] = next(self._turns)

    def _take_turns(self) -> None:
        """Hold back a job that has had its turn, if somebody waits who holds fewer slots."""
        queue, held = self._queue(False), self._slots_held(False)
        n_held = sum(process.held for process in self._processes)
        if not queue or (queue[0] in self._waiting and n_held >= MOST_HELD * self._slots[False]):
            return
        job = queue[0]
        owner = self._waiting[job].owner if job in self._waiting else self._running[job].owner
        ran = [
            (process.id, process.owner, process.turn_seconds)
            for process in self._running.values()
            if not process.interactive
        ]
        richest = to_pause(owner, [turn for turn in ran if turn[2] > TURN_SECONDS], held)
        if richest is not None and (pid := self._running[richest].pid) is not None:
            self._running[richest].hold(pid)
            self._fill_slots()

    def _forget_owners(self) -> None:
        there = {job.owner for job in self._waiting.values()} | {process.owner for process in self._processes}
        self._served = {owner: turn for owner, turn in self._served.items() if owner in there}

    def _tell_places(self, interactive: bool) -> None:
        self._places.tell(self._queue(interactive))

    def _play(self, interactive: bool, slots: int) -> dict[str, float]:
        """Return in how many seconds each job that waits is likely to begin."""
        processes = [process for process in self._processes if process.interactive == interactive]
        requests = [request for request in self._waiting.values() if request.interactive == interactive]
        turn = math.inf if interactive else TURN_SECONDS
        return self._places.play(processes, requests, slots, self._served, turn)

    def _launched(self, process: JobProcess, pid: int | None) -> None:
        if pid is None:
            process.gone = process.drained = True
            self._settle(process)
            self._fill_slots()
            return
        if process.id in self._running:
            self._outbox.tell(Started(process.id, pid))
        process.launched(pid)

    def _stop(self, job: str) -> None:
        if (request := self._waiting.pop(job, None)) is not None:
            self._places.forget(job)
            self._outbox.tell(Stopped(job))
            self._tell_places(request.interactive)
        elif job in self._running:
            process = self._running[job]
            process.stop()
            if process.pid is None:  # the template is still loading: no need to wait for that
                self._tell_end(process)

    def _settle(self, process: JobProcess) -> None:
        if process.gone and process.drained:
            self._processes.remove(process)
            self._places.note(process)
            self._tell_end(process)

    def _tell_end(self, process: JobProcess) -> None:
        if self._running.get(process.id) is process:
            del self._running[process.id]
            self._places.forget(process.id)
            self._outbox.tell(process.ending)

    def _watch(self) -> None:
        for process in self._processes:
            usage = process.watch()
            if usage is not None and not self._outbox.crowded:
                self._outbox.tell(usage)
        self._take_turns()
        if self._places.estimate(self._slots, self._play):
            self._tell_places(False)
            self._tell_places(True)
        self._template.give_sign()

    def _end_all(self) -> None:
        for job in [*self._waiting, *self._running]:
            self._stop(job)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while any(process.pid is not None for process in self._processes):
            news = self._next_news(deadline)
            if news is None:
                break
            if not isinstance(news, Hangup):
                self._handle(news)
        self._outbox.close(PATIENCE_SECONDS)


def main(arguments: str) -> None:
    """Run the host over standard input and output until the server hangs up.

    Parameters
    ----------
    arguments : str
        JSON object with `slots`, `interactive_slots`, `start_method` and `preload`.
    """
    # A KeyboardInterrupt that comes inside a finaliser would be swallowed, and the host live on.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    commands, reports = _take_standard_streams()
    given = json.loads(arguments)
    os.environ.update(ENVIRONMENT)
    context = multiprocessing.get_context(given["start_method"])
    outbox = Outbox(reports)
    warm = JobTemplate(context, outbox)
    _prepare_template(context, given["preload"], warm)
    try:
        Host(given["slots"], given["interactive_slots"], context, outbox, warm).run(commands)
    finally:
        system.end_descendants()


def _take_standard_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the line to the server for this process alone; what jobs print goes to the log."""
    commands = os.fdopen(os.dup(0), "rb", closefd=False)  # both end with the process
    reports = os.fdopen(os.dup(1), "wb", closefd=False)
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return commands, reports


def _prepare_template(context: BaseContext, preload: list[str], warm: JobTemplate) -> None:
    if context.get_start_method() == "forkserver":
        os.environ[template.MODULES_VARIABLE] = json.dumps(preload)
        context.set_forkserver_preload([template.__name__, worker.__name__])
    warm.load()
