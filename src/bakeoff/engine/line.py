"""The server's end of the line to one worker host."""

import contextlib
import json
import logging
import os
import pickle
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import IO, Any

from bakeoff.engine import system
from bakeoff.engine.base import Event, Failed, Finished, Stopped
from bakeoff.engine.exit_reasons import hidden, host_died, to_error, to_event
from bakeoff.engine.wire import LOADING, Alive, Broken, Capacity, Command, HostReport, Raised, Ready, Submit

Listener = Callable[[Event], None]
PATIENCE_SECONDS = 10.0  # with a host that was asked to end, and may itself wait for the server and for its jobs

SILENCE_SECONDS = 15.0
"""Silence after which a host does not count as ready; it sends a message every second."""

HUNG_SECONDS = 60.0
"""Silence after which a host is killed: a machine so busy that it is only slow would be of no use either."""
STEP_SECONDS = 1.0
RENEW_SECONDS = 1.0
BURST_SECONDS, BURST_BYTES = 0.2, 2**16

_TENSORFLOW_NOTE = re.compile(r"^(I\d{4} [\d:.]+ .*|WARNING: All log messages before absl::.*)$", re.MULTILINE)

log = logging.getLogger("bakeoff.engine")


class Line:
    """Starts a host, sends it commands, and hands what it reports to each job's listener.

    One thread reads the reports and calls the listeners, so a slow listener slows the jobs down, by way
    of full pipes, and never makes anything pile up here. Another one logs what jobs print.

    Parameters
    ----------
    module : str
        The host: what to run.
    arguments : mapping
        What to tell it, as JSON.
    renew : callable
        Called after the end of a host that was once ready, until it returns true: starts another.
    """

    def __init__(self, module: str, arguments: Mapping[str, Any], renew: Callable[[], bool]) -> None:
        self.capacity = Capacity(0, 0)
        self._renew = renew
        self._trouble = LOADING
        self._was_ready = False
        self._heard = time.monotonic()
        self._reading = False
        self.lateness = 0.0
        self._closing = False
        self._over = threading.Event()
        self._listeners: dict[str, Listener] = {}
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, json.dumps(arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": system.search_path()},
            start_new_session=True,  # Ctrl-C in a terminal is for the server to hear
        )
        self._commands = _stream(self._process.stdin)
        self._threads = [
            threading.Thread(target=run, name=f"bakeoff engine {run.__name__.strip('_')}", daemon=True)
            for run in (self._read_reports, self._log_output)
        ]
        try:
            for thread in self._threads:
                thread.start()
            threading.Thread(target=self._watch, name="bakeoff engine watch", daemon=True).start()
        except RuntimeError:  # the system refuses another thread
            self._closing = True
            self._process.kill()
            raise

    @property
    def ready(self) -> bool:
        """True if jobs start fast: the template is loaded and alive, and the host was heard lately."""
        return not self._trouble and not self.over and time.monotonic() - self._heard < SILENCE_SECONDS

    @property
    def over(self) -> bool:
        """True once the host has ended."""
        return self._over.is_set()

    def has(self, job: str) -> bool:
        """Return whether `job` has not ended yet."""
        with self._guard:
            return job in self._listeners

    def submit(self, request: Submit, listener: Listener) -> bool:
        """Queue a job whose end will be told whatever becomes of the host; False if the host has ended."""
        with self._guard:
            if self.over:
                return False
            self._listeners[request.job] = listener
        self.write(request)
        return True

    def write(self, command: Command) -> None:
        """Send the host a command; one that died hears it no more."""
        with self._writing, contextlib.suppress(OSError, ValueError):  # broken pipe, closed file
            pickle.dump(command, self._commands)
            self._commands.flush()

    def close(self) -> None:
        """End the host and all its jobs, and tell their listeners."""
        self._closing = True
        self._hang_up()
        try:
            self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            system.end_tree(self._process.pid)
        for thread in self._threads:
            if thread is not threading.current_thread():  # a listener may close the engine
                thread.join(PATIENCE_SECONDS)

    def _hang_up(self) -> None:
        with self._writing, contextlib.suppress(OSError):
            self._commands.close()

    def _read_reports(self) -> None:
        try:
            with _stream(self._process.stdout) as reports, contextlib.suppress(EOFError, pickle.UnpicklingError):
                while True:
                    self._reading = True
                    report = pickle.load(reports)
                    self._reading = False
                    self._heard = time.monotonic()
                    self._deliver(report)
        finally:
            self._process.kill()  # if it lives it is of no use any more
            code = self._process.wait()
            if not self._closing:
                log.error("The process that looks after all jobs has ended (%s); its jobs are lost.", code)
            self._hang_up()
            self._tell_the_rest()
        while self._was_ready and not self._closing and not self._renew():
            time.sleep(RENEW_SECONDS)

    def _watch(self) -> None:
        """Kill a host that says nothing for too long. Only time in which this process ran and listened counts."""
        silent, heard = 0.0, self._heard
        while not self._over.wait(STEP_SECONDS):
            silent = silent + STEP_SECONDS if self._reading and heard == self._heard else 0.0
            heard = self._heard
            if silent >= HUNG_SECONDS:
                log.error("The process that looks after all jobs has said nothing for %d s and is killed.", silent)
                self._process.kill()

    def _log_output(self) -> None:
        """Log what jobs print; what comes at once, such as a native stack trace, in one record."""
        with _stream(self._process.stderr) as output:
            while first := os.read(output.fileno(), 1):
                time.sleep(BURST_SECONDS)
                printed = (first + os.read(output.fileno(), BURST_BYTES)).decode(errors="replace")
                if text := _TENSORFLOW_NOTE.sub("", printed).strip():
                    log.info("%s", text)

    def _deliver(self, report: HostReport) -> None:
        match report:
            case Ready(problems):
                for problem in problems:
                    log.warning("Could not load ahead of time: %s", problem)
                self._trouble, self._was_ready = "", True
                return
            case Alive(trouble, at):
                if trouble not in ("", LOADING, self._trouble):
                    log.error("%s", trouble)
                self._trouble, self.lateness = trouble, max(0.0, time.time() - at)
                return
            case Capacity():
                self.capacity = report
                return
            case Raised():
                log.info("Job %s failed.\n%s", hidden(report.job), report.traceback)
            case Broken(job, cause):
                log.warning("Job %s was ended: %s. %s", hidden(job), cause, to_error(cause))
        event = to_event(report)
        if event is not None:
            self._tell(event)

    def _tell(self, event: Event) -> None:
        last = isinstance(event, Finished | Failed | Stopped)
        with self._guard:
            listener = self._listeners.pop(event.job, None) if last else self._listeners.get(event.job)
        if listener is None:
            return
        try:
            listener(event)
        except Exception:  # the other jobs' listeners must still be called
            log.exception("The listener of job %s failed.", hidden(event.job))

    def _tell_the_rest(self) -> None:
        with self._guard:
            self._over.set()
            jobs = list(self._listeners)
        for job in jobs:
            self._tell(Stopped(job) if self._closing else Failed(job, host_died()))


def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise TypeError
    return pipe
