"""What chapters have worked out: once for all who ask, and stopped when nobody does."""

import contextlib

import pytest

from bakeoff.engine.local import LocalEngine
from bakeoff.features.learn.calls import ChapterCall
from bakeoff.features.learn.service import ChapterJobs
from tests.features.learn.unit.sample_work import doubled, never, refused
from tests.waiting import PATIENCE


@pytest.fixture(scope="module")
def engine():
    with contextlib.closing(LocalEngine(1, interactive_slots=2)) as engine:
        yield engine


@pytest.fixture
def jobs(engine):
    return ChapterJobs(engine, kept=2)


def test_it_is_worked_out_once_for_all_and_kept(jobs):
    first = jobs.ask(ChapterCall.of(doubled, 21), "I")
    assert jobs.ask(ChapterCall.of(doubled, 21), "you") is first
    assert first.wait(PATIENCE)
    assert first.result == 42
    assert jobs.ask(ChapterCall.of(doubled, 21), "a third") is first
    assert jobs.ask(ChapterCall.of(doubled, 22), "I") is not first


def test_those_asked_for_longest_ago_are_forgotten(jobs):
    old, middle, new = (ChapterCall.of(doubled, number) for number in (1, 2, 3))
    kept = {asked: jobs.ask(asked, "I") for asked in (old, middle)}
    assert all(job.wait(PATIENCE) for job in kept.values())
    assert jobs.ask(old, "I") is kept[old]  # which makes the other one the oldest
    assert jobs.ask(new, "I").wait(PATIENCE)
    assert jobs.ask(old, "I") is kept[old]
    assert jobs.ask(middle, "I") is not kept[middle]


def test_it_goes_on_as_long_as_somebody_waits_and_begins_anew_after_that(jobs):
    asked = ChapterCall.of(never, "together")
    job = jobs.ask(asked, "I")
    jobs.ask(asked, "you")
    jobs.leave(asked, "I")
    jobs.leave(asked, "I")
    jobs.leave(asked, "somebody else")
    assert jobs.ask(asked, "you") is job
    assert job.active
    jobs.leave(asked, "you")
    again = jobs.ask(asked, "you")
    assert again is not job
    assert job.wait(PATIENCE)
    assert job.problem == "Stopped."
    jobs.leave(asked, "you")
    assert again.wait(PATIENCE)


def test_what_came_to_nothing_says_why_until_it_is_forgotten(jobs):
    asked = ChapterCall.of(refused, "rows")
    job = jobs.ask(asked, "I")
    assert job.wait(PATIENCE)
    assert jobs.ask(asked, "I").problem == "There are no such rows."
    jobs.leave(asked, "I")
    assert jobs.ask(asked, "I") is job
    jobs.forget(asked)
    assert jobs.ask(asked, "I") is not job


def test_a_result_is_not_forgotten_when_somebody_asks_for_it_anew(jobs):
    asked = ChapterCall.of(doubled, 4)
    job = jobs.ask(asked, "I")
    assert job.wait(PATIENCE)
    jobs.forget(asked)
    assert jobs.ask(asked, "I") is job
