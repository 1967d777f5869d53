import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.network.history import LogSpaced, Moment, TimeMachine


@given(places=st.lists(st.integers(0, 10**7), min_size=1, max_size=2000).map(sorted), limit=st.integers(3, 300))
def test_what_is_left_is_short_and_has_the_first_and_the_last(places, limit):
    left: LogSpaced[int] = LogSpaced(limit, float)
    for place in places:
        left.append(place)
    assert (left[0], left[-1], len(left)) == (places[0], places[-1], min(len(places), limit))
    assert list(left) == sorted(left)


@given(n=st.integers(10, 20_000), start=st.integers(0, 10**6))
@settings(deadline=None, max_examples=20)
def test_what_is_left_lies_evenly_on_a_logarithmic_scale(n, start):
    left = LogSpaced(100, float, range(start, start + n))
    places = np.array(list(left)) - start
    gaps = np.diff(np.log1p(places))
    even = np.log(n) / 99
    assert (np.diff(places) <= np.maximum(1, 3 * even * (1 + places[1:]))).all()  # the earliest are all there
    assert gaps.max() <= max(np.log(2), 3 * even)


def test_the_history_keeps_within_its_bound():
    size, bound = 2000, 2**18
    history = TimeMachine([Moment(bytes(size), 0, 0)], bound)
    for epoch in range(1, 5000):
        history.add(Moment(bytes(size), epoch, 0))
    assert bound / 3 < len(history) * size <= bound
    assert (history.first.epoch, history.last.epoch) == (0, 4999)
    for wanted in (0, 7, 123, 1234, 4999):
        before, after = history.around((wanted, 0))
        assert before.epoch <= wanted <= after.epoch < before.epoch + 2 + 0.2 * wanted


def test_going_on_from_the_past_forgets_what_came_after():
    history = TimeMachine([Moment(b"", 0, 0)])
    for epoch in range(1, 10):
        history.add(Moment(b"", epoch, 3))
    history.forget_after(4, 0)
    assert history.last.position == (3, 3)
    history.add(Moment(b"other", 4, 1))
    assert history.around((9, 0))[0].state == b"other"


def test_a_moment_that_was_changed_by_hand_takes_the_place_of_the_one_before():
    history = TimeMachine([Moment(b"as drawn", 0, 0)])
    history.add(Moment(b"as edited", 0, 0))
    assert [history.first.state, len(history)] == [b"as edited", 1]


def test_a_moment_within_an_epoch_has_a_place_of_its_own():
    history = TimeMachine([Moment(b"", 0, 0)])
    history.add(Moment(b"", 0, 3))
    around = [history.around(position) for position in ((0, 0), (0, 2), (0, 3), (1, 0))]
    assert [(before.batch, after.batch) for before, after in around] == [(0, 0), (0, 3), (3, 3), (3, 3)]
