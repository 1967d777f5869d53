"""Finds good settings of a contender within one training part.

Optuna's TPE sampler proposes them, not scikit-learn's halving search: it tells the best so far after every trial, lets
a setting hang on another, and gives each contender the same number of trials on all rows, where halving drops most
candidates on a few of them and is still experimental. It is loaded by the job that tunes, never by the page's server.
"""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from bakeoff.contenders import contender
from bakeoff.contenders.progress import Stopwatch
from bakeoff.datasets import Dataset
from bakeoff.errors import BakeoffError, DatasetError
from bakeoff.evaluation.metrics import Metric, deciding, score
from bakeoff.fields import Knob, Settings, Task, knobs
from bakeoff.preparation.prepared import Prepared, prepare_parts
from bakeoff.preparation.split_keys import learnt_from
from bakeoff.preparation.splits import Parts, Rows, part_of
from bakeoff.race.fitting import fit
from bakeoff.race.predicting import predict
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.study.folds import folds
from bakeoff.study.plan import INNER_FOLDS, Plan
from bakeoff.study.record import StudyFit, Tried
from bakeoff.text import _

if TYPE_CHECKING:
    import optuna

WORST = -math.inf
"""Score of a failed trial."""


def tune(
    spec: BakeoffSpec, plan: Plan, cell: StudyFit, data: Dataset, rows: Rows, tell: Callable[[Any], None]
) -> tuple[Settings, dict[str, Any]]:
    """Return the best settings of the cell's contender that its trials found, and those that differ from the given.

    Each trial is scored by the mean over inner folds of the training part, in the metric that decides. The first is of
    the settings as given, which another must beat. A trial that fails counts as the worst.

    Parameters
    ----------
    plan : Plan
        How many trials, and the CPU seconds after which no other is begun: building an estimator, which the first time
        loads its library, does not count.
    rows : ndarray of shape (n_train,)
        Row numbers of the training part; no other row is looked at.
    tell : callable
        Called with a `Tried` after each trial.

    Raises
    ------
    DatasetError
        If the training part has too few rows to be parted again.
    """
    name = cell.lane.partition("+")[0]
    given = spec.contenders[name]
    study = _study(spec.rules.seed, cell.fold)
    watch, metric = Stopwatch(), deciding(spec.rules.metric, data.task, spec.rules.costs)
    parts = _inner_parts(spec, plan, data, rows)
    best, most = given, WORST
    for number in range(1, plan.trials + 1):
        asked = study.ask() if number > 1 else None
        settings = given if asked is None else suggest(asked, given, data.task)
        gain = _mean_gain(name, settings, parts, metric, spec.rules, watch)
        if asked is not None:
            study.tell(asked, gain)
        if gain > most:
            best, most = settings, gain
        tell(Tried(cell, number, watch.cpu_seconds, metric.gain(most)))
        if plan.tuning_cpu_seconds is not None and watch.cpu_seconds >= plan.tuning_cpu_seconds:
            break
    return best, {key: value for key, value in best if value != getattr(given, key)}


def suggest(trial: "optuna.Trial", given: Settings, task: Task) -> Settings:
    """Return `given` with what the trial proposes for each setting that is tuned and has an effect."""
    settings = given
    for knob in knobs(type(given)):
        if knob.search is not None and knob.applies(settings, task):
            settings = settings.parse(dict(settings) | {knob.name: _value(trial, knob, knob.search)})
    return settings


def _value(trial: "optuna.Trial", knob: Knob, search: tuple[Any, ...]) -> Any:
    if knob.kind == "int":
        return trial.suggest_int(knob.name, *search, log=knob.log)
    if knob.kind == "float":
        return float(f"{trial.suggest_float(knob.name, *search, log=knob.log):.3g}")  # as a person would type it
    return trial.suggest_categorical(knob.name, search)


def _study(seed: int, fold: int) -> "optuna.Study":
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    own_seed = int(np.random.SeedSequence((seed, fold)).generate_state(1)[0])
    return optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=own_seed))


def _inner_parts(spec: BakeoffSpec, plan: Plan, data: Dataset, rows: Rows) -> list[Prepared]:
    """Part the training part as the study parts all rows, and preprocess each inner fold on its own training part."""
    title = spec.dataset.info.title
    part, rules = part_of(data, rows), plan.judged(spec.rules)
    inner = {
        "method": "k_fold",
        "folds": INNER_FOLDS,
        "repeats": 1,
        "learning_part": False,  # no other row is there
    }
    try:
        parted = folds(part, rules, plan.parse(dict(plan) | inner), title)
    except DatasetError as error:
        raise DatasetError(
            _(
                "{title}: tuning splits each training part in {n} again, and one has too few rows of a class or "
                "group. Add rows or tune nothing.",
                title=title,
                n=INNER_FOLDS,
            )
        ) from error
    part = learnt_from(part, rules)
    return [prepare_parts(part, rules, Parts(train, train[:0], test), spec.transform) for train, test in parted]


def _mean_gain(
    name: str, settings: Settings, parts: list[Prepared], metric: Metric, rules: Rules, watch: Stopwatch
) -> float:
    gains = []
    try:
        for part in parts:
            with watch.paused():
                estimator = contender(name).estimator(settings, part.task, rules.seed, log_target=rules.log_target)
            fit(estimator, part, rules)
            answers = predict(estimator, part.X_test, part)
            gains.append(metric.gain(score(part.y_test, answers, metric, len(part.class_names))))
    except BakeoffError:
        return WORST
    mean = float(np.mean(gains))
    return mean if math.isfinite(mean) else WORST
