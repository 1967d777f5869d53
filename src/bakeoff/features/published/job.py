"""Job that measures a published number again: on one split as a race does, or over folds with a test of two."""

import functools
import importlib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from sklearn.model_selection import LeaveOneOut, train_test_split

from bakeoff.contenders import contender
from bakeoff.contenders.plain import taking_part
from bakeoff.datasets import Dataset
from bakeoff.engine.base import Channel
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.intervals import mid_p
from bakeoff.evaluation.metrics import metric_named, score
from bakeoff.evaluation.resampled import compare_folds
from bakeoff.features.published.tables import TABLES
from bakeoff.preparation.prepared import prepare_parts
from bakeoff.preparation.splits import Parts, Rows, split
from bakeoff.race.fitting import fit
from bakeoff.race.predicting import predict
from bakeoff.rules import Rules
from bakeoff.study.folds import folds
from bakeoff.study.plan import Plan
from bakeoff.text import declared

Scores = NDArray[np.float64]
Pairs = tuple[tuple[str, Any], ...]
"""Settings that can be compared, by name."""


@dataclass(frozen=True)
class Remeasured:
    """Measurement to make again.

    Attributes
    ----------
    table : str
        Name in `tables.TABLES`.
    models : tuple of (str, tuple)
        One or two, each a contender, or a ``module:callable`` that makes an estimator, with its settings.
    rules : tuple
        Of the race that would measure it.
    metric : str
        Name of the metric.
    folds : str
        Name in `FOLDS`; empty for one split.
    statistic : str
        Name in `STATISTICS`; empty for the score itself, or its mean over folds.
    """

    table: str
    models: tuple[tuple[str, Pairs], ...]
    rules: Pairs
    metric: str
    folds: str = ""
    statistic: str = ""


@dataclass(frozen=True)
class FoldStatistic:
    """A number that compares two contenders by their scores on the same folds; its value is a function of both."""

    label: str
    value: Callable[[Scores, Scores], float]
    unit: str = ""


def five_by_two_t(first: Scores, second: Scores) -> float:
    """Return the t statistic of the 5 x 2 folds paired test (Dietterich 1998), with five degrees of freedom."""
    gaps = (first - second).reshape(5, 2)
    return float(gaps[0, 0] / math.sqrt(gaps.var(axis=1, ddof=1).mean()))


def five_by_two_f(first: Scores, second: Scores) -> float:
    """Return the F statistic of the 5 x 2 folds test (Alpaydin 1999), with ten and five degrees of freedom."""
    gaps = (first - second).reshape(5, 2)
    return float((gaps**2).sum() / (2 * gaps.var(axis=1, ddof=1).sum()))


def _two_sided(t: float, freedom: int) -> float:
    return 2 * float(stats.t.sf(abs(t), freedom))


STATISTICS: Mapping[str, FoldStatistic] = {
    "corrected_t": FoldStatistic(declared("corrected t"), lambda first, second: compare_folds(first, second, 0.1).t),
    "corrected_p": FoldStatistic(
        declared("one-sided p-value"), lambda first, second: compare_folds(first, second, 0.1).p_value / 2
    ),
    "p_better": FoldStatistic(
        declared("probability that the first is better"), lambda first, second: compare_folds(first, second, 0.1).p_left
    ),
    "p_equal": FoldStatistic(
        declared("probability of a difference of at most 0.01"),
        lambda first, second: compare_folds(first, second, 0.1, rope=0.01).p_rope,
    ),
    "paired_t": FoldStatistic(declared("paired t"), lambda first, second: compare_folds(first, second, 0.0).t),
    "paired_p": FoldStatistic(declared("p-value"), lambda first, second: compare_folds(first, second, 0.0).p_value),
    "five_by_two_t": FoldStatistic(declared("paired t"), five_by_two_t),
    "five_by_two_p": FoldStatistic(
        declared("p-value"), lambda first, second: _two_sided(five_by_two_t(first, second), 5)
    ),
    "five_by_two_f": FoldStatistic(declared("combined F"), five_by_two_f),
    "five_by_two_f_p": FoldStatistic(
        declared("p-value"), lambda first, second: float(stats.f.sf(five_by_two_f(first, second), 10, 5))
    ),
}


def _ten_by_ten(data: Dataset, rules: Rules) -> Iterable[tuple[Rows, Rows]]:
    return folds(data, rules, Plan(folds=10, repeats=10), "")


def _ten_in_order(data: Dataset, _rules: Rules) -> Iterable[tuple[Rows, Rows]]:
    """Return ten stretches of rows as they stand, each held out once."""
    rows = np.arange(len(data.y))
    return [(np.setdiff1d(rows, part), part) for part in np.array_split(rows, 10)]


def _five_by_two(data: Dataset, rules: Rules) -> Iterable[tuple[Rows, Rows]]:
    """Return five halves, each tested on the other and the other way round, drawn as mlxtend draws them."""
    seeds, halves = np.random.RandomState(rules.seed), []
    for _repeat in range(5):
        first, second = train_test_split(np.arange(len(data.y)), test_size=0.5, random_state=seeds.randint(0, 32767))
        halves += [(first, second), (second, first)]
    return halves


def _each_left_out(data: Dataset, _rules: Rules) -> Iterable[tuple[Rows, Rows]]:
    parts: Iterable[tuple[Rows, Rows]] = LeaveOneOut().split(data.y)
    return parts


FOLDS: Mapping[str, Callable[[Dataset, Rules], Iterable[tuple[Rows, Rows]]]] = {
    "each": _each_left_out,
    "10x10": _ten_by_ten,
    "10": _ten_in_order,
    "5x2": _five_by_two,
}


def one_against_rest(**settings: Any) -> Any:
    """Return what scikit-learn's logistic regression was before 2019: liblinear, one class against the rest."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    return OneVsRestClassifier(LogisticRegression(solver="liblinear", **settings))


def boosted_stumps(**settings: Any) -> Any:
    """Return AdaBoost.M1 with trees of one split."""
    from sklearn.ensemble import AdaBoostClassifier
    from sklearn.tree import DecisionTreeClassifier

    return AdaBoostClassifier(DecisionTreeClassifier(max_depth=1), random_state=0, **settings)


def measure(asked: Remeasured, _channel: Channel | None = None) -> Estimate:
    """Return our number: a share of rows with its interval, any other without; raises DatasetError."""
    if asked.folds:
        scores = [_over_folds(replace(asked, models=(model,), statistic="")) for model in asked.models]
        value = STATISTICS[asked.statistic].value(*scores) if asked.statistic else float(scores[0].mean())
        return Estimate(value, value, value)
    data, rules = _loaded(asked)
    parts = split(data, rules, TABLES[asked.table].title)
    value, n = score_of(asked, data, rules, parts), len(parts.test)
    share = metric_named(asked.metric).share
    return Estimate(value, *(mid_p(round(value * n), n) if share else (value, value)))


@functools.lru_cache(maxsize=4)
def _over_folds(asked: Remeasured) -> Scores:
    """Return the scores of one model fold by fold; several statistics are of the same folds."""
    nobody = np.arange(0)
    data, rules = _loaded(asked)
    parted = [Parts(train, nobody, test) for train, test in FOLDS[asked.folds](data, rules)]
    return np.array([score_of(asked, data, rules, parts) for parts in parted])


def _loaded(asked: Remeasured) -> tuple[Dataset, Rules]:
    return TABLES[asked.table].dataset(), Rules.parse(dict(asked.rules))


def score_of(asked: Remeasured, data: Dataset, rules: Rules, parts: Parts) -> float:
    """Return the score of the first model on given parts of the rows."""
    prepared = prepare_parts(data, rules, parts)
    ((name, settings),) = asked.models
    module, _colon, made_by = name.partition(":")
    if made_by:
        estimator = taking_part(getattr(importlib.import_module(module), made_by)(**dict(settings)))
    else:
        record = contender(name)
        estimator = record.estimator(record.hyperparameters.parse(dict(settings)), prepared.task, rules.seed)
    fit(estimator, prepared, rules)
    prediction = predict(estimator, prepared.X_test, prepared)
    return score(prepared.y_test, prediction, metric_named(asked.metric), len(prepared.class_names))
