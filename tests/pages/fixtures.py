"""Fixtures of page tests: one engine for all pages, as the server has."""

import functools
import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from bakeoff.contenders import contenders
from bakeoff.features.ask.page import asking
from bakeoff.link import from_query
from bakeoff.race import race
from bakeoff.race.engines import local_engine
from bakeoff.race.race import Race
from bakeoff.runs.races import races
from bakeoff.service import engines
from bakeoff.service.engines import engine
from bakeoff.web import language
from tests.forgetting import forget_races
from tests.pages.steps import new_app, ran
from tests.waiting import PATIENCE

RACE = "pages/race/race.py"
FOR_ALL = (
    "page_server",
    "who_is_asked_to_end_has_the_time_to",
    "what_is_asked_is_waited_for",
    "packages_are_looked_through_once",
    "what_is_imported_by_now_is_no_garbage",
    "nobody_has_chosen_a_language",
    "nothing_that_is_drawn_fails",
)
"""What every page test has."""


@pytest.fixture(scope="session")
def page_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Start what the server starts, and close it in the end; return the data home that its jobs have.

    PyTorch, which a server leaves to the jobs that need it, is loaded once for all of them.
    """
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_DATA", str(home))
        patch.setattr(engines, "local_engine", functools.partial(local_engine, names=contenders()))
        while not engine().ready:  # its processes are there before the first test's own
            time.sleep(0.05)
    yield home
    _forget()
    engine.clear()


def _forget() -> None:
    """Forget races and studies together: studies write to the history that the races of their time had."""
    forget_races()


@pytest.fixture(scope="session")
def who_is_asked_to_end_has_the_time_to() -> Iterator[None]:
    """Leave whoever is stopped a minute to be scored as it stands: the usual second is not enough on any machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("PATIENCE_SECONDS", "MOST_PATIENCE_SECONDS", "SCORING_SECONDS"):
            patch.setattr(race, name, 60.0)
        yield


@pytest.fixture(scope="session")
def what_is_asked_is_waited_for() -> Iterator[None]:
    """Have a page wait for its answers, however long they take on a machine that is busy: nobody looks again here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "PATIENCE_SECONDS", PATIENCE)
        yield


@pytest.fixture(scope="session")
def packages_are_looked_through_once() -> Iterator[None]:
    """Keep what a server looks for once, in every installed package, from being looked for with each new visitor."""
    scan = functools.cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="module")
def what_is_imported_by_now_is_no_garbage() -> None:
    """Have it left out of the search for garbage.

    Streamlit has Keras make one after every run of a page, once there is Keras in the process; with all that other
    tests have brought there, it takes longer than the page.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture
def nobody_has_chosen_a_language() -> None:
    """Forget what earlier visitors spoke: to the server all of AppTest's are in one session."""
    language._spoken.clear()


@pytest.fixture(scope="module")
def jobs_home(page_server: Path) -> Iterator[Path]:
    """Give the pages the data home that the jobs have, for what they leave to each other there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_DATA", str(page_server))
        _forget()
        yield page_server
        _forget()


@pytest.fixture(scope="module")
def empty_home(page_server: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the pages an empty data home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_DATA", str(tmp_path_factory.mktemp("data")))
        _forget()
        yield
        _forget()


@pytest.fixture
def visit() -> Callable[..., AppTest]:
    """Return a function that opens a page as a new visitor, with the link's parameters."""

    def visit(page: str = RACE, **query: str) -> AppTest:
        app = new_app()
        for path, value in query.items():
            app.query_params[path] = value
        ran(app.run())
        return app if page == RACE else ran(app.switch_page(page).run())

    return visit


@pytest.fixture(scope="module")
def race_of(page_server: Path) -> Callable[..., Race]:
    """Return a function that gives the finished race of a link, run once for a module, whose home has its models.

    No test may change it.
    """

    @functools.cache
    def run(**query: str) -> Race:
        race = races().start(from_query(query)[0], "somebody")
        assert race.wait(60)
        return race

    def race_of(**query: str) -> Race:
        race = run(**query)
        return race if races().get(race.id) else races().add(race, "somebody")

    return race_of


@pytest.fixture
def finished(visit: Callable[..., AppTest], race_of: Callable[..., Race]) -> Callable[..., AppTest]:
    """Return a function that opens the finished race of a link as a new visitor."""
    return lambda **query: visit(**query, run=race_of(**query).id)


@pytest.fixture
def nothing_that_is_drawn_fails(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test in which a contribution of a feature could not be drawn: a page goes on without it."""
    yield
    messages = [record.getMessage() for record in caplog.get_records("call") if record.name == "bakeoff.errors"]
    assert [message for message in messages if message.endswith("cannot be drawn")] == []
