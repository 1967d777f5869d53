import contextlib
import dataclasses
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bakeoff.engine.local import LocalEngine
from bakeoff.history.database import Database
from bakeoff.history.history import History
from bakeoff.race.race import Race
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec
from tests.waiting import PATIENCE

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def ended(engine: LocalEngine) -> Run:
    """Return a real race on iris that has come to its end."""
    race = Race(BakeoffSpec(dataset="iris", contenders={"decision_tree": {}, "svm": {}, "dummy": {}}), engine)
    assert race.wait(PATIENCE)
    return race.run


@pytest.fixture
def ends_wait_for_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the end of a race or study shown once it is stored, however long that takes on a machine that is busy."""
    monkeypatch.setattr("bakeoff.history.recorder.PATIENCE_SECONDS", PATIENCE)


@pytest.fixture
def history(url: str) -> Iterator[History]:
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
