"""What a race's processes do: prepare the data, fit, and measure on the test part; before that, fetch the data.

The same module runs in every job; `train` and `fetch` are the targets that the engine calls.
"""

import pickle
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import Step, contender
from bakeoff.datasets import dataset
from bakeoff.engine import Channel
from bakeoff.evaluation.fitting import fit
from bakeoff.evaluation.metrics import evaluate
from bakeoff.evaluation.predicting import predict, timed_prediction
from bakeoff.evaluation.preparation import Prepared, prepare
from bakeoff.evaluation.regions import plane_of, regions
from bakeoff.evaluation.soundness import check_setup
from bakeoff.race.models import keep
from bakeoff.race.report import Costs, HeldOut, Outcome, Setting
from bakeoff.spec import BakeoffSpec

FLUSH_SECONDS = 0.05
LONG_SECONDS = 20.0


@dataclass(frozen=True)
class Entry:
    """One contender in one race: a job's payload."""

    spec: BakeoffSpec
    contender: str
    models: Path | None = None
    """Folder to keep the fitted contender in, if it is to be kept."""


@dataclass(frozen=True)
class Forecast:
    """The fit is expected to take this many seconds."""

    seconds: float


@dataclass(frozen=True)
class Fetched:
    """This share of the data set, 0 to 1, has been downloaded."""

    share: float


def fetch(name: str, channel: Channel) -> None:
    """Bring the data set `name` onto this machine; emits `Fetched`, a percent or more apart."""
    told = 0.0

    def tell(share: float) -> None:
        nonlocal told
        if share - told >= 0.01:
            told = share
            channel.emit(Fetched(share))

    dataset(name).fetch(tell)


class Reporter:
    """A scikit-learn fit callback that sends steps up the channel, several to a message.

    A tiny network makes thousands of epochs a second; nobody can see more than twenty a second.
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._waiting: list[Step] = []
        self._sent = 0.0

    def setup(self, estimator: Any, context: Any) -> None:
        """Nothing to set up."""

    def teardown(self, estimator: Any, context: Any) -> None:
        """Nothing to tear down; an estimator that calls its parent's ``fit`` gets here before its end."""

    def on_fit_task_begin(self, estimator: Any, context: Any) -> None:
        """Nothing has happened yet."""

    def on_fit_task_end(self, estimator: Any, context: Any, *, metadata: dict[str, Any] | None = None) -> bool:
        """Keep the step; never asks to stop."""
        if metadata and "step" in metadata:
            self._waiting.append(metadata["step"])
            if time.monotonic() - self._sent > FLUSH_SECONDS:
                self.flush()
        return False

    def flush(self) -> None:
        """Send the steps that wait."""
        if self._waiting:
            self._channel.emit(tuple(self._waiting))
            self._waiting.clear()
            self._sent = time.monotonic()


def train(entry: Entry, channel: Channel) -> Outcome:
    """Fit one contender and measure it.

    Emits the `Setting`, perhaps a `Forecast`, and tuples of `Step`.
    """
    spec, info = entry.spec, contender(entry.contender)
    prepared = prepare(spec)
    plane = plane_of(prepared)
    channel.emit(_setting(spec, prepared, plane))
    estimator = info.build(spec.contenders[entry.contender], prepared.task, spec.rules.seed)
    if info.forecast is not None:
        seconds = info.forecast(estimator, prepared.X_train, prepared.y_train)
        if seconds > LONG_SECONDS:
            channel.emit(Forecast(seconds))
    reporter = Reporter(channel)
    estimator.set_callbacks(reporter)
    try:
        fit(estimator, prepared)
    finally:
        reporter.flush()  # also what came before a fit failed
    estimator.set_callbacks()
    return _outcome(estimator, entry, prepared, plane)


def _setting(spec: BakeoffSpec, prepared: Prepared, plane: Any) -> Setting:
    return Setting(
        task=prepared.task,
        class_names=prepared.class_names,
        target_name=prepared.target_name,
        n_train=len(prepared.y_train),
        n_validation=0 if prepared.y_validation is None else len(prepared.y_validation),
        n_test=len(prepared.y_test),
        n_features=prepared.X_train.shape[1],
        steps=prepared.steps,
        held_out=HeldOut(prepared.rows_test, prepared.y_test),
        plane=plane,
        findings=check_setup(spec, prepared),
    )


def _outcome(estimator: Any, entry: Entry, prepared: Prepared, plane: Any) -> Outcome:
    prediction, milliseconds = timed_prediction(estimator, prepared)
    pickled = pickle.dumps(estimator)
    if entry.models is not None:
        keep(entry.models, entry.contender, pickled)
    costs = Costs(
        fit_cpu_seconds=estimator.fit_cpu_seconds_,
        fit_wall_seconds=estimator.fit_wall_seconds_,
        predict_ms_per_1000=milliseconds,
        model_bytes=len(pickled),
        sizes=dict(contender(entry.contender).sizes(estimator)),
    )
    metrics = evaluate(
        prepared.y_test,
        prediction,
        task=prepared.task,
        n_classes=len(prepared.class_names),
        seed=entry.spec.rules.seed,
    )
    return Outcome(
        metrics,
        costs,
        prediction,
        regions(estimator, prepared, plane),
        validation_errors=_validation_errors(estimator, prepared),
    )


def _validation_errors(estimator: Any, prepared: Prepared) -> NDArray[np.float64] | None:
    if prepared.task != "regression" or prepared.X_validation is None:
        return None
    answers = predict(estimator, prepared.X_validation, prepared).values
    return np.asarray(answers - prepared.y_validation, dtype=np.float64)
