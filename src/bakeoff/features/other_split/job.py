"""Code of the job that races the same contenders over folds of two splits."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from bakeoff.contenders import contender
from bakeoff.datasets import Dataset
from bakeoff.engine.base import Channel
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import Metric, deciding, values
from bakeoff.evaluation.resampled import mean_score
from bakeoff.evaluation.units import FEWEST_UNITS
from bakeoff.preparation.prepared import check, prepare_parts
from bakeoff.preparation.split_keys import groups_of, learnt_from
from bakeoff.preparation.splits import Parts, Rows, split_rest, split_seed
from bakeoff.race.fitting import fit
from bakeoff.race.predicting import predict
from bakeoff.race.seeds import model_seeds
from bakeoff.spec import BakeoffSpec
from bakeoff.study.folds import folds
from bakeoff.study.plan import Plan


@dataclass(frozen=True)
class Question:
    """Both splits of a race, the contenders to fit, and the folds of each split."""

    honest: BakeoffSpec
    chance: BakeoffSpec
    contenders: tuple[str, ...]
    plan: Plan


@dataclass(frozen=True)
class SplitScores:
    """Scores over the folds of one split.

    Attributes
    ----------
    scores : mapping of str to tuple of float
        By contender, in the metric that decides.
    n_test, tested : float
        Test rows, and their number by that of all other rows; means over folds.
    per_repeat : int
        Folds that test each row once; 0 where some rows are never tested.
    n_groups : int or None
        Groups of all rows; None where rows are not split by group.
    """

    scores: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    n_test: float = 0.0
    tested: float = 0.0
    per_repeat: int = 0
    n_groups: int | None = None

    def mean(self, name: str, metric: Metric) -> Estimate:
        """Return the mean of a contender's scores, with its 95 % interval; NaN where groups are too few for one."""
        row = 1 / self.n_test if metric.greater_is_better and self.n_test else 0.0
        estimate = mean_score(self.scores[name], self.tested / (1 + self.tested), row, self.per_repeat)
        if self.n_groups is not None and self.n_groups < FEWEST_UNITS:
            return Estimate(estimate.value, math.nan, math.nan)
        return metric.within(estimate)


@dataclass(frozen=True)
class BothSplits:
    """Scores of the same contenders over the folds of both splits, so far.

    Attributes
    ----------
    done, folds : int
        Folds of each split that are scored, and that are planned.
    """

    honest: SplitScores = SplitScores()
    chance: SplitScores = SplitScores()
    done: int = 0
    folds: int = 0

    def price(self, name: str, metric: Metric) -> Estimate:
        """Return by how much better a contender scores by chance, with the 95 % interval of Zou and Donner (2008)."""
        honest, chance = self.honest.mean(name, metric), self.chance.mean(name, metric)
        high, low = (chance, honest) if metric.greater_is_better else (honest, chance)
        value = high.value - low.value
        below = math.hypot(high.value - high.low, low.high - low.value)
        above = math.hypot(high.high - high.value, low.value - low.low)
        return Estimate(value, value - below, value + above)


def race_both(question: Question, channel: Channel) -> BothSplits:
    """Return the scores over both splits; emits them after each fold, raises DatasetError."""
    honest, chance = (_Splitting(spec, question) for spec in (question.honest, question.chance))
    if question.honest.rules.split == "time":
        chance.parts = [_by_chance(part, question.chance, fold) for fold, part in enumerate(honest.parts)]
    both = BothSplits(folds=min(len(honest.parts), len(chance.parts)))
    for fold in range(both.folds):
        both = replace(both, honest=honest.scored(fold), chance=chance.scored(fold), done=fold + 1)
        channel.emit(both)
    return both


def _by_chance(part: tuple[Rows, Rows], spec: BakeoffSpec, fold: int) -> tuple[Rows, Rows]:
    """Return the rows of a fold that goes by time, parted by chance: as many of them to learn from, and to test on.

    A split of all rows by chance would learn from more rows than most folds by time do, and score better by that.
    """
    rows = np.random.default_rng((split_seed(spec.rules), fold)).permutation(np.concatenate(part))
    return np.sort(rows[: len(part[0])]), np.sort(rows[len(part[0]) :])


class _Splitting:
    """The data split one way, and the scores so far."""

    def __init__(self, spec: BakeoffSpec, question: Question) -> None:
        info, rules = spec.dataset.info, spec.rules
        self._spec, self._title = spec, info.title
        data: Dataset = info.load(spec.dataset.options)
        check(data, info.title, log_target=rules.log_target)
        self.parts = folds(data, rules, question.plan, info.title)
        groups = groups_of(data, rules, info.title)
        n_groups = None if groups is None else len(np.unique(groups[np.concatenate(self.parts[0])]))
        per_repeat = 0 if question.honest.rules.split == "time" else question.plan.folds
        self._scores = SplitScores(dict.fromkeys(question.contenders, ()), per_repeat=per_repeat, n_groups=n_groups)
        self._decides = deciding(rules.metric, data.task, rules.costs)
        self._data = learnt_from(data, rules, info.title)

    def scored(self, fold: int) -> SplitScores:
        """Return the scores with those of one fold more."""
        rest, test = self.parts[fold]
        rules, before = self._spec.rules, self._scores
        train, validation = split_rest(self._data, rules, self._title, rest)
        prepared = prepare_parts(self._data, rules, Parts(train, validation, test), self._spec.transform)
        scores = dict(before.scores)
        for name in scores:
            seeds = model_seeds(self._spec, name, prepared.task)
            settings: Any = self._spec.contenders[name]
            seed, log = seeds[fold % len(seeds)], rules.log_target
            estimator = contender(name).estimator(settings, prepared.task, seed, log_target=log)
            fit(estimator, prepared, rules)
            prediction = predict(estimator, prepared.X_test, prepared)
            n_classes = len(prepared.class_names)
            by_metric = values(prepared.y_test, prediction, prepared.task, n_classes, self._decides)
            scores[name] = (*scores[name], by_metric[self._decides.name])
        tested = (before.tested * fold + len(test) / (len(train) + len(validation))) / (fold + 1)
        n_test = (before.n_test * fold + len(test)) / (fold + 1)
        self._scores = replace(before, scores=scores, n_test=n_test, tested=tested)
        return self._scores
