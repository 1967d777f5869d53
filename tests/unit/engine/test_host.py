"""Who is held back, and when: the host's own loop, over jobs that need no process."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from bakeoff.engine.base import Limits, Stopped, Usage
from bakeoff.engine.host import Host
from bakeoff.engine.outbox import Outbox
from bakeoff.engine.running import Launched, News, RunningJob
from bakeoff.engine.wire import JobEnding, Submit


class Idle(RunningJob):
    """A job that does nothing."""

    @property
    def ending(self) -> JobEnding:
        return Stopped(self.id)

    def send(self, command: bytes) -> None: ...

    def kill(self) -> None: ...

    def watch(self) -> Usage | None:
        return None

    def _pause(self, pid: int) -> None: ...

    def _resume(self, pid: int, waited: float) -> None: ...


@dataclass(frozen=True)
class Machine:
    """Two slots, on which a job is launched when the test says so."""

    jobs: dict[str, Idle] = field(default_factory=dict)
    slots: Mapping[bool, int] = field(default_factory=lambda: {False: 2, True: 2})
    name: str = "machine"
    leaving: bool = False

    def start(self, request: Submit, post: Callable[[News], None]) -> Idle:
        self.jobs[request.job] = job = Idle(request, self.name)
        return job


class Warm:
    """A template that has nothing to say."""

    def give_sign(self) -> None: ...


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def host(machine: Machine) -> Iterator[Host]:
    outbox = Outbox(io.BytesIO())
    yield Host(outbox, Warm(), machine)
    outbox.close(5)


def submit(host: Host, job: str, owner: str) -> None:
    host._handle(Submit(job, "module:function", b"", Limits(), False, owner, (), None))


def test_the_job_that_began_last_makes_room_though_it_is_only_being_started(host, machine):
    for job in ("a tree", "a svm"):
        submit(host, job, "a")
    host._handle(Launched(machine.jobs["a tree"], 1))
    submit(host, "b tree", "b")
    assert not machine.jobs["a tree"].held  # it has something to show soon
    assert "b tree" not in machine.jobs
    host._handle(Launched(machine.jobs["a svm"], 2))
    assert machine.jobs["a svm"].held
    assert not machine.jobs["a tree"].held
    assert "b tree" in machine.jobs
