"""Code of a job's process: find the function, call it, report the outcome."""

import importlib
import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import psutil

from bakeoff.engine import system, template
from bakeoff.engine.wire import Expects, Loaded, Raised, Returned, Said, Waited, WorkerTask
from bakeoff.errors import BakeoffError


class PipeChannel:
    """The job's end of its two-way line, over a pipe to the host.

    `emit` waits while the pipe is full, so a job that says more than its listener takes in is slowed down
    and nothing piles up; that time counts as wall time of the job.
    """

    def __init__(self, job: str, pipe: Connection) -> None:
        self.waited_seconds = 0.0
        self._job = job
        self._pipe = pipe
        self._speaking = threading.Lock()
        self._commands: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def listen(self) -> None:
        """Take commands from now on."""
        threading.Thread(target=self._listen, name="commands", daemon=True).start()

    def emit(self, body: Any) -> None:
        """Send a picklable `body`; the engine passes it on as a `Message`."""
        self.tell(Said(self._job, pickle.dumps(body)))

    def expect(self, seconds: float) -> None:
        """Say about how long the job will still go on, for those who wait."""
        self.tell(Expects(self._job, seconds))

    def poll(self, timeout: float = 0.0) -> Any | None:
        """Return the next command sent to this job, or None if none comes within `timeout` seconds."""
        try:
            return self._commands.get(timeout=timeout) if timeout > 0 else self._commands.get_nowait()
        except queue.Empty:
            return None

    def tell(self, message: Loaded | Said | Expects | Returned | Raised) -> None:
        """Send one message to the host."""
        with self._speaking:
            self._pipe.send_bytes(pickle.dumps(message))

    def _listen(self) -> None:
        try:
            while True:
                self._take(pickle.loads(self._pipe.recv_bytes()))
        except (EOFError, OSError):  # the host is gone: nobody wants this job any more
            system.end_group(os.getpid())

    def _take(self, heard: Any) -> None:
        if isinstance(heard, Waited):
            self.waited_seconds += heard.seconds
        else:
            self._commands.put(heard)


def run(pipe: Connection) -> None:
    """Run the task that comes down `pipe`; the process ends with this function."""
    system.lead_a_group()
    system.die_with_parent()
    system.go_before_others(os.getpid())
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        task: WorkerTask = pickle.loads(pipe.recv_bytes())
    except EOFError:  # the host is gone already
        return
    channel = PipeChannel(task.job, pipe)
    channel.tell(_outcome(task, channel))


def report_template(pipe: Connection) -> None:
    """Tell what the template could not import; that it can be told at all shows that the template is up."""
    pipe.send(template.problems)


def _outcome(task: WorkerTask, channel: PipeChannel) -> Returned | Raised:
    try:
        channel.listen()
        there = task.target.partition(":")[0] in sys.modules
        function = _resolve(task.target)
        # What came from a template is next to nothing of its own, and to weigh it takes 9 ms.
        channel.tell(Loaded(0 if there else system.own_memory(psutil.Process())))
        return Returned(task.job, pickle.dumps(function(pickle.loads(task.payload), channel)))
    except BakeoffError as error:
        return _raised(task.job, error, _try_pickle(error))
    except (Exception, SystemExit) as error:
        return _raised(task.job, error, None)


def _resolve(target: str) -> Callable[[Any, PipeChannel], Any]:
    module, _, name = target.partition(":")
    function: Callable[[Any, PipeChannel], Any] = getattr(importlib.import_module(module), name)
    return function


def _raised(job: str, error: BaseException, pickled: bytes | None) -> Raised:
    return Raised(job, pickled, type(error).__name__, str(error), "".join(traceback.format_exception(error)))


def _try_pickle(error: BakeoffError) -> bytes | None:
    try:
        return pickle.dumps(error)
    except Exception:  # an error that holds what can't be pickled is told in words
        return None
