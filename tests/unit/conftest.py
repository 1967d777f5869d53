"""What tests of several folders need: one engine for all that race, judge or train; databases of each kind."""

import contextlib
import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bakeoff.contenders import contenders
from bakeoff.engine.local import LocalEngine
from bakeoff.network.session import PRELOAD
from bakeoff.race.engines import local_engine
from bakeoff.race.outcome import Result
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from tests.unit.fixtures import (
    ended,
    ends_wait_for_the_database,
    history,
    own_server,
    room,
    rooms,
    servers,
    standing_clock,
    store,
    watch,
)
from tests.unit.lent import Lent
from tests.waiting import PATIENCE, wait_until

pytest.register_assert_rewrite("tests.unit.engine.recorder")  # before the first folder that imports it

__all__ = [
    "ended",
    "ends_wait_for_the_database",
    "history",
    "own_server",
    "room",
    "rooms",
    "servers",
    "standing_clock",
    "store",
    "watch",
]

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.nightly))


@pytest.fixture(scope="session")
def engine() -> Iterator[LocalEngine]:
    """Return a warm engine: its own processes are there before the first test, which the leak detector asks for.

    It has loaded PyTorch, too, which a server leaves to the jobs that need it: here every tenth does.
    """
    with contextlib.closing(local_engine(interactive_slots=3, preload=PRELOAD, names=contenders())) as engine:
        wait_until(lambda: engine.ready)
        yield engine


@pytest.fixture(scope="session")
def report(engine: LocalEngine) -> Report:
    """Return a real race on iris, in which one more contender is said to have failed with markup in its message."""
    chosen = {"decision_tree": {"max_depth": 1}, "svm": {}, "dummy": {}}
    found = run(BakeoffSpec(dataset="iris", contenders=chosen), engine)
    failed = Result("random_forest", "failed", 'No <b>"tree"</b> & no wood.', (), None)
    return dataclasses.replace(found, results={**found.results, "random_forest": failed})


@pytest.fixture
def lent_to_the_command_line(engine: LocalEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have commands run on the tests' engine; that they start and close one of their own is tried without this."""
    monkeypatch.setattr("bakeoff.cli.local_engine", lambda names: Lent(engine))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked so on every kind of database."""
    if metafunc.definition.get_closest_marker("databases"):
        metafunc.parametrize("new_url", KINDS, indirect=True, scope="session")


@pytest.fixture(scope="session")
def new_url(request: pytest.FixtureRequest) -> Iterator[Callable[[Path], str]]:
    """Return a function that gives the URL of an empty database: of SQLite, in a folder, unless marked otherwise."""
    if getattr(request, "param", "sqlite") == "sqlite":
        # Those who write at once, from several servers, wait for one another, and a disk may be slow.
        yield lambda folder: f"sqlite:///{folder}/history.sqlite?timeout={PATIENCE:g}"
        return
    postgresql = pytest.importorskip("tests.unit.postgresql", exc_type=ImportError)  # Windows has no users to change to
    programs = postgresql.programs()
    if programs is None:
        pytest.skip("PostgreSQL's server is not on this machine (apt-get install postgresql)")
    with postgresql.serving(programs) as server:
        yield lambda _folder: server.new()


@pytest.fixture
def url(new_url: Callable[[Path], str], tmp_path: Path) -> str:
    """Return the URL of an empty database of the test's own."""
    return new_url(tmp_path)
