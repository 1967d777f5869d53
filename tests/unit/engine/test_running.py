"""A job's end and its time, as its host sees them."""

from types import SimpleNamespace

from bakeoff.engine.base import Limits, Stopped
from bakeoff.engine.running import RunningJob
from bakeoff.engine.wire import Broken, Exited, JobEnding, Returned, Submit


class Job(RunningJob):
    """A job without a process."""

    def __init__(self) -> None:
        super().__init__(Submit("a", "module:function", b"", Limits(), False, "", (), None), "here")

    @property
    def ending(self) -> JobEnding:
        return self._ending or self._last_word

    def return_result(self) -> None:
        self._last_word = Returned("a", b"result")

    def crash(self) -> None:
        self._end(Broken("a", Exited(1)))

    def kill(self) -> None: ...

    def _pause(self, pid: int) -> None: ...

    def _resume(self, pid: int, waited: float) -> None: ...

    send = watch = None


def test_a_job_that_has_returned_is_finished_even_if_it_is_stopped_then():
    job = Job()
    job.return_result()
    job.stop()
    assert job.ending == Returned("a", b"result")


def test_the_first_reason_for_an_end_stays():
    job = Job()
    job.crash()
    job.stop()
    assert job.ending == Broken("a", Exited(1))
    other = Job()
    other.stop()
    other.crash()
    assert other.ending == Stopped("a")


def test_time_while_it_is_held_back_does_not_count(monkeypatch):
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr("bakeoff.engine.running.time", SimpleNamespace(monotonic=lambda: clock.now))
    job = Job()
    seconds = []
    for change in (None, job.hold, job.go_on, None):
        clock.now += 5
        if change:
            change(1)
        seconds.append(job.ran_seconds)
    assert seconds == [5, 10, 10, 15]
