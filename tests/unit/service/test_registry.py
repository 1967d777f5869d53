"""What is kept, for how long, and who must make room."""

import contextlib
import threading
from dataclasses import dataclass

import pytest

from bakeoff.errors import SettingError
from bakeoff.service.registry import Registry, end_well
from tests.waiting import PATIENCE, wait_until


@dataclass
class Kettle:
    """Something that goes on until it is put off."""

    id: str
    active: bool = True

    def put_off(self) -> None:
        self.active = False


def registry(**bounds) -> Registry[Kettle]:
    return Registry(Kettle.put_off, **({"kept": 10} | bounds))


def test_one_is_found_by_its_id_and_by_nothing_else():
    kettles = registry()
    mine = kettles.add(Kettle("mine"), "me")
    assert kettles.get("mine") is mine
    assert kettles.get("another") is None
    assert kettles.get(None) is None


def test_of_those_that_have_ended_the_ones_used_longest_ago_are_forgotten():
    kettles = registry(kept=3)
    going_on = kettles.add(Kettle("a"))
    ended = [kettles.add(Kettle(id, active=False)) for id in "bc"]
    kettles.get("b")
    late = kettles.add(Kettle("d", active=False))
    assert kettles.items() == [going_on, ended[0], late]
    kettles.get("a")
    kettles.add(Kettle("e"))
    kettles.add(Kettle("f"))
    assert [one.id for one in kettles.items()] == ["a", "e", "f"]


def test_one_that_is_forgotten_is_found_for_as_long_as_somebody_holds_on_to_it():
    kettles = registry(kept=1)
    shown = kettles.add(Kettle("shown", active=False), "me")
    kettles.add(Kettle("left", active=False), "me")
    kettles.add(Kettle("late", active=False))
    assert [kettle.id for kettle in kettles.items()] == ["late"]
    assert kettles.get("left") is None
    assert kettles.get("shown") is shown
    assert (kettles.is_of("shown", "me"), kettles.is_of("shown", "another")) == (True, False)
    kettles.let_go("me")
    assert kettles.get("shown") is None
    assert not kettles.is_of("shown", "me")


def test_none_that_goes_on_is_forgotten_nor_one_that_has_just_come():
    kettles = registry(kept=1)
    going_on = [kettles.add(Kettle(id)) for id in "abc"]
    late = kettles.add(Kettle("d", active=False))
    assert kettles.items() == [*going_on, late]


def test_using_one_again_keeps_it_once_and_as_the_latest():
    kettles = registry()
    first, second = kettles.add(Kettle("a")), kettles.add(Kettle("b"))
    kettles.add(first)
    assert kettles.items() == [second, first]


def test_a_visitor_has_room_for_so_many_that_go_on():
    kettles = registry(each=2)
    mine = [kettles.add(Kettle(id), "me") for id in "ab"]
    with pytest.raises(SettingError, match="You already have 2 running"):
        kettles.check_room("me")
    kettles.check_room("somebody else")
    mine[0].put_off()
    kettles.check_room("me")


def test_for_one_more_the_one_seen_longest_ago_makes_room():
    kettles = registry(running=2)
    first, second, third = (kettles.add(Kettle(id)) for id in "abc")
    kettles.get("a")
    kettles.make_room()
    assert [one.active for one in (first, second, third)] == [True, False, True]


def test_room_is_made_for_one_that_is_about_to_start_and_it_is_not_given_up_itself():
    kettles = registry(running=2)
    about_to = kettles.add(Kettle("z", active=False))
    first, second = (kettles.add(Kettle(id)) for id in "ab")
    kettles.make_room(about_to)
    assert (first.active, second.active) == (False, True)
    alone = registry(running=1)
    only = alone.add(Kettle("only"))
    alone.make_room(only)
    assert only.active


def test_what_nobody_looks_at_is_given_up_and_what_somebody_looks_at_is_not(standing_clock):
    kettles = registry(unwatched_seconds=0.4)
    with contextlib.closing(kettles):
        watched, unwatched = kettles.add(Kettle("watched")), kettles.add(Kettle("unwatched"))
        standing_clock.now = 0.3
        assert kettles.get("watched") is watched
        standing_clock.now = 0.5
        wait_until(lambda: not unwatched.active)
        assert watched.active


def test_once_closed_nothing_is_given_up_any_more(standing_clock):
    kettles = registry(unwatched_seconds=0.2)
    left = kettles.add(Kettle("left"))
    kettles.close()
    standing_clock.now = 1000.0
    assert kettles._watch not in threading.enumerate()
    assert left.active


def test_many_threads_at_once_lose_nothing():
    kettles = registry(kept=10_000, running=5)

    def use(number: int) -> None:
        for turn in range(100):
            kettles.add(Kettle(f"{number}-{turn}"))
            kettles.make_room()

    threads = [threading.Thread(target=use, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kettles.make_room()
    assert len(kettles.items()) == 800
    assert sum(one.active for one in kettles.items()) == 5


def test_before_the_server_ends_nothing_begins_and_what_goes_on_has_its_time():
    kettles, pans = registry(), registry()
    going_on = [kettles.add(Kettle("a"), "me"), pans.add(Kettle("b"), "me")]
    for left in going_on:
        assert not end_well((kettles, pans), 0.05)
        for kind in (kettles, pans):
            with pytest.raises(SettingError, match=r"about to restart\. Try again in a minute"):
                kind.check_room("me")
        threading.Timer(0.05, left.put_off).start()
        wait_until(lambda left=left: not left.active)
    assert end_well((kettles, pans), PATIENCE)


class Timed(Registry[Kettle]):
    """Knows of some kettles how long they take."""

    def _seconds_left(self, kettle: Kettle) -> float | None:
        return {"quick": 11.0, "slow": 200.0}.get(kettle.id)


@pytest.mark.parametrize(
    ("going_on", "said"),
    [
        (["slow", "unknown", "quick"], r"The first of them is likely to be over in about 15\s?s\.$"),
        (["unknown"], r"Stop one or wait\.$"),
    ],
)
def test_whoever_has_as_many_going_on_as_one_may_is_told_when_one_is_likely_to_be_over(going_on, said):
    kettles = Timed(Kettle.put_off, kept=10, each=len(going_on))
    for id in going_on:
        kettles.check_room("me")
        kettles.add(Kettle(id), "me")
    kettles.check_room("you")
    with pytest.raises(SettingError, match=said):
        kettles.check_room("me")
