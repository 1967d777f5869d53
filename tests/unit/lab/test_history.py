import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.lab.history import Moment, Thinned, TimeMachine


@given(n=st.integers(1, 5000), limit=st.integers(2, 300))
def test_what_is_left_is_short_even_and_has_the_first(n, limit):
    left: Thinned[int] = Thinned(limit)
    for item in range(n):
        left.append(item)
    gaps = np.diff(list(left))
    assert left[0] == 0
    assert min(n, limit // 2) <= len(left) <= limit
    assert not len(gaps) or gaps.max() == gaps.min()


def test_the_history_keeps_within_its_bound():
    size, bound = 2000, 2**18
    history = TimeMachine(Moment(bytes(size), 0, 0), bound)
    for epoch in range(1, 5000):
        history.add(Moment(bytes(size), epoch, 0))
    assert bound / 3 < len(history) * size <= bound
    assert history.first.epoch == 0
    for wanted in (0, 1234, 4999):
        assert abs(history.nearest(wanted, 4).epoch - wanted) < 5000 / len(history) * 2


def test_going_on_from_the_past_forgets_what_came_after():
    history = TimeMachine(Moment(b"", 0, 0))
    for epoch in range(1, 10):
        history.add(Moment(b"", epoch, 3))
    history.forget_after(4, 0)
    assert history.last.position == (3, 3)
    history.add(Moment(b"other", 4, 1))
    assert history.nearest(9, 4).state == b"other"


def test_a_moment_that_was_changed_by_hand_takes_the_place_of_the_one_before():
    history = TimeMachine(Moment(b"as drawn", 0, 0))
    history.add(Moment(b"as edited", 0, 0))
    assert [history.first.state, len(history)] == [b"as edited", 1]


def test_a_moment_within_an_epoch_has_a_place_of_its_own():
    history = TimeMachine(Moment(b"", 0, 0))
    history.add(Moment(b"", 0, 3))
    assert [history.nearest(epoch, 4).batch for epoch in (0, 0.3, 0.4, 1)] == [0, 0, 3, 3]
