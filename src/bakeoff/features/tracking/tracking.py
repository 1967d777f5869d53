"""Finished races as runs of MLflow, where ``MLFLOW_TRACKING_URI`` says where they go.

A race is a run with the set-up and the report; in it, each contender is a run of its own with hyperparameters, scores,
costs and curves, so that MLflow's tables and charts compare contenders.
"""

import contextlib
import importlib.util
import json
import logging
import math
import queue
import threading
import time
from collections.abc import Iterator
from typing import Any

from bakeoff.contenders import contender
from bakeoff.evaluation.costs import SHARED
from bakeoff.features.tracking.settings import EXPERIMENT, TrackingSettings
from bakeoff.race.events import RaceEnded
from bakeoff.race.outcome import Result
from bakeoff.race.report import Report
from bakeoff.service.once import once
from bakeoff.text import SOURCE, _, speaking, told

PARENT = "mlflow.parentRunId"
"""One of MLflow's documented system tags: the run in which another is (https://mlflow.org/docs/latest/tracking)."""

MOST_WAITING = 200
_BATCH = 1000  # what MLflow takes at once
_CURVES = ("train_loss", "validation_loss", "train_score", "validation_score")

_log = logging.getLogger(__name__)


def tracked() -> bool:
    """Return whether finished races go to MLflow; one that is asked for but not installed is named in the log."""
    if not TrackingSettings.read().mlflow_tracking_uri:
        return False
    if importlib.util.find_spec("mlflow") is None:
        _log.warning("MLFLOW_TRACKING_URI is set, but MLflow is not installed: run pip install '.[mlflow]'")
        return False
    return True


def track(report: Report) -> None:
    """Log a finished race; what goes wrong is told in the log, and to nobody else."""
    try:
        with speaking(SOURCE):  # a store may be many people's
            _track(report)
    except Exception as error:  # a store of somebody else's, which may fail in any way
        _log.warning("a race was not logged to MLflow: %s", error)


class Tracker:
    """Logs the races of a server in a thread of its own, one after another, so that none waits for MLflow.

    With more than `MOST_WAITING` waiting, the next is not logged.
    """

    def __init__(self) -> None:
        self._races: queue.Queue[Report | None] = queue.Queue(MOST_WAITING)
        self._thread = threading.Thread(target=self._work, name="bakeoff mlflow", daemon=True)
        self._thread.start()

    def hear(self, event: RaceEnded) -> None:
        """Log a race if it has a result."""
        try:
            if event.run.report.finished():
                self._races.put_nowait(event.run.report)
        except queue.Full:
            _log.warning("a race was not logged to MLflow: too many wait for it")

    def close(self, timeout: float = 10.0) -> None:
        """Log what still waits, for some seconds at most, and end."""
        with contextlib.suppress(queue.Full):
            self._races.put_nowait(None)
        self._thread.join(timeout)

    def _work(self) -> None:
        while (report := self._races.get()) is not None:
            track(report)


@once
def tracker() -> Tracker:
    """Return what logs the races of this server."""
    return Tracker()


@contextlib.contextmanager
def tracking() -> Iterator[None]:
    """Log races for as long as this goes on; what still waits at its end is logged, too."""
    yield
    tracker.clear()


def _track(report: Report) -> None:
    from mlflow.tracking import MlflowClient

    client = MlflowClient()
    experiment = _experiment(client)
    title = report.spec.dataset.info.title
    race = client.create_run(experiment, run_name=_("Race on {title}", title=title)).info.run_id
    for key, value in _race_params(report).items():
        client.log_param(race, key, value)
    client.log_text(race, report.spec.to_json(), "spec.json")
    client.log_text(race, report.to_json(), "report.json")
    for name, result in report.results.items():
        _track_contender(client, experiment, race, name, result, report)
    client.set_terminated(race)


def _experiment(client: Any) -> str:
    name = TrackingSettings.read().mlflow_experiment_name or EXPERIMENT
    experiment = client.get_experiment_by_name(name)
    return str(experiment.experiment_id if experiment is not None else client.create_experiment(name))


def _race_params(report: Report) -> dict[str, Any]:
    spec = report.spec
    groups = {"dataset": spec.dataset.options, "rules": spec.rules, "transform": spec.transform}
    values = {
        f"{group}.{key}": value for group, values_of in groups.items() for key, value in _plain(values_of).items()
    }
    environment = {f"environment.{key}": value for key, value in report.environment.items()}
    return {"dataset": spec.dataset.name, **values, **environment}


def _plain(settings: Any) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(settings.model_dump_json())
    return plain


def _track_contender(client: Any, experiment: str, race: str, name: str, result: Result, report: Report) -> None:
    from mlflow.entities import Metric, Param

    tags = {PARENT: race, "contender": name, "message": told(result.message)}
    run = client.create_run(experiment, tags=tags, run_name=contender(name).label).info.run_id
    now = int(time.time() * 1000)
    settings = {"dataset": report.spec.dataset.name, **_plain(report.spec.contenders[name])}
    metrics = [Metric(key, value, now, step) for key, value, step in _numbers(result)]
    client.log_batch(run, params=[Param(key, str(value)) for key, value in settings.items()])
    for start in range(0, len(metrics), _BATCH):
        client.log_batch(run, metrics=metrics[start : start + _BATCH])
    client.set_terminated(run, {"done": "FINISHED", "stopped": "KILLED"}.get(result.status, "FAILED"))


def _numbers(result: Result) -> Iterator[tuple[str, float, int]]:
    """Yield name, value and step of all that is known as a number."""
    values = [(field, getattr(step, field), step.index) for step in result.steps for field in _CURVES]
    if result.outcome is not None:
        costs = result.outcome.costs
        for metric, estimate in result.outcome.metrics.items():
            values += [(metric, estimate.value, 0), (f"{metric}_low", estimate.low, 0)]
            values += [(f"{metric}_high", estimate.high, 0)]
        values += [(cost, getattr(costs, cost), 0) for cost in SHARED]
        values += [(what.replace(" ", "_"), n, 0) for what, n in costs.sizes.items()]
    return ((key, float(value), step) for key, value, step in values if value is not None and math.isfinite(value))
