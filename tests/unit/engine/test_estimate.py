"""How long jobs are told to wait: small queues worked out by hand, and rules that hold for any."""

import math
import random
import statistics
from dataclasses import replace

import pytest

from bakeoff.engine.estimate import (
    HORIZON_SECONDS,
    LATELY_SECONDS,
    LEAST_LEFT,
    MOST_KINDS,
    Durations,
    Expected,
    Throughput,
    rounded,
    waits,
)
from bakeoff.engine.turns import (
    LATER_TURN_SECONDS,
    LOOK_SECONDS,
    MOST_BEFORE,
    PATIENCE_SECONDS,
    TURN_SECONDS,
    Ledger,
    in_turns,
    to_pause,
)


def served(*owners: str) -> Ledger:
    """Return what was given so far: a slot to each, in this order."""
    ledger = Ledger()
    for owner in owners:
        ledger.give(owner)
    return ledger


def test_nothing_is_known_of_the_first_job_and_then_the_most_particular_kind_counts():
    durations = Durations()
    assert math.isinf(durations.left(("train", "tree", "iris", "deep", "all")))
    durations.note(("train", "tree", "iris", "deep", "all"), 1.0)
    durations.note(("train", "tree", "iris", "flat", "all"), 3.0)
    durations.note(("train", "svm", "iris", "", ""), 8.0)
    assert durations.left(("train", "tree", "iris", "deep", "all")) == 1.0
    assert durations.left(("train", "tree", "iris", "deep", "half")) == 1.0
    assert durations.left(("train", "tree", "iris", "pruned", "all")) == 2.0
    assert durations.left(("train", "tree", "mnist", "deep", "all")) == 2.0
    assert math.isinf(durations.left(("train", "forest", "iris", "deep", "all")))


def test_what_is_told_apart_by_few_particulars_is_never_compared_with_all():
    durations = Durations()
    durations.note(("train", "tree"), 5.0)
    durations.note(("pack",), 1.0)
    assert (durations.left(("train", "forest")), durations.left(("pack",))) == (5.0, 1.0)
    assert math.isinf(durations.left(("fetch",)))


def test_what_has_run_for_a_while_is_compared_with_those_that_took_longer():
    durations = Durations()
    for seconds in (1.0, 1.0, 9.0):
        durations.note(("a",), seconds)
    assert durations.left(("a",), 0.5) == pytest.approx(11 / 3 - 0.5)
    assert durations.left(("a",), 2.0) == 7.0
    assert durations.left(("a",), 20.0) == 10.0  # it has outlasted all


def test_what_jobs_foretell_counts_until_one_like_them_has_ended():
    durations = Durations()
    durations.note(("svm", "small"), 1.0)
    durations.foretell(("svm", "large"), 100.0)
    assert (durations.left(("svm", "large")), durations.left(("svm", "large"), 30.0)) == (100.0, 70.0)
    assert durations.left(("svm", "small")) == durations.left(("svm", "middling")) == 1.0
    assert durations.left(("svm", "large"), 120.0) == 60.0  # it has outlasted that, too
    durations.note(("svm", "large"), 50.0)
    assert (durations.left(("svm", "large"), 30.0), durations.left(("svm", "large"), 60.0)) == (20.0, 40.0)


def test_only_the_latest_are_remembered_and_only_so_many_kinds():
    durations = Durations()
    for n in range(2 * MOST_KINDS):
        durations.note((str(n),), 100.0)
        durations.foretell((str(n),), 100.0)
    for _ in range(50):
        durations.note(("late",), 1.0)
    assert durations.left(("late",)) == 1.0
    assert math.isinf(durations.left(("0",)))
    assert len(durations._known) <= MOST_KINDS
    assert len(durations._foretold) <= MOST_KINDS


def test_owners_take_turns_over_two_slots():
    running = [Expected("a1", "a", 2.0), Expected("b1", "b", 4.0)]
    waiting = [Expected("a2", "a", 2.0), Expected("a3", "a", 2.0), Expected("c1", "c", 1.0)]
    assert waits(running, waiting, 2, served("a", "b")) == {"c1": 2.0, "a2": 3.0, "a3": 4.0}


def test_whoever_holds_a_slot_keeps_it_for_a_turn_while_another_waits():
    running = [Expected("a1", "a", math.inf, turn=2.0), Expected("c1", "c", math.inf, turn=2.5)]
    waiting = [Expected("b1", "b", 1.0)]
    assert waits(running, waiting, 2, served("a", "c")) == {"b1": 2.0}
    endless = [replace(job, turn=math.inf) for job in running]
    assert waits(endless, waiting, 2, served("a", "c")) == {}  # without turns nobody knows


def test_a_second_slot_is_given_back_at_once_to_whoever_has_none():
    running = [Expected("a1", "a", math.inf, turn=2.0), Expected("a2", "a", math.inf, turn=2.5)]
    waiting = [Expected("b1", "b", 1.0), Expected("b2", "b", 1.0)]
    assert waits(running, waiting, 2, served("a")) == {"b1": 0.0, "b2": 1.0}
    endless = [replace(job, turn=math.inf) for job in running]
    assert waits(endless, waiting, 2, served("a")) == {}


def test_of_jobs_whose_turns_are_not_over_the_last_to_begin_makes_room():
    ledger = Ledger()
    jobs = [("tree", "a", 1.0), ("svm", "a", 2.9), ("forest", "a", 2.0)]  # as they began
    assert to_pause("b", jobs, {"a": 3}, ledger) == ("forest", 0.0)
    assert to_pause("b", [("over", "a", -1.0), *jobs], {"a": 4}, ledger) == ("over", 0.0)
    assert to_pause("b", jobs, {"a": 3, "b": 2}, ledger) == ("tree", 1.0)
    ledger.add("b", TURN_SECONDS)
    assert to_pause("b", jobs, {"a": 3}, ledger) == ("tree", 1.0 + PATIENCE_SECONDS)


def test_who_has_just_come_sees_something_at_once():
    ledger = Ledger()
    for owner in ("a", "c"):
        ledger.add(owner, LOOK_SECONDS)
    running = [("a1", "a", 2.0), ("c1", "c", 2.5)]
    assert to_pause("b", running, {"a": 1, "c": 1}, ledger) == ("c1", 0.0)
    assert to_pause("b", running, {"a": 2, "c": 2, "b": 1}, ledger) == ("a1", 2.0)  # that one sees something
    ledger.add("d", LOOK_SECONDS)  # who waits, having made room for another
    assert to_pause("e", running, {"a": 1, "c": 1}, ledger) == ("a1", 2.0)
    new = Ledger()  # nobody has seen anything yet
    assert to_pause("b", running, {"a": 1, "c": 1}, new) == ("a1", 2.0)


def test_what_is_short_comes_before_what_has_had_a_turn():
    waiting = [Expected(f"b{n}", "b", 1.0) for n in range(4)]
    ledger = served("a")
    ledger.add("a", TURN_SECONDS)
    begun = waits([Expected("a1", "a", math.inf, turn=0.0)], waiting, 1, ledger)
    assert [begun[f"b{n}"] for n in range(3)] == [0.0, 1.0, 2.0]
    assert begun["b3"] == 3.0 + LATER_TURN_SECONDS + PATIENCE_SECONDS  # `b` has had one by then, and `a1` goes on


def test_whoever_holds_fewer_slots_comes_first_though_served_later():
    waiting = [("a1", "a"), ("b1", "b"), ("b2", "b")]
    assert in_turns(waiting, {"a": 1}, served("a", "b")) == ["b1", "a1", "b2"]


def test_nobody_waits_for_ever():
    ledger = served("a")
    ledger.add("a", TURN_SECONDS)
    others = [f"b{n}" for n in range(2 * MOST_BEFORE)]
    first = in_turns([("a1", "a"), *((owner, owner) for owner in others)], {}, ledger)
    assert first[: len(others)] == others
    for owner in others[:MOST_BEFORE]:
        assert ledger.weight("a", 0) == 1
        ledger.give(owner)
    assert ledger.weight("a", 0) == 0
    rest = [("a1", "a"), *((owner, owner) for owner in others[MOST_BEFORE:])]
    assert in_turns(rest, {}, ledger).index("a1") <= len(others) - MOST_BEFORE
    ledger.give("a")
    assert ledger.weight("a", 0) == 1


@pytest.mark.parametrize(("taken", "slower"), [(0.5, 2.0), (0.25, 4 / 3), (5.0, 1 / LEAST_LEFT)])
def test_who_has_had_a_turn_is_slowed_down_by_those_who_will_come(taken, slower):
    ledger = served("a")
    ledger.add("a", TURN_SECONDS)
    running, waiting = [Expected("a1", "a", 60.0, turn=0.0)], [Expected("a2", "a", 9.0), Expected("b1", "b", 9.0)]
    assert waits(running, waiting, 1, ledger, taken)["b1"] == waits(running, waiting, 1, ledger)["b1"]
    assert waits(running, waiting[:1], 1, ledger, taken) == {"a2": pytest.approx(60.0 * slower)}


def test_what_went_lately_is_what_is_expected_to_come_but_of_those_who_stay():
    throughput, ledger = Throughput(), Ledger()
    for second in range(600):
        throughput.note(float(second), f"visitor {second}", 0.5)
        throughput.note(float(second), "hog", 1.0)
    throughput.note(600.0, "hog", 3600.0)
    assert throughput.slots(600.0, ledger) == pytest.approx(1.5 + 1, rel=0.05)  # nobody counts for more than all of it
    ledger.add("hog", TURN_SECONDS)
    assert throughput.slots(600.0, ledger) == pytest.approx(0.5, rel=0.05)
    assert throughput.slots(600.0 + LATELY_SECONDS, ledger) == 0.0


def test_those_who_have_long_jobs_change_seldom():
    ledger = served("a")
    for owner in "ab":
        ledger.add(owner, TURN_SECONDS)
    begun = waits([Expected("a1", "a", math.inf, turn=0.0)], [Expected("b1", "b", math.inf)], 1, ledger)
    assert begun == {"b1": PATIENCE_SECONDS}


def test_a_turn_is_that_of_all_jobs_of_an_owner():
    ledger = Ledger()
    assert ledger.turn("a") == TURN_SECONDS
    ledger.add("a", 1.0)
    assert (ledger.turn("a"), ledger.turn("b")) == (TURN_SECONDS - 1, TURN_SECONDS)
    ledger.add("a", TURN_SECONDS)
    assert ledger.turn("a") == LATER_TURN_SECONDS
    held = {"a": 1, "b": 1, "c": 3}
    assert (ledger.kept(0.0, "c", "a", held), ledger.kept(0.0, "c", "b", held)) == (PATIENCE_SECONDS, 0.0)
    ledger.forget({"b"})
    assert ledger.turn("a") == TURN_SECONDS


def test_what_waits_for_ever_is_told_no_time_and_what_is_free_at_once():
    assert waits([Expected("a", "a", math.inf)], [Expected("b", "a", 1.0)], 1, Ledger()) == {}
    assert waits([], [Expected("b", "a", 1.0), Expected("c", "a", 1.0)], 2, Ledger()) == {"b": 0.0, "c": 0.0}
    far = waits([Expected("a", "a", 2 * HORIZON_SECONDS)], [Expected(n, "a", 1.0) for n in "bc"], 1, Ledger())
    assert far == {"b": 2 * HORIZON_SECONDS}


@pytest.mark.parametrize("seed", range(5))
def test_with_one_owner_it_is_a_plain_queue(seed):
    draw = random.Random(seed)
    jobs = [Expected(str(n), "a", draw.uniform(0.1, 9)) for n in range(40)]
    free = [job.left for job in jobs[:3]]
    expected = {}
    for job in jobs[3:]:
        begins = min(free)
        free[free.index(begins)] = begins + job.left
        expected[job.job] = begins
    assert waits(jobs[:3], jobs[3:], 3, Ledger()) == pytest.approx(expected)


def test_a_time_is_told_in_steps_that_are_honest():
    assert all(rounded(rounded(seconds)) == rounded(seconds) for seconds in range(1, 20_000, 7))
    errors = [abs(rounded(seconds) - seconds) / seconds for seconds in range(2, 20_000)]
    assert statistics.median(errors) < 0.03
    assert max(errors) < 0.25
