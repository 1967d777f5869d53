"""One engine for all pages, as the server has."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bakeoff.ui.server import engine, races, studies


@pytest.fixture(scope="session", autouse=True)
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Start what the server starts, and close it in the end; return the data home that its jobs have."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_DATA", str(home))
        while not engine().ready:  # its processes are there before the first test's own
            time.sleep(0.05)
    yield home
    races.clear()
    studies.clear()
    engine.clear()
