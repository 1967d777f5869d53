"""One engine for all pages, as the server has, and one data home for them and for its jobs."""

import time
from collections.abc import Iterator

import pytest

from bakeoff.ui.server import engine, races, studies


@pytest.fixture(scope="session", autouse=True)
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Start what the server starts, and close it in the end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_DATA", str(tmp_path_factory.mktemp("home")))
        while not engine().ready:  # its processes are there before the first test's own
            time.sleep(0.05)
        yield
        races.clear()
        studies.clear()
        engine.clear()
