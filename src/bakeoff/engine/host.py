"""The worker host: a process of its own that queues jobs, and has each run when it is its owner's turn."""

import json
import math
import multiprocessing
import os
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from multiprocessing.context import BaseContext
from multiprocessing.util import get_temp_dir
from pathlib import Path
from typing import IO, NoReturn

from bakeoff.engine import template, worker
from bakeoff.engine.base import Queued, Started, Stopped
from bakeoff.engine.outbox import Outbox
from bakeoff.engine.places import QueuePlaces
from bakeoff.engine.process import LocalMachine, end_all
from bakeoff.engine.runner import Runner, Sign
from bakeoff.engine.running import JobMachine, RunningJob
from bakeoff.engine.turns import Ledger, in_turns, to_pause
from bakeoff.engine.warmth import JobTemplate
from bakeoff.engine.wire import Submit

MOST_HELD = 4
"""Largest number of suspended jobs of a slot: each keeps its memory."""

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
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # its others reserve 1 GB, which a job with a limit may not have
    "TF_CPP_MIN_LOG_LEVEL": "2",
}


class Host(Runner):
    """Owners take turns over the slots of all machines, and those of interactive jobs over others.

    A job stays on the machine that it has begun on: one that was held back goes on once that has a free slot.
    """

    def __init__(self, outbox: Outbox, template: Sign, *machines: JobMachine) -> None:
        super().__init__(outbox, template, *machines)
        self._waiting: dict[str, Submit] = {}
        self._places = QueuePlaces(outbox)
        self._ledgers = {False: Ledger(), True: Ledger(math.inf)}  # by whether slots are those of interactive jobs

    def _submit(self, request: Submit) -> None:
        self._waiting[request.job] = request
        self._tell_places(request.interactive)
        self._slots_freed()
        self._take_turns()  # whoever is to make room need not do so only when all are looked at next

    def _send(self, job: str, command: bytes) -> None:
        if (running := self._running.get(job)) is not None and running.held:
            self._go_on(running)  # what it is told may be to come to an end
        super()._send(job, command)  # after the word for how long it was held back

    def _queue(self, interactive: bool) -> list[str]:
        """Return those that wait for a slot, or to have one again, in the order of their turns."""
        held_back = [(job.id, job.owner) for job in self._running.values() if job.held and not job.gone]
        waiting = [(job, request.owner) for job, request in self._waiting.items() if request.interactive == interactive]
        jobs = waiting if interactive else held_back + waiting
        return in_turns(jobs, self._slots_held(interactive), self._ledger(interactive))

    def _slots_held(self, interactive: bool) -> Counter[str]:
        """Return how many slots each owner holds."""
        return Counter(job.owner for job in self._with_slot(interactive))

    def _with_slot(self, interactive: bool) -> Iterable[RunningJob]:
        return (job for job in self._jobs if job.interactive == interactive and not job.gone and not job.held)

    def _slots(self) -> dict[bool, int]:
        """Return how many slots there are, by whether they are for interactive jobs."""
        staying = [machine for machine in self._machines.values() if not machine.leaving]
        return {kind: sum(machine.slots[kind] for machine in staying) for kind in (False, True)}

    def _free(self, interactive: bool) -> dict[str, int]:
        """Return how many slots each machine has free that has any."""
        taken = Counter(job.machine for job in self._with_slot(interactive))
        left = {name: machine.slots[interactive] - taken[name] for name, machine in self._machines.items()}
        return {name: n for name, n in left.items() if n > 0}

    def _slots_freed(self) -> None:
        for interactive in (False, True):
            while self._fill_slot(interactive):
                pass
            self._tell_places(interactive)
        self._forget_owners()

    def _fill_slot(self, interactive: bool) -> bool:
        """Give a free slot to the first whose turn it is and who can use it; return whether there was any."""
        free = self._free(interactive)
        new = [name for name in free if not self._machines[name].leaving]
        for job in self._queue(interactive) if free else ():
            running = self._running.get(job)
            if running is None and (there := self._with_room(self._waiting[job], new)):
                self._start(job, self._machines[max(there, key=lambda name: free[name])])
                return True
            if running is not None and running.machine in free:
                self._go_on(running)
                return True
        return False

    def _with_room(self, request: Submit, machines: list[str]) -> list[str]:
        """Return those of the machines on which fewer of its target run than may at once."""
        if request.at_once is None:
            return machines
        running = Counter(job.machine for job in self._with_slot(request.interactive) if job.target == request.target)
        return [name for name in machines if running[name] < request.at_once]

    def _start(self, job: str, machine: JobMachine) -> None:
        self._places.forget(job)
        running = self._begin(self._waiting.pop(job), machine)
        self._outbox.tell(Queued(job, 0))
        self._give(running)

    def _go_on(self, job: RunningJob) -> None:
        self._places.forget(job.id)
        if job.pid is not None:
            job.go_on(job.pid)
            self._outbox.tell(Started(job.id, job.pid))
        self._give(job)

    def _give(self, job: RunningJob) -> None:
        """Take note that a job is given a slot, and for how long it keeps it for certain."""
        self._ledgers[job.interactive].give(job.owner)
        job.turn = self._ledger(job.interactive).turn(job.owner)

    def _ledger(self, interactive: bool) -> Ledger:
        """Return what owners have had by now, jobs that have not ended included."""
        ledger = self._ledgers[interactive].copy()
        for job in self._jobs:
            if job.interactive == interactive:
                ledger.add(job.owner, job.ran_seconds)
        return ledger

    def _take_turns(self) -> None:
        """Hold back those whose turn is over while somebody waits who holds fewer slots."""
        while self._make_room():
            self._slots_freed()

    def _make_room(self) -> bool:
        """Hold one job back if one is to be; where its turn is not over yet, look again when it is."""
        self._look_again = math.inf
        there = [job for job in self._running.values() if not job.interactive and job.may_be_held]  # as they began
        held, ledger = self._slots_held(False), self._ledger(False)
        for job in self._queue(False) if there else ():
            machines = self._may_make_room(job)
            owner = self._waiting[job].owner if job in self._waiting else self._running[job].owner
            turns = [(other.id, other.owner, other.turn_left) for other in there if other.machine in machines]
            if (first := to_pause(owner, turns, held, ledger)) is None:
                continue
            richest, seconds = first
            if seconds > 0:
                self._look_again = min(self._look_again, time.monotonic() + seconds)
            elif (pid := self._running[richest].pid) is not None:
                self._running[richest].hold(pid)
                return True
        return False

    def _may_make_room(self, job: str) -> set[str]:
        """Return the machines on which another may be held back for this job."""
        if job not in self._waiting:
            return {self._running[job].machine}
        held = Counter(job.machine for job in self._jobs if job.held)
        staying = {name: machine.slots[False] for name, machine in self._machines.items() if not machine.leaving}
        return {name for name, slots in staying.items() if held[name] < MOST_HELD * slots}

    def _forget_owners(self) -> None:
        for interactive, ledger in self._ledgers.items():
            waiting = {request.owner for request in self._waiting.values() if request.interactive == interactive}
            ledger.forget(waiting | {job.owner for job in self._jobs if job.interactive == interactive})

    def _tell_places(self, interactive: bool) -> None:
        self._places.tell(self._queue(interactive))

    def _play(self, interactive: bool, slots: int) -> dict[str, float]:
        """Return in how many seconds each job that waits is likely to begin."""
        jobs = [job for job in self._jobs if job.interactive == interactive]
        requests = [
            request
            for request in self._waiting.values()
            if request.interactive == interactive and request.at_once is None  # such wait for each other, not for slots
        ]
        return self._places.play(jobs, requests, interactive, slots, self._ledger(interactive))

    def _stop(self, job: str) -> None:
        if (request := self._waiting.pop(job, None)) is not None:
            self._places.forget(job)
            self._outbox.tell(Stopped(job))
            self._tell_places(request.interactive)
        else:
            super()._stop(job)

    def _launched(self, job: RunningJob, pid: int | None) -> None:
        super()._launched(job, pid)
        self._take_turns()  # it may be the one that is to make room

    def _foretell(self, job: RunningJob, seconds: float) -> None:
        self._places.foretell(job, seconds)

    def _settle(self, job: RunningJob) -> None:
        if job.gone and job.drained:
            self._places.note(job)
            self._ledgers[job.interactive].add(job.owner, job.ran_seconds)
        super()._settle(job)

    def _tell_end(self, job: RunningJob) -> None:
        if self._running.get(job.id) is job:
            self._places.forget(job.id)
        super()._tell_end(job)

    def _watch(self) -> None:
        super()._watch()
        self._take_turns()
        if self._places.estimate(self._slots(), self._play):
            self._tell_places(False)
            self._tell_places(True)

    def _end_all(self) -> None:
        for job in list(self._waiting):
            self._stop(job)
        super()._end_all()


def main(arguments: str) -> None:
    """Run the host over standard input and output until the server hangs up.

    Parameters
    ----------
    arguments : str
        JSON object with `slots`, `interactive_slots`, `start_method` and `preload`; slots are null where whoever gives
        the jobs has the queue.
    """
    commands, reports = take_standard_streams()
    given = json.loads(arguments)
    os.environ.update(ENVIRONMENT)
    context = multiprocessing.get_context(given["start_method"])
    outbox = Outbox(reports)
    warm = JobTemplate(context, outbox)
    _prepare_template(context, given["preload"], warm)
    machine = LocalMachine({False: given["slots"], True: given["interactive_slots"]}, context, outbox)
    kind = Runner if given["slots"] is None else Host
    try:
        kind(outbox, warm, machine).run(commands)
    finally:
        end_all()
        shutil.rmtree(get_temp_dir(), ignore_errors=True)  # the template's socket, for which no exit handler runs


def as_process(main: Callable[[str], None]) -> NoReturn:
    """Run a host's `main` with what the command line says, and end this process with it, whatever becomes of it.

    `multiprocessing` runs the parent's main module again in each child, unless it is a package's `__main__`: so each
    kind of host has one.
    """
    status = 1
    try:
        main(sys.argv[1])
        status = 0
    except BaseException:  # whatever it is, the server must see the host end
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)  # no teardown, which would wait for jobs and connections


def take_standard_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the line to the server for this process alone; what jobs print goes to the log."""
    # A KeyboardInterrupt that comes inside a finaliser would be swallowed, and the host live on.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    commands = os.fdopen(os.dup(0), "rb", closefd=False)  # both end with the process
    reports = os.fdopen(os.dup(1), "wb", closefd=False)
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return commands, reports


def _prepare_template(context: BaseContext, preload: list[str], warm: JobTemplate) -> None:
    if context.get_start_method() == "forkserver":
        os.environ[template.MODULES_VARIABLE] = json.dumps(preload)
        # What a job that is killed has left there goes with the host.
        os.environ[template.FOLDER_VARIABLE] = os.environ["TMPDIR"] = get_temp_dir()
        context.set_forkserver_preload([template.__name__, worker.__name__])
    warm.load()
