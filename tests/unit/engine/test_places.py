"""What those who wait are told of their places."""

from bakeoff.engine.base import Queued
from bakeoff.engine.places import SOON, QueuePlaces


class Told(list[Queued]):
    def tell(self, report: Queued) -> None:
        self.append(report)


def test_in_a_long_queue_those_far_behind_do_not_hear_of_each_who_goes():
    told = Told()
    places, queue = QueuePlaces(told), [f"job {n}" for n in range(100)]
    places.tell(queue)
    assert [queued.place for queued in told] == list(range(1, 101))
    told.clear()
    places.tell(queue[1:])
    assert [queued.job for queued in told] == queue[1 : SOON + 1]


def test_they_hear_of_it_when_some_time_has_passed(monkeypatch):
    told, moment = Told(), 1000.0
    monkeypatch.setattr("time.monotonic", lambda: moment)
    places, queue = QueuePlaces(told), [f"job {n}" for n in range(100)]
    places.tell(queue)
    moment += 5.0
    told.clear()
    places.tell(queue[1:])
    assert [queued.place for queued in told] == list(range(1, 100))
