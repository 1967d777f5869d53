"""What any engine must do. A test class for one subclasses `EngineContract` and says how it is started."""

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator

import psutil
import pytest

from bakeoff.engine import Engine, Event, Failed, Finished, Job, Limits, Message, Queued, Started, Stopped, Usage
from bakeoff.errors import BakeoffError, DivergedError, EngineError, JobKilled, MemoryLimit, TimeLimit
from tests.unit.engine import sample_jobs

PATIENCE = 60  # seconds until a test that waits for something that never comes fails
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
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return
        except psutil.NoSuchProcess:
            return
        time.sleep(0.02)
    pytest.fail(f"process {pid} still runs")


class EngineContract(ABC):
    """The suite; jobs are those of `sample_jobs`."""

    @classmethod
    @abstractmethod
    def start(cls, slots: int) -> Engine:
        """Start an engine with `slots` slots, and as many interactive ones."""

    @pytest.fixture(scope="class")
    @classmethod
    def two_slots(cls) -> Iterator[Engine]:
        yield from cls.running(2)

    @pytest.fixture(scope="class")
    @classmethod
    def one_slot(cls) -> Iterator[Engine]:
        yield from cls.running(1)

    @classmethod
    def running(cls, slots: int) -> Iterator[Engine]:
        engine = cls.start(slots)
        # Up and warm, so that the leak detector knows the engine's own processes.
        assert submit(engine, "warm-up", sample_jobs.echo).end() == Finished("warm-up", None)
        yield engine
        engine.close()

    def test_slots_are_as_given(self, two_slots, one_slot):
        assert (two_slots.slots, one_slot.slots) == (2, 1)

    # How a job ends by itself

    def test_job_is_queued_started_heard_and_finished_in_that_order(self, two_slots):
        job = submit(two_slots, "a", sample_jobs.say, ["one", {"two": 2}])
        assert job.end() == Finished("a", 2)
        assert job.events[0] == Queued("a", 1)
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

    # Limits and usage

    def test_time_limit_ends_the_job_and_is_named(self, two_slots):
        job = submit(two_slots, "a", sample_jobs.sleep, limits=Limits(wall_seconds=0.5))
        error = job.error()
        assert type(error) is TimeLimit
        assert "0.5 seconds" in str(error)
        assert not psutil.pid_exists(job.pid())

    def test_memory_limit_ends_the_job_and_is_named(self, two_slots):
        job = submit(two_slots, "a", sample_jobs.hold_memory, 200_000_000, Limits(memory_bytes=100_000_000))
        error = job.error()
        assert type(error) is MemoryLimit
        assert "limit of 100 MB" in str(error)
        assert not psutil.pid_exists(job.pid())

    def test_job_within_its_limits_finishes(self, two_slots):
        limits = Limits(wall_seconds=600, memory_bytes=1_000_000_000)
        assert isinstance(submit(two_slots, "a", sample_jobs.burn, 0.6, limits).end(), Finished)

    def test_usage_tells_processor_time_and_memory_of_the_job_alone(self, two_slots):
        idle = submit(two_slots, "idle", sample_jobs.hold_memory, 150_000_000)
        busy = submit(two_slots, "busy", sample_jobs.burn, 1.5)
        holding = idle.wait_for(lambda event: isinstance(event, Usage) and event.memory_bytes > 140_000_000)
        burnt = busy.end().result
        two_slots.stop("idle")
        idle.end()
        used = [event.cpu_seconds for event in busy.events if isinstance(event, Usage)]
        assert used == sorted(used)
        assert 0.5 < used[-1] <= burnt + 0.5  # the clock of the system counts the start too
        assert holding.memory_bytes < 200_000_000

    # The queue

    def test_first_come_is_first_served_and_places_move_up(self, one_slot):
        holder = submit(one_slot, "holder", sample_jobs.wait_for_gate)
        holder.wait_for_message("waiting")
        starts: list[str] = []
        jobs = [Recorder() for _ in range(3)]

        def listen(event: Event) -> None:
            if isinstance(event, Started):
                starts.append(event.job)
            jobs[int(event.job)](event)

        for number in range(3):
            one_slot.submit(Job(str(number), "tests.unit.engine.sample_jobs:echo"), listen)
        jobs[2].wait_until(Queued)
        one_slot.send("holder", "open")
        for job in jobs:
            job.end()
        assert starts == ["0", "1", "2"]
        assert [event.place for event in jobs[2].events if isinstance(event, Queued)] == [3, 2, 1, 0]

    def test_owners_take_turns_and_what_is_held_back_for_others_goes_on_from_there(self, two_slots):
        jobs = [submit(two_slots, f"hog {n}", sample_jobs.wait_for_gate, owner="hog") for n in range(4)]
        for job in jobs[:2]:
            job.wait_for_message("waiting")
        guests = [submit(two_slots, f"guest {n}", sample_jobs.echo, n, owner=f"guest {n}") for n in range(5)]
        assert [guest.end().result for guest in guests] == [0, 1, 2, 3, 4]
        assert not any(isinstance(event, ENDS) for job in jobs for event in job.events)
        for n, job in enumerate(jobs):
            job.wait_for_message("waiting")
            two_slots.send(f"hog {n}", "open")
            assert job.end() == Finished(f"hog {n}", "open")
        held = [event.place for event in jobs[0].events[2:] + jobs[1].events[2:] if isinstance(event, Queued)]
        assert held, "no job of the hog was held back"

    def test_the_place_told_is_the_place_in_turns(self, one_slot):
        holder = submit(one_slot, "holder", sample_jobs.wait_for_gate, owner="holder")
        holder.wait_for_message("waiting")
        many = [submit(one_slot, f"many {n}", sample_jobs.echo, owner="many") for n in range(3)]
        many[2].wait_for(lambda event: event == Queued("many 2", 3))
        single = submit(one_slot, "single", sample_jobs.echo, owner="single")
        single.wait_for(lambda event: event == Queued("single", 2))
        many[2].wait_for(lambda event: event == Queued("many 2", 4))
        one_slot.send("holder", "open")
        for job in (*many, single):
            job.end()

    def test_a_job_knows_for_how_long_it_was_held_back_and_its_time_does_not_count(self, one_slot):
        began = time.monotonic()
        first = submit(one_slot, "first", sample_jobs.tell_waited, owner="first")
        first.wait_for_message("waiting")
        other = submit(one_slot, "other", sample_jobs.wait_for_gate, owner="other")
        other.wait_for_message("waiting")
        time.sleep(1.0)
        one_slot.send("other", "open")
        other.end()
        one_slot.send("first", "go on")
        waited = first.end().result
        used = [event.wall_seconds for event in first.events if isinstance(event, Usage)]
        assert waited >= 1.0
        assert used[-1] <= time.monotonic() - began - waited + 0.3

    def test_what_is_held_back_can_be_stopped_and_hears_what_it_is_told(self, one_slot):
        jobs = [submit(one_slot, owner, sample_jobs.wait_for_gate, owner=owner) for owner in ("a", "b", "c")]
        jobs[1].wait_for_message("waiting")  # so the first is held back
        one_slot.stop("a")
        assert jobs[0].end() == Stopped("a")
        wait_until_gone(jobs[0].pid())
        jobs[2].wait_for_message("waiting")
        one_slot.send("b", "open")
        assert jobs[1].end() == Finished("b", "open")
        one_slot.send("c", "open")
        assert jobs[2].end() == Finished("c", "open")

    def test_as_many_jobs_run_at_once_as_there_are_slots(self, two_slots):
        jobs = [submit(two_slots, str(number), sample_jobs.wait_for_gate) for number in range(3)]
        jobs[0].wait_for_message("waiting")
        jobs[1].wait_for_message("waiting")
        assert jobs[2].wait_until(Queued) == Queued("2", 1)
        assert jobs[2].told() == []
        two_slots.send("0", "open")
        jobs[2].wait_for_message("waiting")
        two_slots.send("1", "open")
        two_slots.send("2", "open")
        assert [job.end().result for job in jobs] == ["open"] * 3

    @pytest.mark.parametrize("interactive", [True, False])
    def test_neither_kind_of_job_keeps_the_other_waiting(self, one_slot, interactive):
        long = submit(one_slot, "long", sample_jobs.wait_for_gate, interactive=not interactive)
        queued = submit(one_slot, "queued", sample_jobs.echo, interactive=not interactive)
        long.wait_for_message("waiting")
        assert queued.wait_until(Queued) == Queued("queued", 1)
        quick = submit(one_slot, "quick", sample_jobs.echo, 1, interactive=interactive)
        assert quick.end() == Finished("quick", 1)
        assert quick.events[0] == Queued("quick", 1)  # places count within a kind
        assert queued.told() == []
        one_slot.send("long", "open")
        assert queued.end() == Finished("queued", None)

    def test_interactive_jobs_wait_for_each_other(self, one_slot):
        jobs = [submit(one_slot, str(number), sample_jobs.wait_for_gate, interactive=True) for number in range(3)]
        jobs[0].wait_for_message("waiting")
        assert jobs[2].wait_until(Queued) == Queued("2", 2)
        one_slot.stop("1")
        jobs[2].wait_for(lambda event: event == Queued("2", 1))
        assert jobs[2].told() == []
        one_slot.send("0", "open")
        jobs[2].wait_for_message("waiting")
        one_slot.send("2", "open")
        assert [type(job.end()) for job in jobs] == [Finished, Stopped, Finished]

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
        assert not psutil.pid_exists(running.pid())
        with pytest.raises(EngineError, match="closed"):
            engine.submit(Job("a", "tests.unit.engine.sample_jobs:echo"), Recorder())

    def test_close_at_once_is_fine(self):
        engine = self.start(1)
        job = submit(engine, "a", sample_jobs.echo)
        engine.close()
        assert isinstance(job.end(), ENDS)


def submit(
    engine: Engine,
    job: str,
    function: Callable[..., object],
    payload: object = None,
    limits: Limits | None = None,
    interactive: bool = False,
    owner: str = "",
) -> Recorder:
    """Submit a job of `sample_jobs` and return what listens to it."""
    recorder = Recorder()
    target = f"tests.unit.engine.sample_jobs:{function.__name__}"
    engine.submit(Job(job, target, payload, limits or Limits(), interactive, owner), recorder)
    return recorder
