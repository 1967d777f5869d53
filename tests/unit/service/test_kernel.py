"""Features register by a record in their folder, and share the engines of the server."""

import pytest

from bakeoff.engine.base import Limits
from bakeoff.engine.cluster import ClusterEngine
from bakeoff.engine.local import LocalEngine
from bakeoff.engine.waiting import Ends, Waiting
from bakeoff.errors import SettingError
from bakeoff.runs.races import races
from bakeoff.runs.studies import studies
from bakeoff.service import engines, kernel
from bakeoff.service.engines import engine, interactive_engine
from bakeoff.service.kernel import Feature, features


def test_features_are_found_in_their_order():
    orders = [feature.order for feature in features()]
    assert orders == sorted(set(orders))
    assert [feature.runs for feature in features() if feature.runs] == [races, studies]
    assert {module for feature in features() for module in feature.preload} >= {
        "bakeoff.features.ask.job",
        "bakeoff.network.job",
    }


def test_a_folder_with_a_record_is_a_feature(monkeypatch, tmp_path):
    for folder in ("noted", "bare"):
        (tmp_path / "pages" / folder).mkdir(parents=True)
        (tmp_path / "pages" / folder / "__init__.py").touch()
    (tmp_path / "pages" / "__init__.py").touch()
    record = "from bakeoff.service.kernel import Feature\nFEATURE = Feature(order=1, preload=('json',))\n"
    (tmp_path / "pages" / "noted" / "feature.py").write_text(record)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(kernel, "HOME", "pages")
    assert features.__wrapped__() == (Feature(order=1, preload=("json",)),)


def test_a_listener_that_fails_is_logged_and_stops_no_other(monkeypatch, caplog):
    def fail(event: object) -> None:
        raise RuntimeError(event)

    heard: list[object] = []
    listeners = ({str: fail}, {int: heard.append, str: heard.append}, {int: fail})
    monkeypatch.setattr(kernel, "features", lambda: tuple(Feature(order=1, on=each) for each in listeners))
    kernel.publish("an event")
    assert heard == ["an event"]
    assert [record.getMessage() for record in caplog.records] == ["a listener to str failed"]


def test_what_one_record_raises_costs_no_other_unless_it_was_raised_on_purpose(monkeypatch, caplog):
    def items(record: str) -> list[str]:
        if record == "broken":
            raise RuntimeError(record)
        if record == "refused":
            raise SettingError(record)
        return [record]

    monkeypatch.setattr(kernel, "features", lambda: (Feature(order=1, adds=("a", "broken", 1, "b")),))
    assert list(kernel.collected(str, items)) == ["a", "b"]
    assert [record.getMessage() for record in caplog.records] == ["'broken' failed"]
    monkeypatch.setattr(kernel, "features", lambda: (Feature(order=1, adds=("refused",)),))
    with pytest.raises(SettingError, match="refused"):
        list(kernel.collected(str, items))


@pytest.fixture
def cluster_that_is_not_there(monkeypatch):
    monkeypatch.setenv("BAKEOFF_CLUSTER", "tcp://127.0.0.1:1")
    monkeypatch.setattr(engines, "local_engine", lambda slots, interactive_slots, preload: LocalEngine(1, ()))
    monkeypatch.setattr(engines, "cluster_engine", lambda address, slots, preload: ClusterEngine(address))
    engines.engine.clear()
    yield
    engines._beside.clear()
    engines.engine.clear()


def test_what_somebody_waits_for_runs_beside_the_server_if_it_is_to(cluster_that_is_not_there, monkeypatch):
    assert interactive_engine() is engine()
    monkeypatch.setenv("BAKEOFF_INTERACTIVE", "server")
    work = Waiting(interactive_engine(), "tests.unit.engine.sample_jobs:echo", "a word", Limits(), Ends(""))
    assert work.wait(60)
    assert work.result == "a word"
    assert not engine().ready
