"""An engine whose queue is in a process of its own, the host."""

import pickle
import threading
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any

from bakeoff.engine.base import Event, Failed, Job
from bakeoff.engine.exit_reasons import host_died, short_of_processes
from bakeoff.engine.line import Line
from bakeoff.engine.wire import Send, Stop, Submit, Warm
from bakeoff.errors import EngineError
from bakeoff.text import _


class HostedEngine(ABC):
    """Common part of engines that have a worker host; see `Engine` for the protocol.

    The host is a process of its own. It starts with the engine, queues the jobs and has them watched. If it dies, or
    hangs and is killed for that, its jobs fail and another starts. It starts at once if the first was ever ready,
    otherwise with the next `submit`. If this process dies, however hard, host and jobs end with it.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._closed = False
        self._warm: set[str] = set()
        self._finalizer: weakref.finalize[[], HostedEngine] | None = None
        self._connect()

    @property
    @abstractmethod
    def slots(self) -> int:
        """Number of jobs that run at once, interactive ones not counted."""

    @abstractmethod
    def _line_to_host(self, renew: Callable[[], bool]) -> Line:
        """Start a host; `renew` as `Line` takes it."""

    @property
    def ready(self) -> bool:
        """True if the template is loaded; jobs submitted earlier wait for it, or for its successor if it died."""
        return self._line.ready

    @property
    def trouble(self) -> str:
        """Reason why waiting jobs do not begin, a sentence; empty if the engine is ready."""
        return "" if self.ready else _("The training workers are starting. Waiting jobs begin after that.")

    @property
    def capacity(self) -> str:
        """Number of machines and slots in words; empty if there is only this machine."""
        return ""

    @property
    def lateness(self) -> float:
        """Delay of the host's last sign of life, in seconds."""
        return self._line.lateness

    def submit(self, job: Job, listener: Callable[[Event], None]) -> None:
        """Queue `job`; raises EngineError if the engine is closed, the id in use or the payload unpicklable."""
        payload = _pickled(job.payload)
        request = Submit(job.id, job.target, payload, job.limits, job.interactive, job.owner, job.kind, job.at_once)
        with self._lock:
            if self._closed:
                raise EngineError(_("The engine is closed; no job can be started."))
            if self._line.has(job.id):
                raise EngineError(_("A job called “{job}” is there already; give this one another id.", job=job.id))
            self.warm(job.needs)
            if self._line.submit(request, listener):
                return
            try:
                self._connect()
            except (OSError, RuntimeError) as error:
                raise short_of_processes() from error
            if not self._line.submit(request, listener):  # the new host is dead already: none can live here
                threading.Thread(target=listener, args=(Failed(job.id, host_died()),), daemon=True).start()

    def warm(self, modules: Iterable[str]) -> None:
        """Load modules ahead of the jobs that need them, for all to share; at once if they are there already."""
        with self._lock:
            if new := tuple(sorted({*modules} - self._warm)):
                self._warm.update(new)
                self._line.write(Warm(new))

    def send(self, job_id: str, command: Any) -> None:
        """Send a picklable command to a running job; one for a job that is not running is dropped."""
        self._line.write(Send(job_id, _pickled(command)))

    def stop(self, job_id: str) -> None:
        """End a job at once, waiting or running; one for a job that has ended is dropped.

        What it said before is still told, and then `Stopped`.
        """
        self._line.write(Stop(job_id))

    def close(self) -> None:
        """Stop everything and give back all processes. Safe to call twice."""
        with self._lock:
            self._closed = True
        if self._finalizer is not None:
            self._finalizer()

    def _connect(self) -> None:
        renew = weakref.WeakMethod(self._renew)  # the line's threads must not keep the engine
        self._line = self._line_to_host(lambda: (method := renew()) is None or method())
        if self._warm:  # as in the host before this
            self._line.write(Warm(tuple(self._warm)))
        if self._finalizer is not None:
            self._finalizer.detach()
        # Also when the engine is forgotten, and when the interpreter ends.
        self._finalizer = weakref.finalize(self, self._line.close)

    def _renew(self) -> bool:
        """Start another host if the last has ended; return False if the system has no process for it now."""
        with self._lock:
            try:
                if not self._closed and self._line.over:
                    self._connect()
            except (OSError, RuntimeError):
                return False
            return True


def _pickled(value: Any) -> bytes:
    try:
        return pickle.dumps(value)
    except Exception as error:  # pickling runs the value's own methods, which may raise anything
        raise EngineError(
            _("What is sent to a job must be picklable ({kind}: {error}).", kind=type(error).__name__, error=error)
        ) from error
