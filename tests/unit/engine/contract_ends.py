"""How jobs end, in any engine."""

import psutil
import pytest

from bakeoff.engine.base import Finished, Job, Message, Queued, Started, Stopped
from bakeoff.errors import BakeoffError, DivergedError, EngineError, JobKilled
from tests.unit.engine import sample_jobs
from tests.unit.engine.recorder import ENDS, Recorder, submit, wait_until_gone


class EndsContract:
    """By themselves, or by others."""

    # How a job ends by itself

    def test_job_is_queued_started_heard_and_finished_in_that_order(self, two_slots):
        job = submit(two_slots, "a", sample_jobs.say, ["one", {"two": 2}])
        assert job.end() == Finished("a", 2)
        assert (job.events[0].job, job.events[0].place) == ("a", 1)
        assert job.told() == [
            Started("a", job.pid()),
            Message("a", "one"),
            Message("a", {"two": 2}),
            Finished("a", 2),
        ]

    def test_job_runs_in_a_process_of_its_own_that_is_gone_at_its_end(self, two_slots):
        job = submit(two_slots, "a", sample_jobs.describe_process, [])
        assert job.end().result["pid"] == job.pid() != psutil.Process().pid
        assert not psutil.pid_exists(job.pid())

    def test_many_messages_all_arrive_in_order_before_the_end(self, two_slots):
        job = submit(two_slots, "a", sample_jobs.say, list(range(2_000)))
        assert job.end() == Finished("a", 2_000)
        assert job.bodies() == list(range(2_000))

    def test_large_payload_message_and_result_arrive_whole(self, two_slots):
        body = bytes(range(256)) * 40_000
        said = submit(two_slots, "a", sample_jobs.say, [body])
        returned = submit(two_slots, "b", sample_jobs.echo, body)
        assert said.end() == Finished("a", 1)
        assert said.bodies() == [body]
        assert returned.end() == Finished("b", body)

    def test_bakeoff_error_is_told_as_it_is_after_what_was_said(self, two_slots):
        job = submit(two_slots, "a", sample_jobs.diverge)
        error = job.error()
        assert type(error) is DivergedError
        assert str(error) == "The loss became infinite at epoch 3; try a smaller learning rate."
        assert job.bodies() == ["before"]

    def test_any_other_exception_is_named_in_one_sentence(self, two_slots):
        job = submit(two_slots, "a", sample_jobs.divide_by_zero)
        error = job.error()
        assert type(error) is EngineError
        assert str(error) == "The job failed with ZeroDivisionError: division by zero"
        assert job.bodies() == ["before"]

    @pytest.mark.parametrize(
        ("target", "payload", "named"),
        [
            (sample_jobs.leave, 3, "SystemExit"),
            (sample_jobs.leave_rudely, 3, "exit code 3"),
            (sample_jobs.leave_rudely, 0, "exit code 0"),
            (sample_jobs.segfault, None, "SIGSEGV"),
        ],
    )
    def test_process_that_ends_itself_fails_its_job_after_what_it_said(self, two_slots, target, payload, named):
        job = submit(two_slots, "a", target, payload)
        error = job.error()
        assert type(error) is EngineError
        assert named in str(error)
        assert job.bodies() == ["before"]

    def test_result_that_cannot_be_pickled_fails_the_job(self, two_slots):
        assert type(submit(two_slots, "a", sample_jobs.return_lambda).error()) is EngineError

    def test_error_that_cannot_be_rebuilt_is_told_in_its_words(self, two_slots):
        error = submit(two_slots, "a", sample_jobs.raise_awkward).error()
        assert isinstance(error, BakeoffError)
        assert str(error) == "Between left and right."

    def test_function_that_is_not_there_fails_the_job(self, two_slots):
        job = Recorder()
        two_slots.submit(Job("a", "tests.unit.engine.sample_jobs:no_such_function"), job)
        assert "no_such_function" in str(job.error())

    # How others end it

    def test_process_killed_from_outside_fails_its_job_and_no_other(self, two_slots):
        victim = submit(two_slots, "victim", sample_jobs.sleep)
        bystander = submit(two_slots, "bystander", sample_jobs.answer_commands)
        victim.wait_for_message("asleep")
        bystander.wait_for_message("listening")
        psutil.Process(victim.pid()).kill()
        error = victim.error()
        assert type(error) is JobKilled
        assert "signal 9" in str(error)
        assert "memory" not in str(error)  # nothing shows that it was that
        two_slots.send("bystander", "end")
        assert bystander.end() == Finished("bystander", None)

    @pytest.mark.parametrize("target", [sample_jobs.sleep, sample_jobs.compute_deaf])
    def test_stopped_job_is_gone(self, two_slots, target):
        job = submit(two_slots, "a", target)
        job.wait_until(Message)
        two_slots.stop("a")
        assert job.end() == Stopped("a")
        assert not psutil.pid_exists(job.pid())

    def test_stopping_a_job_lets_the_next_one_start(self, one_slot):
        first = submit(one_slot, "first", sample_jobs.sleep)
        second = submit(one_slot, "second", sample_jobs.echo, "next")
        first.wait_for_message("asleep")
        one_slot.stop("first")
        assert second.end() == Finished("second", "next")

    def test_job_stopped_while_waiting_never_starts(self, one_slot):
        running = submit(one_slot, "running", sample_jobs.sleep)
        waiting = submit(one_slot, "waiting", sample_jobs.echo)
        waiting.wait_until(Queued)
        one_slot.stop("waiting")
        assert waiting.end() == Stopped("waiting")
        one_slot.stop("running")
        running.end()
        assert waiting.told() == [Stopped("waiting")]

    def test_nothing_follows_the_end_of_a_stopped_job(self, two_slots):
        chatty = submit(two_slots, "chatty", sample_jobs.say_padded, {"count": 1_000_000, "bytes": 1_000})
        chatty.wait_until(Message)
        two_slots.stop("chatty")
        two_slots.stop("chatty")
        chatty.end()
        submit(two_slots, "later", sample_jobs.echo).end()
        assert [type(event) for event in chatty.events if isinstance(event, ENDS)] == [Stopped]
        assert chatty.events[-1] == Stopped("chatty")
        numbers = [number for number, _padding in chatty.bodies()]
        assert numbers == list(range(len(numbers)))

    def test_stop_and_command_for_a_job_that_is_not_there_are_dropped(self, two_slots):
        ended = submit(two_slots, "ended", sample_jobs.echo)
        ended.end()
        for job in ("ended", "never"):
            two_slots.stop(job)
            two_slots.send(job, "anything")
        assert submit(two_slots, "a", sample_jobs.echo, 1).end() == Finished("a", 1)
        assert isinstance(ended.events[-1], Finished)

    @pytest.mark.parametrize("then", ["finish", "wait"])
    def test_what_a_job_has_started_is_gone_with_it(self, two_slots, then):
        job = submit(two_slots, "a", sample_jobs.start_child, then)
        child = job.wait_until(Message).body
        if then == "wait":
            two_slots.stop("a")
        job.end()
        wait_until_gone(child)
