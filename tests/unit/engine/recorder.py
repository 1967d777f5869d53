"""Jobs, submitted and listened to."""

import threading
import time
from collections.abc import Callable

import psutil

from bakeoff.engine.base import Engine, Event, Failed, Finished, Job, Limits, Message, Queued, Started, Stopped, Usage
from bakeoff.errors import BakeoffError
from tests.waiting import PATIENCE, wait_until

ENDS = (Finished, Failed, Stopped)


class Recorder:
    """A listener that keeps what it hears and lets a test wait for it."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._heard = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._heard:
            self.events.append(event)
            self._heard.notify_all()

    def wait_for(self, wanted: Callable[[Event], bool]) -> Event:
        with self._heard:
            heard = self._heard.wait_for(lambda: any(map(wanted, self.events)), PATIENCE)
            assert heard, f"waited in vain; heard {self.events}"
            return next(filter(wanted, self.events))

    def wait_until(self, *kinds: type) -> Event:
        return self.wait_for(lambda event: isinstance(event, kinds))

    def wait_for_message(self, body: object) -> Event:
        return self.wait_for(lambda event: isinstance(event, Message) and event.body == body)

    def end(self) -> Event:
        return self.wait_until(*ENDS)

    def error(self) -> BakeoffError:
        end = self.end()
        assert isinstance(end, Failed), self.events
        return end.error

    def pid(self) -> int:
        return self.wait_until(Started).pid

    def told(self) -> list[Event]:
        """All but what comes at times of its own."""
        return [event for event in self.events if not isinstance(event, Usage | Queued)]

    def bodies(self) -> list[object]:
        return [event.body for event in self.events if isinstance(event, Message)]


def wait_until_gone(pid: int) -> None:
    """Wait until the process has ended. A zombie has; where it is an orphan, reaping it is init's affair."""
    wait_until(lambda: has_ended(pid))


def has_ended(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def newest_host(module: str = "bakeoff.engine") -> psutil.Process:
    """Return this process's newest worker host: those of other tests' engines may be there still."""
    hosts = [child for child in psutil.Process().children() if module in _command(child)]
    return max(hosts, key=psutil.Process.create_time)


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # it has ended just now, or is a zombie
        return []


def wait_until_idle(process: psutil.Process) -> None:
    """Wait until the process has used no processor time for a second."""
    used = None
    while used != (used := process.cpu_times()[:2]):
        time.sleep(1)


def submit(
    engine: Engine,
    job: str,
    function: Callable[..., object],
    payload: object = None,
    limits: Limits | None = None,
    interactive: bool = False,
    owner: str = "",
) -> Recorder:
    """Submit a job and return what listens to it."""
    recorder = Recorder()
    target = f"{function.__module__}:{function.__name__}"
    engine.submit(Job(job, target, payload, limits or Limits(), interactive, owner), recorder)
    return recorder
