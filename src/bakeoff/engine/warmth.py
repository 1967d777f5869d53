"""The template of all jobs, as the host sees it: loaded when the host starts, and again if it dies."""

import threading
import time
from multiprocessing import connection, forkserver
from multiprocessing.context import BaseContext

import psutil

from bakeoff.engine import worker
from bakeoff.engine.outbox import Outbox
from bakeoff.engine.process import MULTIPROCESSING, start
from bakeoff.engine.wire import Alive, Ready

SIGN_SECONDS = 1.0


class JobTemplate:
    """Keeps a template loaded where the system has one, and tells the server, over and over, how it stands."""

    def __init__(self, context: BaseContext, outbox: Outbox) -> None:
        self._context = context
        self._outbox = outbox
        self._forks = context.get_start_method() == "forkserver"
        self._telling = threading.Lock()  # so that what is told of it comes in the order in which it was so
        self._loading = False
        self._next_sign = 0.0

    def load(self) -> None:
        """Have it loaded, and tell when it is."""
        if not self._forks:
            self._outbox.tell(Ready(()))
            return
        self._loading = True
        threading.Thread(target=self._load, name="warm-up", daemon=True).start()

    def give_sign(self) -> None:
        """Say, if it is time to, that the host lives, and have another template loaded if the last has died."""
        if time.monotonic() < self._next_sign:
            return
        self._next_sign = time.monotonic() + SIGN_SECONDS
        with self._telling:
            loading = self._loading
            warm = not loading and (not self._forks or _lives())
            self._outbox.tell(Alive(warm, time.time()))
        if not warm and not loading:
            self.load()

    def _load(self) -> None:
        problems = _warm_up(self._context)
        with self._telling:
            self._loading = False
            self._outbox.tell(Ready(problems))


def _warm_up(context: BaseContext) -> tuple[str, ...]:
    """Start the template by running an empty job; return what it could not import.

    Whoever starts a job meanwhile waits for the template.
    """
    near, far = connection.Pipe(duplex=False)
    process = context.Process(target=worker.report_template, args=(far,))  # type: ignore[attr-defined]
    try:
        start(process)
        far.close()
        problems: tuple[str, ...] = near.recv()
        with MULTIPROCESSING:
            process.join()
    except (OSError, EOFError) as error:
        return (f"template: {type(error).__name__}: {error}",)
    return problems


def _lives() -> bool:
    """Tell whether the template is there, where there is one."""
    pid: int | None = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    try:
        return pid is not None and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
