"""The end of a job, as its host sees it."""

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

    send = watch = _pause = _resume = None


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
