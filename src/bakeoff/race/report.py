"""What came out of a race: one immutable record, complete enough to draw every figure from."""

import functools
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.contenders import Step, contender
from bakeoff.errors import SettingError
from bakeoff.evaluation.base import Estimate, Finding, Plane, Prediction, Regions
from bakeoff.evaluation.metrics import Metric, deciding
from bakeoff.evaluation.rank_words import ordered
from bakeoff.evaluation.standings import Standings, standings
from bakeoff.evaluation.verdict import Verdict, verdict
from bakeoff.fields import Task
from bakeoff.race import verdict_json
from bakeoff.race.caveats import caveats
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

JSON_VERSION = 1

Status = Literal["waiting", "training", "done", "failed", "stopped"]


@dataclass(frozen=True)
class HeldOut:
    """The test part, the same for every contender.

    Attributes
    ----------
    rows : ndarray of shape (n_test,)
        Row numbers in the data set, from 0.
    target : ndarray of shape (n_test,)
        Class codes (int64) or numbers (float64).
    """

    rows: NDArray[np.int64]
    target: NDArray[Any]


@dataclass(frozen=True)
class Setting:
    """What the race was run on, as every contender's job saw it.

    Attributes
    ----------
    task : {"classification", "regression"}
    class_names : tuple of str
        One per class code; empty for regression.
    target_name : str
    n_train, n_validation, n_test, n_features : int
    steps : tuple of str
        One sentence per preprocessing step.
    held_out : HeldOut
    plane : Plane
    findings : tuple of Finding
        What of the set-up may mislead, the gravest first.
    """

    task: Task
    class_names: tuple[str, ...]
    target_name: str
    n_train: int
    n_validation: int
    n_test: int
    n_features: int
    steps: tuple[str, ...]
    held_out: HeldOut
    plane: Plane
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Costs:
    """What a fitted contender took and takes.

    Attributes
    ----------
    fit_cpu_seconds, fit_wall_seconds : float
        Training alone, on one core: the work that the library's own fit does.
    predict_ms_per_1000 : float
        CPU milliseconds to predict 1,000 rows of the test part, the median of several times.
    model_bytes : int
        Size of the pickled estimator.
    sizes : mapping of str to int
        Parameters, nodes, support vectors: by plural noun.
    startup_cpu_seconds : float or None
        Loading, building and compiling before training; None, as what follows, in reports of earlier versions.
    calibration_cpu_seconds : float or None
        Making probabilities honest.
    scoring_cpu_seconds : float or None
        Scores for the live curves, which a fit without an onlooker does without.
    predict_ms_low, predict_ms_high : float or None
        The least and the most of the times that prediction was measured.
    """

    fit_cpu_seconds: float
    fit_wall_seconds: float
    predict_ms_per_1000: float
    model_bytes: int
    sizes: Mapping[str, int]
    startup_cpu_seconds: float | None = None
    calibration_cpu_seconds: float | None = None
    scoring_cpu_seconds: float | None = None
    predict_ms_low: float | None = None
    predict_ms_high: float | None = None


@dataclass(frozen=True)
class SeedRun:
    """What one seed's model of a contender has achieved on the test part.

    Attributes
    ----------
    seed : int
        What it was trained with.
    prediction : Prediction
        Of all but the first seed the probabilities are in single precision.
    metrics : mapping of str to float
    fit_cpu_seconds : float
    """

    seed: int
    prediction: Prediction
    metrics: Mapping[str, float]
    fit_cpu_seconds: float


@dataclass(frozen=True)
class Outcome:
    """What a contender has achieved on the test part.

    Attributes
    ----------
    metrics : mapping of str to Estimate
        With several seeds their means, with intervals for other rows and other seeds.
    costs : Costs
        What training took is the mean per seed.
    prediction : Prediction
        With several seeds the first one's, as the regions and the model that is kept.
    regions : Regions or None
        None where the rows have more features than a plane can show.
    notes : tuple of str
    validation_errors : ndarray of shape (n_validation,) or None
        Answer minus truth on the validation part, which intervals for new rows are made from; None for
        classification, or without that part.
    unfinished : bool
        Whether it was ended before it had done all, and is scored as it stood.
    seeds : tuple of SeedRun
        One for each seed that it was trained with.
    """

    metrics: Mapping[str, Estimate]
    costs: Costs
    prediction: Prediction
    regions: Regions | None
    notes: tuple[str, ...] = ()
    validation_errors: NDArray[np.float64] | None = None
    unfinished: bool = False
    seeds: tuple[SeedRun, ...] = ()

    @property
    def predictions(self) -> tuple[Prediction, ...]:
        """What the model of each seed says of the test part."""
        return tuple(one.prediction for one in self.seeds) or (self.prediction,)


@dataclass(frozen=True)
class Result:
    """One contender's part of the report.

    Attributes
    ----------
    name : str
        The contender.
    status : {"waiting", "training", "done", "failed", "stopped"}
    message : str
        Why it failed or was stopped, in one sentence or two; empty otherwise.
    steps : tuple of Step
        All that it reported while it trained, whatever became of it.
    outcome : Outcome or None
        None unless it is done, or was stopped and could be scored as it stood.
    """

    name: str
    status: Status
    message: str
    steps: tuple[Step, ...]
    outcome: Outcome | None


@dataclass(frozen=True)
class Report:
    """A race and what came of it.

    Attributes
    ----------
    spec : BakeoffSpec
    environment : mapping of str to str
        Versions and processor.
    setting : Setting or None
        None if no contender got as far as loading the data.
    results : mapping of str to Result
        By contender, in the order of the spec.
    """

    spec: BakeoffSpec
    environment: Mapping[str, str]
    setting: Setting | None
    results: Mapping[str, Result]

    def finished(self) -> dict[str, Outcome]:
        """Return the outcomes of the contenders that are scored, in order; some may be unfinished."""
        return {name: result.outcome for name, result in self.results.items() if result.outcome is not None}

    @property
    def metric(self) -> Metric:
        """What decides."""
        return deciding(self.spec.rules.metric, self.spec.dataset.info.task)

    @functools.cached_property
    def verdict(self) -> Verdict | None:
        """Who won, and by which test; None if no contender has come to its end."""
        finished = self.finished()
        if self.setting is None or not finished:
            return None
        predictions = {name: outcome.prediction for name, outcome in finished.items()}
        return verdict(
            self.setting.held_out.target,
            predictions,
            self.metric,
            len(self.setting.class_names),
            seeds={name: outcome.predictions for name, outcome in finished.items()},
            missing=[name for name in self.results if name not in finished],
            caveats=caveats(self.results, self.setting.findings, self.setting.task, self.spec.rules.muted),
        )

    def standings(self, metric: Metric) -> Standings | None:
        """Return who beats whom by a metric, of those that have a score in it; None if no contender has finished.

        By the one that decides it is the verdict, so that no figure says other than the headline. It is worked out
        once.
        """
        if metric == self.metric or self.setting is None:
            return self.verdict
        if metric.name not in self._standings:
            target, n_classes = self.setting.held_out.target, len(self.setting.class_names)
            self._standings[metric.name] = standings(target, self._scored(metric), metric, n_classes)
        return self._standings[metric.name]

    @functools.cached_property
    def _standings(self) -> dict[str, Standings]:
        return {}

    def _scored(self, metric: Metric) -> dict[str, tuple[Prediction, ...]]:
        unknown = Estimate(math.nan, math.nan, math.nan)
        return {
            name: outcome.predictions
            for name, outcome in self.finished().items()
            if not math.isnan(outcome.metrics.get(metric.name, unknown).value)
        }

    def to_frame(self) -> pd.DataFrame:
        """Return the leaderboard: a row per contender, by rank and then by the metric that decides, baselines last.

        Columns are ``label``, ``status``, ``rank``, each metric with its ``_low`` and ``_high``, and the costs; NaN
        where a contender has none.
        """
        metric = self.metric
        gains = {name: metric.gain(one.metrics[metric.name].value) for name, one in self.finished().items()}
        order = ordered(self.verdict, gains)
        rows = {name: self._row(name) for name in [*order, *(one for one in self.results if one not in gains)]}
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis("contender")

    def _row(self, name: str) -> dict[str, Any]:
        result = self.results[name]
        rank = self.verdict.ranks.get(name, math.nan) if self.verdict else math.nan
        row: dict[str, Any] = {"label": contender(name).label, "status": result.status, "rank": rank}
        if result.outcome is not None:
            for metric, estimate in result.outcome.metrics.items():
                row |= {metric: estimate.value, f"{metric}_low": estimate.low, f"{metric}_high": estimate.high}
            costs = asdict(result.outcome.costs)
            row |= costs.pop("sizes") | costs
        return row

    def predictions(self) -> pd.DataFrame:
        """Return the held-out rows: index the row number, ``target``, and each finished contender's answer.

        Classes are given by name; for classification ``<contender>_confidence`` is the probability of the answer.

        Raises
        ------
        SettingError
            If no contender got as far as loading the data.
        """
        if self.setting is None:
            raise SettingError(_("There are no predictions: no contender got as far as loading the data."))
        names = np.array(self.setting.class_names)

        def named(values: NDArray[Any]) -> NDArray[Any]:
            return names[values] if len(names) else values

        columns: dict[str, NDArray[Any]] = {"target": named(self.setting.held_out.target)}
        for name, outcome in self.finished().items():
            columns[name] = named(outcome.prediction.values)
            if outcome.prediction.probabilities is not None:
                columns[f"{name}_confidence"] = outcome.prediction.probabilities.max(axis=1)
        return pd.DataFrame(columns, index=pd.Index(self.setting.held_out.rows, name="row"))

    def to_json(self, indent: int | None = 2) -> str:
        """Return the report as JSON, as documented in ``docs/report.md``; numbers that are not known are null.

        Parameters
        ----------
        indent : int, optional
            Spaces by which each level is indented; None: all on one line, written in half the time.
        """
        return json.dumps(without_nan(self._as_dict()), indent=indent, allow_nan=False)

    def _as_dict(self) -> dict[str, Any]:
        setting, found = self.setting, self.verdict
        return {
            "version": JSON_VERSION,
            "spec": json.loads(self.spec.model_dump_json()),
            "environment": dict(self.environment),
            "data": None
            if setting is None
            else {
                "task": setting.task,
                "classes": list(setting.class_names),
                "target": setting.target_name,
                "train_rows": setting.n_train,
                "validation_rows": setting.n_validation,
                "test_rows": setting.n_test,
                "features": setting.n_features,
                "preprocessing": list(setting.steps),
            },
            "verdict": None if found is None else verdict_json.to_json(found),
            "contenders": {name: self._result(name) for name in self.results},
        }

    def _result(self, name: str) -> dict[str, Any]:
        result = self.results[name]
        return {
            "status": result.status,
            "message": result.message,
            "parameters": json.loads(self.spec.contenders[name].model_dump_json()),
            "metrics": {}
            if result.outcome is None
            else {key: asdict(one) for key, one in result.outcome.metrics.items()},
            "costs": None if result.outcome is None else asdict(result.outcome.costs),
            "unfinished": result.outcome is not None and result.outcome.unfinished,
            "seeds": [] if result.outcome is None else list(map(_seed, result.outcome.seeds)),
            # asdict copies number by number, which takes ten times as long
            "curve": [{name: getattr(step, name) for name in Step.__slots__} for step in result.steps],
        }


def _seed(run: SeedRun) -> dict[str, Any]:
    return {"seed": run.seed, "metrics": dict(run.metrics), "fit_cpu_seconds": run.fit_cpu_seconds}


def without_nan(value: Any) -> Any:
    """Return `value` with None for every NaN or infinity, which JSON has no words for."""
    if isinstance(value, dict):
        return {key: without_nan(one) for key, one in value.items()}
    if isinstance(value, list):
        return [without_nan(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
