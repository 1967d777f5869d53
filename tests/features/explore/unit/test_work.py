import numpy as np
import pytest

from bakeoff.features.explore.look import Exploration, look
from bakeoff.features.explore.maps import TsneSettings
from bakeoff.features.explore.messages import RowsToPlace
from bakeoff.features.explore.work import Work
from bakeoff.spec import BakeoffSpec
from tests.waiting import PATIENCE, wait_until


def test_a_look_comes_from_a_process(engine):
    spec = BakeoffSpec(dataset="iris")
    work = Work(engine, "explore", spec)
    assert work.wait(PATIENCE)
    assert work.problem == ""
    assert isinstance(work.result, Exploration)
    expected = look(spec.dataset.info.load(spec.dataset.options), spec.rules, "Iris", lambda _words: None)
    assert work.result.components.scores == pytest.approx(expected.components.scores, abs=1e-5)


def test_what_cannot_be_split_is_told_in_a_sentence(engine):
    spec = BakeoffSpec(
        dataset={"name": "moons", "options": {"rows": 20}}, rules={"test_share": 0.9, "validation_share": 0.9}
    )
    work = Work(engine, "explore", spec)
    assert work.wait(PATIENCE)
    assert work.result is None
    assert "Moons" in work.problem


def test_a_map_tells_how_far_it_is_and_can_be_stopped(engine):
    rows = RowsToPlace(np.random.default_rng(0).normal(size=(5000, 20)).astype(np.float32), TsneSettings())
    work = Work(engine, "embed", rows)
    wait_until(lambda: work.doing.share is not None)
    assert 0 < work.doing.share <= 1
    work.stop()
    assert work.wait(PATIENCE)
    assert (work.result, work.problem) == (None, "Stopped.")


def test_a_map_comes_from_a_process(engine):
    work = Work(
        engine, "embed", RowsToPlace(np.random.default_rng(0).normal(size=(40, 3)).astype(np.float32), TsneSettings())
    )
    assert work.wait(PATIENCE)
    assert work.result.shape == (40, 2)
