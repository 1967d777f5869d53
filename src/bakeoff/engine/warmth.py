"""The template of all jobs, as the host sees it: loaded when the host starts, and again if it dies."""

import threading
import time
from multiprocessing import connection
from multiprocessing.context import BaseContext

import psutil

from bakeoff.engine import system, template, worker
from bakeoff.engine.outbox import Outbox
from bakeoff.engine.process import MULTIPROCESSING, REFUSED, start, template_pid
from bakeoff.engine.wire import LOADING, Alive, Ready

SIGN_SECONDS = 1.0
DIED = "The template of all jobs has died; another is loaded."
STARVED = "The memory ran out, and the system ended the template of all jobs. It is loaded again and again."
SHORT = "The system refuses another process: too many are there, or too little memory. It is tried again and again."


class JobTemplate:
    """Keeps a template loaded where the system has one, and tells the server, over and over, how it stands."""

    def __init__(self, context: BaseContext, outbox: Outbox) -> None:
        self._context = context
        self._outbox = outbox
        self._forks = context.get_start_method() == "forkserver"
        self._telling = threading.Lock()  # so that what is told of it comes in the order in which it was so
        self._trouble = LOADING if self._forks else ""
        self._wanted = threading.Event()
        self._next_sign = 0.0
        self._oom_kills = system.oom_kills()

    def load(self) -> None:
        """Load it now and whenever it is needed, and call back once it is loaded."""
        if self._forks:
            self._wanted.set()
        else:
            self._outbox.tell(Ready(()))
        # One thread for all times: in a shortage there may be no other.
        threading.Thread(target=self._keep_loaded, name="warm-up", daemon=True).start()

    def load_more(self, modules: tuple[str, ...]) -> None:
        """Load these into the template, too, before the next job starts; running jobs go on.

        Where memory is short a job loads them itself, so that the memory is free for others afterwards.
        """
        if self._forks and not system.is_short_of_memory():
            with self._telling:
                template.ask_for(modules)
                self._wanted.set()

    def give_sign(self) -> None:
        """Say, if it is time to, that the host lives, and have another template loaded if the last has died."""
        if time.monotonic() < self._next_sign:
            return
        self._next_sign = time.monotonic() + SIGN_SECONDS
        with self._telling:
            if not self._wanted.is_set() and (trouble := self._trouble or self._find_trouble()):
                self._trouble = trouble
                self._wanted.set()
            kills = system.oom_kills()
            if self._trouble in (LOADING, DIED) and kills > self._oom_kills:
                self._trouble = STARVED
            if not self._trouble:  # those before were of jobs
                self._oom_kills = kills
            self._outbox.tell(Alive(self._trouble, time.time()))

    def _find_trouble(self) -> str:
        if self._forks and not _lives():
            return DIED
        return SHORT if REFUSED.is_set() else ""

    def _keep_loaded(self) -> None:
        while self._wanted.wait():
            asked = len(template.asked)
            problems = _warm_up(self._context)
            with self._telling:
                if asked == len(template.asked):
                    self._wanted.clear()
                if problems is not None:
                    self._trouble = ""
                    self._outbox.tell(Ready(problems))
                elif self._trouble == LOADING:
                    self._trouble = SHORT


def _warm_up(context: BaseContext) -> tuple[str, ...] | None:
    """Start the template by running an empty job; return what it could not import, or None if no job starts.

    Whoever starts a job meanwhile waits for the template.
    """
    try:
        near, far = connection.Pipe(duplex=False)
        process = context.Process(target=worker.report_template, args=(far,))  # type: ignore[attr-defined]
        start(process)
        far.close()
        problems: tuple[str, ...] = near.recv()
        with MULTIPROCESSING:
            process.join()
    except (OSError, EOFError):
        return None
    return problems


def _lives() -> bool:
    """Tell whether the template is there, where there is one."""
    pid = template_pid()
    try:
        return pid is not None and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
