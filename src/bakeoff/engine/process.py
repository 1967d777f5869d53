"""One job's process, as the host sees it."""

import contextlib
import pickle
import queue
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing import connection, forkserver
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.util import get_temp_dir
from pathlib import Path

import psutil

from bakeoff.engine import system, template, worker
from bakeoff.engine.base import Usage
from bakeoff.engine.outbox import Outbox
from bakeoff.engine.running import Drained, Foretold, Gone, Launched, News, RunningJob
from bakeoff.engine.turns import LATER_TURN_SECONDS
from bakeoff.engine.wire import (
    Broken,
    Exited,
    Expects,
    JobEnding,
    LastWord,
    Loaded,
    OutOfMemory,
    OverMemory,
    OverTime,
    Submit,
    Unstartable,
    Waited,
    WorkerTask,
)

# `multiprocessing` looks after all its children in every start and join, and reads an exit code only once:
# two threads in there at a time can lose one.
MULTIPROCESSING = threading.Lock()
ENDING = threading.Event()
"""Event that is set once nothing may start any more."""
REFUSED = threading.Event()
"""Set while processes cannot be started: the last attempt failed."""

RETRY_SECONDS = (0.2, 1.0, 3.0)  # for a template that was killed to be seen dead, or for a shortage to pass
ENDING_SECONDS, ENDING_ATTEMPTS = 0.1, 20
GRACE_SECONDS = 1.0  # for a process to end by itself after its last word
# To tell a job's pages from the template's, Linux walks through all of them, which takes 13 ms: it is asked now and
# then, and whenever the process has grown.
WEIGH_SECONDS = 5.0
GROWN_BYTES = 2**24
THIS_MACHINE = "this"
NO_CODE = 255  # what `multiprocessing` says where the template has died, and knows of no end of its children
KILLED = -9


class JobProcess(RunningJob):
    """A job in a process of this machine.

    Three threads keep the host's loop from ever waiting for a job: one starts the process and waits for
    its end, one passes on what it says, one hands it commands. They tell the loop through `post`; all
    other state is the loop's alone.
    """

    def __init__(self, request: Submit, context: BaseContext, outbox: Outbox, post: Callable[[News], None]) -> None:
        super().__init__(request, THIS_MACHINE)
        self._outbox = outbox
        self._post = post
        self._last_word_at = 0.0
        self._exit: Exited | OutOfMemory | Unstartable = Exited(0)
        self._started = time.monotonic()
        self._handle: psutil.Process | None = None
        self._baseline: int | None = None
        self._memory = 0
        self._resident = 0
        self._weighed_at = 0.0
        self._commands: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._commands.put(pickle.dumps(WorkerTask(request.job, request.target, request.payload)))
        self._pipe, self._far_end = connection.Pipe()
        # Every concrete context has Process; typeshed does not say so of the base.
        self._process = context.Process(target=worker.run, args=(self._far_end,))  # type: ignore[attr-defined]
        self._to_start: list[Callable[[], None]] = [self._live]
        self._start_threads()

    def launched(self, pid: int) -> None:
        """Take note that the process runs."""
        super().launched(pid)
        self._started = time.monotonic()
        with contextlib.suppress(psutil.NoSuchProcess):  # it may be over already
            self._handle = psutil.Process(pid)
        self._to_start = [self._feed, self._relay]
        self._start_threads()
        if self.turn <= LATER_TURN_SECONDS:  # one of many, or long: on the cores, too, others come first
            system.give_way(pid)
        if self._ending is not None:
            self.kill()

    def send(self, command: bytes) -> None:
        """Hand a pickled command to the job, in its own time."""
        self._commands.put(command)

    def kill(self) -> None:
        """End the process and all it has started, at once."""
        if self.pid is None:
            return
        system.end_group(self.pid)
        if self._handle is not None:  # it may not lead its group yet
            with contextlib.suppress(psutil.NoSuchProcess):
                self._handle.kill()

    @property
    def ending(self) -> JobEnding:
        """Why the job is over; to be read once the process is gone and drained."""
        return self._ending or self._last_word or Broken(self.id, self._exit)

    def watch(self) -> Usage | None:
        """Measure the running process and hold it to its limits; None if there is nothing to tell."""
        self._start_threads()
        if self._handle is None or self.gone or self._ending is not None or self.held:
            return None
        if self._last_word is not None:
            if time.monotonic() - self._last_word_at > GRACE_SECONDS:
                self.kill()
            return None
        try:
            usage = self._measure(self._handle)
        except psutil.NoSuchProcess:
            return None
        self._enforce(usage)
        return usage

    def _measure(self, handle: psutil.Process) -> Usage:
        used = handle.cpu_times()
        if self._baseline is not None:
            self._weigh(handle, self._baseline)
        return Usage(self.id, used.user + used.system, time.monotonic() - self._started - self._waited, self._memory)

    def _weigh(self, handle: psutil.Process, baseline: int) -> None:
        """Measure the memory, if it may be another than when it was last measured."""
        now, resident = time.monotonic(), handle.memory_info().rss
        if now - self._weighed_at >= WEIGH_SECONDS or abs(resident - self._resident) >= GROWN_BYTES:
            self._weighed_at, self._resident = now, resident
            self._memory = max(0, system.own_memory(handle) - baseline)
            system.go_before_others(handle.pid, self._memory)

    def _enforce(self, usage: Usage) -> None:
        seconds, memory = self.limits.wall_seconds, self.limits.memory_bytes
        if seconds is not None and usage.wall_seconds > seconds + self.limits.grace_seconds:
            self._end(Broken(self.id, OverTime(seconds)))
        elif memory is not None and usage.memory_bytes > memory:
            self._end(Broken(self.id, OverMemory(usage.memory_bytes, memory)))

    def _pause(self, pid: int) -> None:
        system.hold_group(pid, True)
        system.give_way(pid)

    def _resume(self, pid: int, waited: float) -> None:
        self._commands.put(pickle.dumps(Waited(waited)))
        system.hold_group(pid, False)

    def _start_threads(self) -> None:
        """Start the threads that are due; where the system refuses one, `watch` tries again, for as long as `start`."""
        try:
            while self._to_start:
                threading.Thread(target=self._to_start[0], name=f"job {self.id}", daemon=True).start()
                self._to_start.pop(0)
        except RuntimeError as error:
            REFUSED.set()
            if time.monotonic() - self._started > sum(RETRY_SECONDS):
                self._to_start = []
                self._give_up(error)

    def _live(self) -> None:
        oom_kills = system.oom_kills()
        try:
            start(self._process)
        except (OSError, EOFError) as error:
            self._give_up(error)
            return
        finally:
            self._far_end.close()
        self._post(Launched(self, self._process.pid))
        connection.wait([self._process.sentinel])
        with MULTIPROCESSING:
            self._process.join()
        orphan = self._process.exitcode == NO_CODE and psutil.pid_exists(self._process.pid)
        self._exit = Exited(KILLED if orphan else self._process.exitcode)  # which is what becomes of it now
        if self._exit.code in (KILLED, NO_CODE) and system.oom_kills() > oom_kills:
            self._exit = OutOfMemory()
        self._post(Gone(self))

    def _give_up(self, error: Exception) -> None:
        """End a job that the system has no room for."""
        refused = Unstartable(f"{type(error).__name__} {error}".strip())
        if self.pid is None:
            self._exit = refused
            self._post(Launched(self, None))
        else:
            self._end(Broken(self.id, refused))
            self._commands.put(None)
            self._post(Drained(self))

    def _relay(self) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                self._hear(self._pipe.recv_bytes())
        self._commands.put(None)
        self._post(Drained(self))

    def _hear(self, data: bytes) -> None:
        message = pickle.loads(data)
        if isinstance(message, Loaded):
            self._baseline = message.memory_bytes
        elif isinstance(message, Expects):
            self._post(Foretold(self, message.seconds))
        elif isinstance(message, LastWord):
            self._last_word_at = time.monotonic()
            self._last_word = message
        else:
            self._outbox.relay(data)

    def _feed(self) -> None:
        with contextlib.suppress(OSError):
            while (command := self._commands.get()) is not None:
                self._pipe.send_bytes(command)


def start(process: BaseProcess) -> None:
    """Start a process; try again where the template has died, or the system refuses another process for a moment."""
    for attempt, pause in enumerate((*RETRY_SECONDS, 0.0)):
        try:
            with MULTIPROCESSING:
                if ENDING.is_set():
                    raise EOFError
                process.start()
            REFUSED.clear()
            return
        except (OSError, EOFError) as error:
            if attempt:  # the first may have met a template that was just dying
                REFUSED.set()
            if isinstance(error, FileNotFoundError):
                _replace_folder()
            if not pause or ENDING.is_set():
                raise
            ENDING.wait(pause)


def _replace_folder() -> None:
    """Make the folder anew where something took it away, and end the template, which cannot be reached any more."""
    Path(get_temp_dir()).mkdir(mode=0o700, exist_ok=True)
    template.ask_for(())
    if (pid := template_pid()) is not None:
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(pid).kill()


def template_pid() -> int | None:
    """Return the process id of the template, if one was started."""
    pid: int | None = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    return pid


def end_all() -> None:
    """End all that was started, and start nothing any more: a template that is just starting would outlive the host."""
    ENDING.set()
    for _attempt in range(ENDING_ATTEMPTS):
        if MULTIPROCESSING.acquire(timeout=ENDING_SECONDS):
            break
        system.end_descendants()  # whoever starts a job waits for the template, perhaps
    system.end_descendants()


@dataclass(frozen=True)
class LocalMachine:
    """This machine, whose jobs are processes of ours."""

    slots: Mapping[bool, int]
    context: BaseContext
    outbox: Outbox
    name: str = THIS_MACHINE
    leaving: bool = False

    def start(self, request: Submit, post: Callable[[News], None]) -> JobProcess:
        """Start a job in a process, and tell what happens to it through `post`."""
        return JobProcess(request, self.context, self.outbox, post)
