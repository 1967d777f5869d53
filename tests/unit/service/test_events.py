"""Events: a race starts once and ends once, and a listener that fails costs only itself."""

import dataclasses

import pytest

from bakeoff.race.events import RACE, RaceChanged, RaceEnded, RaceStarted
from bakeoff.race.snapshot import Run
from bakeoff.service import kernel
from bakeoff.service.events import Course, TableDeleted
from bakeoff.service.kernel import Feature, publish


@pytest.fixture
def course():
    """Return a course, and the events that it has published."""
    events = []
    return Course(RACE, "me", events.append), events


def test_a_race_starts_changes_and_ends_once(course, ended: Run):
    course, events = course
    first = Run.start(ended.id, ended.spec)
    later = dataclasses.replace(first, version=first.version + 1)
    course(first)
    course.begin(first)  # a job has been quicker
    course(later)
    course(ended)
    course(dataclasses.replace(ended, version=ended.version + 1))  # reasons found after the end
    assert events == [RaceStarted("me", first), RaceChanged("me", later), RaceEnded("me", ended)]


def test_news_that_come_after_the_end_are_no_events(course, ended: Run):
    course, events = course
    course.begin(ended)
    course(Run.start(ended.id, ended.spec))
    assert events == [RaceStarted("me", ended), RaceEnded("me", ended)]


def test_a_listener_that_fails_is_logged_and_the_others_hear(monkeypatch, caplog):
    heard = []
    listeners = (lambda _event: 1 / 0, heard.append)
    features = tuple(Feature(order=n, on={TableDeleted: listener}) for n, listener in enumerate(listeners))
    monkeypatch.setattr(kernel, "features", lambda: features)
    publish(TableDeleted())
    assert heard == [TableDeleted()]
    assert "a listener to TableDeleted failed" in caplog.text
    assert "ZeroDivisionError" in caplog.text
