"""OpenML searched and fetched from by real processes, which can be stopped and have limits; raced on by others."""

from collections.abc import Iterator

import pytest

from bakeoff.datasets.openml.catalogue import Match
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.source import options_of
from bakeoff.errors import DatasetError, SettingError
from bakeoff.intake.openml import Fetching, Search
from bakeoff.race.race import Race
from bakeoff.spec import BakeoffSpec
from tests.openml_replay import Replay, replay, waits
from tests.waiting import PATIENCE, wait_until

OWNER = "b" * 64
IRIS = Match(61, "iris", 1, "ARFF", 61, 150, 5, 3, 7_487)


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    with replay() as server:
        monkeypatch.setenv("BAKEOFF_OPENML_URL", server.address)
        yield server


def test_a_data_set_is_found_brought_and_raced_on(there, engine):
    search = Search("iris", engine)
    assert search.wait(PATIENCE)
    assert search.problem == ""
    assert search.matches[0] == IRIS
    fetching = Fetching(search.matches[0], OWNER, engine)
    assert fetching.wait(PATIENCE)
    assert (fetching.problem, fetching.bytes > 0) == ("", True)
    about = store.find(fetching.table)
    spec = BakeoffSpec(
        dataset={"name": "upload", "options": options_of(fetching.table, about)}, contenders=["decision_tree"]
    )
    race = Race(spec, engine)
    assert race.wait(PATIENCE)
    assert race.run.lanes["decision_tree"].status == "done"
    assert race.run.setting.target_name == "class"


def test_what_cannot_be_is_said_before_a_process_starts(there, engine, monkeypatch):
    with pytest.raises(DatasetError, match="Type a data set’s number"):
        Search("../etc", engine)
    monkeypatch.setenv("BAKEOFF_UPLOAD_ROWS", "100")
    with pytest.raises(DatasetError, match="Too large to import: the limits are 20 MB, 100 rows"):
        Fetching(IRIS, OWNER, engine)
    monkeypatch.setenv("BAKEOFF_OPENML_URL", "nowhere")
    with pytest.raises(SettingError, match="BAKEOFF_OPENML_URL"):
        Search("iris", engine)
    assert there.asked == []


def test_what_openml_says_comes_through(there, engine):
    search = Search("nobody-has-this", engine)
    assert search.wait(PATIENCE)
    assert search.problem.startswith("OpenML has no data set of this name or number")
    assert search.matches == ()


def test_a_slow_file_shows_how_much_has_come_and_can_be_stopped(there, engine):
    there.bad["cpu.arff"] = waits(b"%" * 300_000)
    fetching = Fetching(Match(561, "cpu", 1, "ARFF"), "c" * 64, engine)
    wait_until(lambda: fetching.bytes >= 200_000)
    assert fetching.active
    fetching.stop()
    assert fetching.wait(PATIENCE)
    assert fetching.problem == "Fetching was stopped; nothing of the data set is kept."
    assert fetching.table == ""
    assert store.tables_of("c" * 64) == {}


def test_a_file_that_takes_too_long_is_given_up(there, engine, monkeypatch):
    monkeypatch.setenv("BAKEOFF_OPENML_SECONDS", "1")
    there.bad["data/62$"] = waits()
    fetching = Fetching(Match(62, "zoo", 1, "ARFF"), OWNER, engine)
    assert fetching.wait(PATIENCE)
    assert fetching.problem == "Fetching the data set took too long; try again later, or choose a smaller one."


def test_a_slow_search_can_be_stopped(there, engine):
    there.bad["list"] = waits()
    search = Search("iris", engine)
    wait_until(lambda: there.asked)
    search.stop()
    assert search.wait(PATIENCE)
    assert search.problem == "The search was stopped."
