"""A picture of a lab waits for word of the last one, however much time has passed."""

import pytest

from bakeoff.network.display import LATEST_SECONDS, SNAPSHOT_SECONDS, Display


@pytest.fixture
def clock(standing_clock, monkeypatch):
    monkeypatch.setattr("bakeoff.network.display.time", standing_clock)
    return standing_clock


@pytest.mark.parametrize("playing", [False, True])
@pytest.mark.parametrize("complete", [False, True])
def test_a_picture_is_due_once_the_last_was_taken(clock, playing, complete):
    display = Display()
    display.serial += 1
    display.sent()
    display.changed = True
    clock.now += 1000
    assert not display.due(playing, complete)
    display.taken = display.serial
    assert display.due(playing, complete)
    display.sent()
    assert not display.due(playing, complete)  # nothing is new


@pytest.mark.parametrize(("complete", "seconds"), [(True, SNAPSHOT_SECONDS), (False, LATEST_SECONDS)])
def test_a_picture_of_a_network_that_plays_waits_its_turn(clock, complete, seconds):
    display = Display()
    clock.now += 0.99 * seconds
    assert not display.due(playing=True, complete=complete)
    assert display.due(playing=False, complete=complete)
    clock.now += 0.02 * seconds
    assert display.due(playing=True, complete=complete)
