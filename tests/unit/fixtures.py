"""Fixtures of unit tests: one engine for all that race, judge or train; databases of each kind; a server's services.

What takes seconds to import is imported by the fixture that needs it: most tests need none of it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.unit.lent import Lent
from tests.waiting import PATIENCE, wait_until

if TYPE_CHECKING:
    from bakeoff.engine.local import LocalEngine
    from bakeoff.features.lessons.service import Rooms
    from bakeoff.race.report import Report
    from bakeoff.race.snapshot import Run
    from bakeoff.records.history import History

pytest.register_assert_rewrite("tests.unit.engine.recorder")  # before the first test that imports it

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.nightly))
THREE = {"decision_tree": {}, "svm": {}, "dummy": {}}


@pytest.fixture(scope="session")
def engine() -> Iterator[LocalEngine]:
    """Return a warm engine: its own processes are there before the first test, which the leak detector asks for.

    It has loaded PyTorch, too, which a server leaves to the jobs that need it: here every tenth does.
    """
    from bakeoff.contenders import contenders
    from bakeoff.network.session import PRELOAD
    from bakeoff.race.engines import local_engine

    with contextlib.closing(local_engine(interactive_slots=3, preload=PRELOAD, names=contenders())) as engine:
        wait_until(lambda: engine.ready)
        yield engine


@pytest.fixture(scope="session")
def report(engine: LocalEngine) -> Report:
    """Return a real race on iris, in which one more contender is said to have failed with markup in its message."""
    from bakeoff.race.outcome import Result
    from bakeoff.race.race import run
    from bakeoff.spec import BakeoffSpec

    chosen = THREE | {"decision_tree": {"max_depth": 1}}
    ended = run(BakeoffSpec(dataset="iris", contenders=chosen), engine)
    failed = Result("random_forest", "failed", 'No <b>"tree"</b> & no wood.', (), None)
    return dataclasses.replace(ended, results={**ended.results, "random_forest": failed})


@pytest.fixture(scope="session")
def iris_report(engine: LocalEngine) -> Report:
    from bakeoff.race.race import run
    from bakeoff.spec import BakeoffSpec

    return run(BakeoffSpec(dataset="iris", contenders=THREE), engine)


@pytest.fixture(scope="session")
def ended(engine: LocalEngine) -> Run:
    """Return a real race on iris that has come to its end."""
    from bakeoff.race.race import Race
    from bakeoff.spec import BakeoffSpec

    race = Race(BakeoffSpec(dataset="iris", contenders=THREE), engine)
    assert race.wait(PATIENCE)
    return race.run


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


@pytest.fixture
def history(url: str) -> Iterator[History]:
    from bakeoff.records.history import History
    from bakeoff.storage.database import Database

    with contextlib.closing(History(Database(url))) as history:
        yield history


@pytest.fixture
def store(history: History, ended: Run) -> Callable[..., str]:
    """Return a function that stores the race once more, under its own id, an hour later each time."""
    ids: list[str] = []

    def store(owner: str = "me", **changed: object) -> str:
        run = dataclasses.replace(ended, id=f"race-{len(ids)}", **changed)
        ids.append(run.id)
        history.save(run, owner, NOON + timedelta(hours=len(ids)))
        return run.id

    return store


@pytest.fixture
def ends_wait_for_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the end of a race or study shown once it is stored, however long that takes on a machine that is busy."""
    monkeypatch.setattr("bakeoff.records.recorder.PATIENCE_SECONDS", PATIENCE)


@pytest.fixture
def own_server(engine: LocalEngine, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have all that lives as long as a server made anew, on the tests' engine and a database of the test's own."""
    from bakeoff.service import engines

    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "home"))
    monkeypatch.setenv("BAKEOFF_DATABASE_URL", url)
    monkeypatch.setattr(engines, "local_engine", lambda **_arguments: Lent(engine))
    clear_services()  # which tests of pages may have left
    yield
    clear_services()


def clear_services() -> None:
    from bakeoff.features.ask.service import asks
    from bakeoff.features.lab.service import labs
    from bakeoff.features.lessons.service import rooms
    from bakeoff.records.service import history, recorder
    from bakeoff.runs.races import races
    from bakeoff.runs.studies import studies
    from bakeoff.service import engines
    from bakeoff.service.kernel import database

    for service in (asks, labs, studies, races, recorder, rooms, history, database, engines.engine):
        service.clear()


class StandingClock:
    """In place of `time` where it is told when somebody looked at what: it stands until a test moves it on."""

    def __init__(self) -> None:
        self.now = 0.0
        self.sleep = time.sleep

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> StandingClock:
    """Have looks told by a clock that stands, so that none comes too late however busy the machine is."""
    clock = StandingClock()
    for module in ("service.registry", "features.lab.service"):
        monkeypatch.setattr(f"bakeoff.{module}.time", clock)
    return clock


class Watch:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **much: float) -> None:
        self.now += timedelta(**much)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def servers(url: str, watch: Watch) -> Iterator[Callable[[], Rooms]]:
    """Return a function that starts one more server on the same database."""
    from bakeoff.features.lessons.rooms import StoredRooms
    from bakeoff.features.lessons.service import Rooms
    from bakeoff.storage.database import Database

    with contextlib.ExitStack() as stack:

        def start() -> Rooms:
            database = stack.enter_context(contextlib.closing(Database(url)))
            return Rooms(StoredRooms(database), watch)

        yield start


@pytest.fixture
def rooms(servers: Callable[[], Rooms]) -> Rooms:
    return servers()


@pytest.fixture
def room(rooms: Rooms) -> str:
    from tests.features.lessons.unit.classes import LESSON

    return rooms.open([(LESSON, "a-link")], "teacher", "near")[0]
