"""What jobs may take, and how they wait, in any engine."""

import itertools
import time
from collections.abc import Callable

import psutil
import pytest

from bakeoff.engine.base import Event, Finished, Job, Limits, Message, Queued, Started, Stopped, Usage
from bakeoff.errors import MemoryLimit, TimeLimit
from tests.unit.engine import sample_jobs
from tests.unit.engine.recorder import ENDS, Recorder, submit, wait_until_gone


def at_place(place: int) -> Callable[[Event], bool]:
    """Return what tells whether an event is that a job waits at this place, for however long."""
    return lambda event: isinstance(event, Queued) and event.place == place


class QueueContract:
    """Limits, usage, and the queue."""

    # Limits and usage

    def test_time_limit_ends_the_job_and_is_named(self, two_slots):
        job = submit(two_slots, "a", sample_jobs.sleep, limits=Limits(wall_seconds=0.5))
        error = job.error()
        assert type(error) is TimeLimit
        assert "0.5 seconds" in str(error)
        assert not psutil.pid_exists(job.pid())

    def test_memory_limit_ends_the_job_and_is_named(self, two_slots):
        job = submit(two_slots, "a", sample_jobs.hold_memory, 200_000_000, Limits(memory_bytes=100 * 2**20))
        error = job.error()
        assert type(error) is MemoryLimit
        assert "limit of 100 MB" in str(error)
        assert not psutil.pid_exists(job.pid())

    def test_job_within_its_limits_finishes(self, two_slots):
        limits = Limits(wall_seconds=600, memory_bytes=1_000_000_000)
        assert isinstance(submit(two_slots, "a", sample_jobs.burn, 0.6, limits).end(), Finished)

    def test_usage_tells_processor_time_and_memory_of_the_job_alone(self, two_slots):
        idle = submit(two_slots, "idle", sample_jobs.hold_memory, 150_000_000)
        busy = submit(two_slots, "busy", sample_jobs.burn_and_wait, 1.0)
        holding = idle.wait_for(lambda event: isinstance(event, Usage) and event.memory_bytes > 140_000_000)
        busy.wait_for(lambda event: isinstance(event, Usage) and event.cpu_seconds > 0.9)
        two_slots.send("busy", "end")
        burnt = busy.end().result
        two_slots.stop("idle")
        idle.end()
        used = [event.cpu_seconds for event in busy.events if isinstance(event, Usage)]
        assert used == sorted(used)
        assert used[-1] <= burnt + 0.5  # the clock of the system counts the start too
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
        told = [event.place for event in jobs[2].events if isinstance(event, Queued)]
        assert [place for place, _again in itertools.groupby(told)] == [3, 2, 1, 0]

    def test_who_waits_is_told_for_about_how_long_once_it_is_known_how_long_jobs_take(self, one_slot):
        first = submit(one_slot, "first", sample_jobs.wait_for_gate)
        first.wait_for_message("waiting")
        one_slot.send("first", "open")
        first.end()
        holder = submit(one_slot, "holder", sample_jobs.wait_for_gate)
        holder.wait_for_message("waiting")
        queued = submit(one_slot, "queued", sample_jobs.echo)
        told = queued.wait_for(lambda event: isinstance(event, Queued) and event.seconds is not None)
        assert told.place == 1
        one_slot.send("holder", "open")
        queued.end()

    def test_who_waits_is_told_what_a_running_job_expects_though_none_like_it_has_ended(self, one_slot):
        assert isinstance(submit(one_slot, "short", sample_jobs.echo).end(), Finished)
        first = submit(one_slot, "first", sample_jobs.foretell, 1000.0)
        first.wait_until(Started)
        second, third = (submit(one_slot, name, sample_jobs.foretell, 1000.0) for name in ("second", "third"))
        second.wait_for(lambda event: isinstance(event, Queued) and 900 < (event.seconds or 0) <= 1020)
        third.wait_for(lambda event: isinstance(event, Queued) and 1800 < (event.seconds or 0) <= 2040)
        for name in ("third", "second", "first"):
            one_slot.stop(name)
        assert isinstance(first.end(), Stopped)

    def test_nobody_is_told_to_wait_longer_than_what_runs_may_take(self, one_slot):
        limits = Limits(wall_seconds=500)
        first, second = (submit(one_slot, name, sample_jobs.foretell, 1000.0, limits) for name in ("first", "second"))
        second.wait_for(lambda event: isinstance(event, Queued) and 400 < (event.seconds or 0) <= 520)
        for name in ("second", "first"):
            one_slot.stop(name)
        assert isinstance(first.end(), Stopped)

    def test_owners_take_turns_and_what_is_held_back_for_others_goes_on_from_there(self, two_slots):
        jobs = [submit(two_slots, f"hog {n}", sample_jobs.wait_for_gate, owner="hog") for n in range(4)]
        for job in jobs[:2]:
            job.wait_for_message("waiting")
        guests = [submit(two_slots, f"guest {n}", sample_jobs.echo, n, owner=f"guest {n}") for n in range(5)]
        assert [guest.end().result for guest in guests] == [0, 1, 2, 3, 4]
        assert not any(isinstance(event, ENDS) for job in jobs for event in job.events)
        for n in (0, 1, 2):
            jobs[n].wait_for_message("waiting")
            two_slots.send(f"hog {n}", "open")
            assert jobs[n].end() == Finished(f"hog {n}", "open")
        held = [event.place for event in jobs[0].events[2:] + jobs[1].events[2:] if isinstance(event, Queued)]
        assert held, "no job of the hog was held back"
        late = submit(two_slots, "late", sample_jobs.burn, 1.5, owner="hog")  # for which there is no turn left
        late.wait_until(Started)
        others = [submit(two_slots, owner, sample_jobs.wait_for_gate, owner=owner) for owner in ("other", "another")]
        for other in others:
            other.wait_for_message("waiting")
        assert not any(isinstance(event, ENDS) for event in late.events)
        for job in ("other", "another", "hog 3"):
            two_slots.send(job, "open")
        assert [job.end().result for job in (*others, jobs[3])] == ["open"] * 3
        assert isinstance(late.end(), Finished)

    def test_the_place_told_is_the_place_in_turns(self, one_slot):
        def play(job: str, function: Callable[..., object], owner: str) -> Recorder:
            return submit(one_slot, job, function, interactive=True, owner=owner)  # which is never held back

        holder = play("holder", sample_jobs.wait_for_gate, "holder")
        holder.wait_for_message("waiting")
        many = [play(f"many {n}", sample_jobs.echo, "many") for n in range(3)]
        many[2].wait_for(at_place(3))
        single = play("single", sample_jobs.echo, "single")
        single.wait_for(at_place(2))
        many[2].wait_for(at_place(4))
        one_slot.send("holder", "open")
        for job in (*many, single):
            job.end()

    def test_a_job_knows_for_how_long_it_was_held_back_and_its_time_does_not_count(self, one_slot):
        began = time.monotonic()
        first = submit(one_slot, "first", sample_jobs.tell_waited, owner="first")
        first.wait_for_message("waiting")
        other = submit(one_slot, "other", sample_jobs.wait_for_gate, owner="other")
        other.wait_for_message("waiting")
        held = time.monotonic()
        assert psutil.Process(first.pid()).nice() > psutil.Process(other.pid()).nice()
        one_slot.send("first", "go on")  # which it is told after for how long it was held back
        least = time.monotonic() - held
        one_slot.send("other", "open")
        waited = first.wait_for(lambda event: isinstance(event, Message) and isinstance(event.body, float)).body
        before = list(first.events)
        used = first.wait_for(lambda event: isinstance(event, Usage) and event not in before)
        most = time.monotonic() - began - waited
        one_slot.send("first", "end")
        assert isinstance(first.end(), Finished)
        assert waited >= least
        assert used.wall_seconds <= most

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
        assert at_place(1)(jobs[2].wait_until(Queued))
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
        assert at_place(1)(queued.wait_until(Queued))
        quick = submit(one_slot, "quick", sample_jobs.echo, 1, interactive=interactive)
        assert quick.end() == Finished("quick", 1)
        assert at_place(1)(quick.events[0])  # places count within a kind
        assert queued.told() == []
        one_slot.send("long", "open")
        assert queued.end() == Finished("queued", None)

    def test_interactive_jobs_wait_for_each_other(self, one_slot):
        jobs = [submit(one_slot, str(number), sample_jobs.wait_for_gate, interactive=True) for number in range(3)]
        jobs[0].wait_for_message("waiting")
        assert at_place(2)(jobs[2].wait_until(Queued))
        one_slot.stop("1")
        jobs[2].wait_for(at_place(1))
        assert jobs[2].told() == []
        one_slot.send("0", "open")
        jobs[2].wait_for_message("waiting")
        one_slot.send("2", "open")
        assert [type(job.end()) for job in jobs] == [Finished, Stopped, Finished]
