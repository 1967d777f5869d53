"""How often something may be done, by a clock that the test sets."""

import threading

import pytest

from bakeoff.service.allowance import MOST_KEYS, Allowance


@pytest.fixture
def clock():
    return [1000.0]


def test_so_many_times_at_once_and_again_as_time_goes_by(clock):
    allowance = Allowance(3, 60, lambda: clock[0])
    assert [allowance.take("me") for _time in range(4)] == [True, True, True, False]
    assert allowance.seconds_left("me") == pytest.approx(20)
    clock[0] += 19.9
    assert not allowance.take("me")
    clock[0] += 0.2
    assert allowance.take("me")
    assert not allowance.take("me")
    clock[0] += 1000
    assert [allowance.take("me") for _time in range(4)] == [True, True, True, False]  # never more at once


def test_nobody_spends_what_another_may(clock):
    allowance = Allowance(1, 60, lambda: clock[0])
    assert allowance.take("me")
    assert allowance.seconds_left("you") == 0
    assert allowance.take("you")


def test_it_is_told_when_it_may_be_done_again(clock):
    allowance = Allowance(2, 60, lambda: clock[0])
    assert allowance.take("me")
    assert allowance.seconds_left("me") == 0
    assert allowance.take("me")
    assert allowance.seconds_left("me") == pytest.approx(30)
    clock[0] += 29
    assert allowance.seconds_left("me") == pytest.approx(1)
    assert not allowance.take("me")
    clock[0] += 1
    assert allowance.take("me")


def test_asking_costs_nothing(clock):
    allowance = Allowance(1, 60, lambda: clock[0])
    assert not any(allowance.seconds_left("me") for _time in range(10))
    assert allowance.take("me")


def test_no_more_are_remembered_than_fit(clock):
    allowance = Allowance(1, 60, lambda: clock[0])
    for number in range(MOST_KEYS + 5):
        allowance.take(number)
    assert len(allowance._spent) == MOST_KEYS
    assert not allowance.take(MOST_KEYS + 4)


def test_threads_together_are_allowed_no_more(clock):
    allowance = Allowance(20, 60, lambda: clock[0])
    taken: list[bool] = []
    threads = [threading.Thread(target=lambda: taken.append(allowance.take("me"))) for _n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 20
