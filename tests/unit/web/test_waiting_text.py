import contextlib

import pytest

from bakeoff.engine.base import Limits
from bakeoff.engine.local import LocalEngine
from bakeoff.engine.waiting import Ends, Waiting
from bakeoff.features.explore.page.working import how_far
from bakeoff.features.explore.work import Work
from bakeoff.features.upload.page.page import bringing
from bakeoff.intake.reading import Reading
from bakeoff.spec import BakeoffSpec
from bakeoff.text import speaking
from bakeoff.web.waiting_text import so_far
from tests.waiting import PATIENCE, wait_until


@pytest.fixture
def taken(tmp_path, monkeypatch):
    """An engine whose only place is taken."""
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    with contextlib.closing(LocalEngine(1, interactive_slots=1)) as engine:
        taking = begun(engine)
        yield engine
        assert taking.active


def begun(engine) -> Waiting:
    work = Waiting(engine, "tests.unit.engine.sample_jobs:answer_commands", "", Limits(), Ends("Stopped."))
    wait_until(lambda: work.said == "listening")
    return work


def at_place(place: int, work: Waiting) -> Waiting:
    wait_until(lambda: work.place == place)
    return work


def test_who_waits_is_told_what_for_and_at_which_place(taken):
    reading = at_place(1, Reading(b"a,b\n1,2\n", "table.csv", "a" * 64, taken))
    looking = at_place(2, Work(taken, "explore", BakeoffSpec(dataset="iris")))
    assert bringing(reading).startswith("Reading the file: waiting, number 1")
    assert how_far(looking).startswith("Reading the data: waiting, number 2")
    with speaking("zh"):
        assert bringing(reading).startswith("读取文件：等待中，排在第 1 位")
    for work in (reading, looking):
        work.stop()
        assert work.wait(PATIENCE)


def test_once_it_has_its_turn_it_says_for_how_long_it_has_gone_on(engine):
    work = begun(engine)
    assert work.place == 0
    assert so_far("Growing", work).startswith("Growing, ")
    assert so_far("Growing", work).endswith(" so far")
    work.stop()
    assert work.wait(PATIENCE)
