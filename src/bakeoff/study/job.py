"""Code of a study's jobs: fit every contender on some of the folds, one after the other.

A job has a share of the folds and all contenders, so that they advance evenly. It loads the data once, and prepares
each fold once.
"""

import pickle
from collections.abc import Callable
from typing import Any

import numpy as np

from bakeoff.contenders import Step, contender
from bakeoff.datasets import Dataset
from bakeoff.engine.base import Channel
from bakeoff.engine.outlook import Outlook
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.metrics import deciding, values
from bakeoff.fields import Settings
from bakeoff.preparation.prepared import Prepared, check, prepare_parts
from bakeoff.preparation.split_keys import keys_of, learnt_from, units_of
from bakeoff.preparation.splits import Parts, Rows, split_rest
from bakeoff.race.fitting import fit
from bakeoff.race.predicting import predict, timed_prediction
from bakeoff.race.seeds import model_seeds
from bakeoff.spec import BakeoffSpec
from bakeoff.study.folds import folds
from bakeoff.study.messages import Refused, Share, Spoiled
from bakeoff.study.plan import INNER_FOLDS
from bakeoff.study.preparations import parsed, prepared_otherwise
from bakeoff.study.record import TUNED, Fitted, StudyFit
from bakeoff.study.repairs import repaired
from bakeoff.transform import Transform

MOST_FITS = 250
"""TensorFlow keeps some 4 MB of each network that a process has trained."""


def fit_share(share: Share, channel: Channel) -> None:
    """Fit the cells of a share; return early after very many fits: another job, in a fresh process, takes what is left.

    Emits a `Fitted` or a `Spoiled` for each, and `Tried` while one is tuned; `Refused` alone if the data set cannot be
    parted as the plan says.
    """
    try:
        worker = _Worker(share)
    except BakeoffError as error:
        channel.emit(Refused(error))
        return
    fits = 0
    outlook = Outlook(channel)
    dropped: set[str] = set()
    for n_done, cell in enumerate(share.cells):
        if n_done:
            outlook.done(n_done / len(share.cells))
        while (command := channel.poll()) is not None:
            dropped.add(command.lane)
        if cell.lane in dropped:
            continue
        if fits > MOST_FITS:
            return
        fits += 1 + INNER_FOLDS * share.plan.trials * cell.lane.endswith(TUNED)
        try:
            channel.emit(worker.fit(cell, channel.emit))
        except BakeoffError as error:
            dropped.add(cell.lane)
            channel.emit(Spoiled(cell, error))


class _Worker:
    """The data, and the fold that is in hand."""

    def __init__(self, share: Share) -> None:
        self._share = share
        self._in_hand: tuple[tuple[int, Any, Transform, str], Prepared] | None = None
        self._load(share.spec)

    def _load(self, spec: BakeoffSpec) -> None:
        info, self._rules = spec.dataset.info, self._share.plan.judged(spec.rules)
        self._loaded, self._title = info.name, info.title
        self._data: Dataset = info.load(spec.dataset.options)
        self._decides = deciding(self._rules.metric, self._data.task, self._rules.costs)
        check(self._data, self._title, log_target=self._rules.log_target)
        self._folds = folds(self._data, self._rules, self._share.plan, self._title)
        units = units_of(keys_of(self._data, self._rules), self._rules, np.concatenate(self._folds[0]))
        self._groups = None if units is None or units.ordered else int(units.codes.max()) + 1
        self._data = learnt_from(self._data, self._rules, self._title)

    def fit(self, cell: StudyFit, tell: Callable[[Any], None]) -> Fitted:
        spec, plan = self._share.spec, self._share.plan
        point = self._share.points[cell.point]
        name = cell.lane.partition("+")[0]
        chosen: dict[str, Any] = {}
        varied = spec.replace(plan.path, point) if plan.path else spec
        if plan.question == "preparations":
            varied = spec.replace("rules.scale", parsed(point).get("scale", spec.rules.scale))
        if plan.question == "fair":
            varied = repaired(spec, [cell.lane])
        settings: Settings = varied.contenders[name]
        if plan.question == "datasets" and self._loaded != point:
            self._load(spec.replace("dataset", point))
        prepared = self._prepared(cell.fold, None if plan.path else point, varied)
        if cell.lane.endswith(TUNED):
            from bakeoff.study.tuning import tune

            settings, chosen = tune(self._share.spec, plan, cell, self._data, prepared.rows_train, tell)
        return self._measured(cell, name, settings, prepared, chosen)

    def _measured(
        self, cell: StudyFit, name: str, settings: Settings, prepared: Prepared, chosen: dict[str, Any]
    ) -> Fitted:
        seeds = model_seeds(self._share.spec, name, prepared.task)
        seed, log = seeds[cell.fold % len(seeds)], self._rules.log_target
        estimator = contender(name).estimator(settings, prepared.task, seed, log_target=log)
        steps = _Steps()
        if prepared.X_validation is not None:
            estimator.set_callbacks(steps)
        fit(estimator, prepared, self._share.spec.rules)
        estimator.set_callbacks()
        milliseconds = model_bytes = None
        if cell.fold == 0:
            prediction, timing = timed_prediction(estimator, prepared)
            milliseconds = timing.median
            model_bytes = len(pickle.dumps(estimator))
        else:
            prediction = predict(estimator, prepared.X_test, prepared)
        return Fitted(
            cell,
            values(prepared.y_test, prediction, prepared.task, len(prepared.class_names), self._decides),
            n_train=len(prepared.y_train),
            n_test=len(prepared.y_test),
            fit_cpu_seconds=estimator.fit_cpu_seconds_,
            fit_wall_seconds=estimator.fit_wall_seconds_,
            predict_ms_per_1000=milliseconds,
            model_bytes=model_bytes,
            steps=tuple(steps.seen),
            chosen=chosen,
            groups=self._groups,
        )

    def _prepared(self, fold: int, point: Any, spec: BakeoffSpec) -> Prepared:
        """Return a fold preprocessed; the last one is kept, since the next cell is often of the same."""
        key = (fold, point, spec.transform, spec.rules.scale)
        if self._in_hand is None or self._in_hand[0] != key:
            rest, test = self._folds[fold]
            rules = self._rules.model_copy(update={"scale": spec.rules.scale})
            train, validation = split_rest(self._data, rules, self._title, rest)
            if self._share.plan.question == "rows" and point < 1:
                train = _some(train, self._data, point, (rules.seed, fold))
            data = self._data
            if self._share.plan.question == "preparations":
                data = prepared_otherwise(data, point, rules)
            prepared = prepare_parts(data, rules, Parts(train, validation, test), spec.transform)
            self._in_hand = (key, prepared)
        return self._in_hand[1]


def _some(rows: Rows, data: Dataset, share: float, seed: tuple[int, int]) -> Rows:
    """Return a random share of training rows: a smaller share is part of a larger one, and every class is in each."""
    shuffled: Rows = np.random.default_rng(seed).permutation(rows)
    if data.task == "classification":
        codes = data.y[shuffled]
        within = np.zeros(len(codes))
        for code in np.unique(codes):
            own = np.flatnonzero(codes == code)
            within[own] = np.arange(len(own)) / len(own)
        shuffled = shuffled[np.argsort(within, kind="stable")]
    n_classes = len(np.unique(data.y[rows])) if data.task == "classification" else 1
    return np.sort(shuffled[: max(2, n_classes, round(share * len(rows)))])


class _Steps:
    """A scikit-learn fit callback that keeps the steps."""

    def __init__(self) -> None:
        self.seen: list[Step] = []

    def setup(self, estimator: Any, context: Any) -> None:
        """Nothing to set up."""

    def teardown(self, estimator: Any, context: Any) -> None:
        """Nothing to tear down."""

    def on_fit_task_begin(self, estimator: Any, context: Any) -> None:
        """Nothing has happened yet."""

    def on_fit_task_end(self, estimator: Any, context: Any, *, metadata: dict[str, Any] | None = None) -> bool:
        """Keep the step; never asks to stop."""
        if metadata and "step" in metadata:
            self.seen.append(metadata["step"])
        return False
