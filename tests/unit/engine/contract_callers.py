"""What callers may do with any engine."""

import pytest

from bakeoff.engine.base import Event, Finished, Job, Message, Stopped
from bakeoff.errors import EngineError
from tests.unit.engine import sample_jobs
from tests.unit.engine.recorder import ENDS, Recorder, submit, wait_until_gone


class CallersContract:
    """Commands, and what is refused."""

    # Commands

    def test_commands_reach_a_running_job_in_order(self, two_slots):
        job = submit(two_slots, "a", sample_jobs.answer_commands)
        job.wait_for_message("listening")
        for command in ("x", [1], 21):
            two_slots.send("a", command)
        two_slots.send("a", "end")
        assert job.end() == Finished("a", None)
        assert job.bodies() == ["listening", "xx", [1, 1], 42]

    def test_commands_that_a_job_does_not_take_disturb_nobody(self, two_slots):
        deaf = submit(two_slots, "deaf", sample_jobs.compute_deaf)
        deaf.wait_for_message("computing")
        for _ in range(50):
            two_slots.send("deaf", b"x" * 100_000)
        assert submit(two_slots, "a", sample_jobs.echo, 1).end() == Finished("a", 1)
        two_slots.stop("deaf")
        assert deaf.end() == Stopped("deaf")

    # What callers do

    def test_id_in_use_is_refused_and_free_again_after_the_end(self, two_slots):
        job = submit(two_slots, "a", sample_jobs.wait_for_gate)
        with pytest.raises(EngineError, match="“a”"):
            two_slots.submit(Job("a", "tests.unit.engine.sample_jobs:echo"), Recorder())
        job.wait_for_message("waiting")
        two_slots.send("a", "open")
        job.end()
        assert submit(two_slots, "a", sample_jobs.echo, 1).end() == Finished("a", 1)

    def test_payload_that_cannot_be_pickled_is_refused(self, two_slots):
        with pytest.raises(EngineError, match="picklable"):
            two_slots.submit(Job("a", "tests.unit.engine.sample_jobs:echo", lambda: None), Recorder())
        assert submit(two_slots, "a", sample_jobs.echo).end() == Finished("a", None)

    def test_listener_that_raises_is_logged_and_called_again(self, two_slots, caplog):
        heard = Recorder()

        def stumble(event: Event) -> None:
            heard(event)
            raise RuntimeError("stumbled")

        two_slots.submit(Job("a", "tests.unit.engine.sample_jobs:say", [1, 2]), stumble)
        assert heard.end() == Finished("a", 2)
        assert heard.bodies() == [1, 2]
        submit(two_slots, "b", sample_jobs.echo).end()
        assert "stumbled" in caplog.text

    def test_listener_may_use_the_engine(self, two_slots):
        second = Recorder()
        first = Recorder()

        def chain(event: Event) -> None:
            if isinstance(event, Message):
                two_slots.stop("a")
            if isinstance(event, Stopped):
                two_slots.submit(Job("b", "tests.unit.engine.sample_jobs:echo", 1), second)
            first(event)

        two_slots.submit(Job("a", "tests.unit.engine.sample_jobs:sleep"), chain)
        assert first.end() == Stopped("a")
        assert second.end() == Finished("b", 1)

    def test_close_stops_running_and_waiting_jobs_and_takes_no_more(self):
        engine = self.start(1)
        running = submit(engine, "running", sample_jobs.sleep)
        waiting = submit(engine, "waiting", sample_jobs.echo)
        running.wait_for_message("asleep")
        engine.close()
        engine.close()
        assert (running.end(), waiting.end()) == (Stopped("running"), Stopped("waiting"))
        wait_until_gone(running.pid())
        with pytest.raises(EngineError, match="closed"):
            engine.submit(Job("a", "tests.unit.engine.sample_jobs:echo"), Recorder())

    def test_close_at_once_is_fine(self):
        engine = self.start(1)
        job = submit(engine, "a", sample_jobs.echo)
        engine.close()
        assert isinstance(job.end(), ENDS)
