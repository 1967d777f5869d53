"""A data home and an engine for the tests that bring data."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bakeoff.engine.local import LocalEngine
from tests.waiting import wait_until


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data home of this process and of the jobs."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_DATA", str(home))
        yield home


@pytest.fixture(scope="module")
def engine(home: Path) -> Iterator[LocalEngine]:
    preload = ("bakeoff.intake.job", "bakeoff.race.job", "bakeoff.contenders.decision_tree.estimator")
    with contextlib.closing(LocalEngine(2, preload=preload)) as engine:
        wait_until(lambda: engine.ready)
        yield engine
