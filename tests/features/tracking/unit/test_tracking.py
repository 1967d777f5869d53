"""Finished races in a real MLflow store."""

import json
import logging
import re

import pytest

from bakeoff.features.tracking import tracking
from bakeoff.race.events import RaceEnded
from bakeoff.race.race import Race
from bakeoff.spec import BakeoffSpec
from bakeoff.text import speaking
from tests.waiting import PATIENCE

mlflow = pytest.importorskip("mlflow", reason="MLflow is not installed; pip install '.[mlflow]' brings it.")

# MLflow's own tables use what SQLAlchemy 2.1 has deprecated.
pytestmark = [
    pytest.mark.nightly,
    pytest.mark.filterwarnings("ignore:The ``noload`` loader:sqlalchemy.exc.SADeprecationWarning"),
]

SPEC = BakeoffSpec(dataset="iris", contenders={"decision_tree": {"max_depth": 2}, "dummy": {}})


@pytest.fixture
def client(tmp_path, monkeypatch):
    """Return the client of an empty store, which is the environment's too."""
    address = f"sqlite:///{tmp_path}/mlflow.sqlite"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", address)
    monkeypatch.setenv("MLFLOW_EXPERIMENT_NAME", "Kitchen")
    monkeypatch.chdir(tmp_path)  # artifacts lie below
    return mlflow.tracking.MlflowClient(address)


def runs(client) -> dict:
    experiment = client.get_experiment_by_name("Kitchen")
    return {one.info.run_name: one for one in client.search_runs([experiment.experiment_id])}


def test_a_race_is_logged_off_its_own_thread_with_a_run_for_each_contender(client, engine):
    tracker = tracking.Tracker()
    race = Race(SPEC, engine)
    assert race.wait(60)
    tracker.hear(RaceEnded("me", race.run))
    tracker.close(PATIENCE)
    report, found = race.run.report, runs(client)
    assert set(found) == {"Race on Iris", "Decision tree", "Baseline"}
    parent, tree = found["Race on Iris"], found["Decision tree"]
    assert json.loads(mlflow.artifacts.load_text(f"{parent.info.artifact_uri}/spec.json")) == json.loads(SPEC.to_json())
    assert parent.data.params["rules.seed"] == "0"
    assert client.get_parent_run(tree.info.run_id).info.run_id == parent.info.run_id
    assert tree.data.params["max_depth"] == "2"
    outcome = report.finished()["decision_tree"]
    estimate = outcome.metrics["accuracy"]
    assert [tree.data.metrics[f"accuracy{one}"] for one in ("", "_low", "_high")] == [
        estimate.value, estimate.low, estimate.high,
    ]  # fmt: skip
    assert tree.data.metrics["fit_cpu_seconds"] == outcome.costs.fit_cpu_seconds
    curve = client.get_metric_history(tree.info.run_id, "validation_score")
    told = [(one.index, one.validation_score) for one in report.results["decision_tree"].steps]
    assert [(one.step, one.value) for one in curve] == told
    assert {one.info.status for one in found.values()} == {"FINISHED"}


def test_names_in_a_store_are_english_whoever_races(client, report):
    with speaking("zh"):
        tracking.track(report)
    found = runs(client)
    assert "Race on Iris" in found
    assert not re.search("[\u4e00-\u9fff]", "".join(found))


def test_a_store_that_fails_is_told_in_the_log_and_to_nobody_else(report, monkeypatch, caplog):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "carrier-pigeon://roof")
    with caplog.at_level(logging.WARNING, tracking.__name__):
        tracking.track(report)
    (told,) = [one.getMessage() for one in caplog.records if one.name == tracking.__name__]
    assert told.startswith("a race was not logged to MLflow: ")
    assert "\n" not in told


def test_nothing_is_logged_unless_it_is_asked_for(monkeypatch):
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    assert not tracking.tracked()
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "sqlite://")
    assert tracking.tracked()
