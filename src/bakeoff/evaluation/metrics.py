"""Quality of a prediction in every usual unit, each with its 95 % interval.

A metric is one record of `METRICS`: all that tests, intervals, pages and scripts know of it. Its value is a function of
a *summary* of the test rows. There are four kinds of summaries: the confusion matrix, mean losses, areas per class, and
moments of residuals. The same function gives the value and, over the summaries of many bootstrap resamples, the
interval.
"""

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation import gains, influence, summaries
from bakeoff.evaluation.base import Estimate, Prediction
from bakeoff.evaluation.gains import Gains
from bakeoff.evaluation.influence import Influence, scored_classes
from bakeoff.evaluation.intervals import doubtful, ends, mid_p, resampled
from bakeoff.evaluation.ranking import precision_excess
from bakeoff.evaluation.summaries import Summary, Values
from bakeoff.evaluation.units import too_few, unit_codes
from bakeoff.fields import Task
from bakeoff.preparation.split_keys import Units
from bakeoff.refusals import unknown
from bakeoff.rules import DECIDES_BY_DEFAULT, cost_matrix
from bakeoff.text import _, declare


@dataclass(frozen=True)
class Metric:
    """One way to score predictions.

    Attributes
    ----------
    name : str
        Name in reports.
    label, short, noun : str
        Name on the page, in a narrow column, and within a sentence.
    task : {"classification", "regression"}
    unit : str
        "%" for shares shown in percent, "target" for the target's own unit, else empty.
    help : str
        One sentence on what it measures.
    docs : str
        Link to its reference.
    summary : {"confusion", "losses", "areas", "residuals"}
        What it is computed from.
    value : callable
        Maps an array of summaries, one per leading index, to an array of values.
    influence, gains : callable
        Each row's part in a score, and in the difference of two.
    in_script : str
        A call that gives it in a race's script, of scikit-learn's ``metrics`` where that has it: of ``y_test`` and
        ``answers``, or of ``chances``, the probability of each class, and the classes ``shown``.
    share : bool
        Whether it is a share of rows, which has the mid-P interval.
    lowest : float
        What no value of it is below.
    tested_as : str
        What the permutation test swaps, if that is not the metric itself.
    scorer : callable, optional
        Scores target and answers, if it is a program's own metric, see `own_scorer`.
    """

    name: str
    label: str
    short: str
    noun: str
    task: Task
    greater_is_better: bool
    unit: str
    help: str
    docs: str
    summary: Summary
    value: Callable[[NDArray[Any]], Values]
    influence: Influence
    gains: Gains
    in_script: str
    share: bool = False
    lowest: float = 0.0
    tested_as: str = ""
    scorer: Callable[[NDArray[Any], NDArray[Any]], float] | None = None

    def within(self, estimate: Estimate) -> Estimate:
        """Cut an interval where no score can be."""
        return Estimate(estimate.value, max(estimate.low, self.lowest), min(estimate.high, self.highest))

    def __post_init__(self) -> None:
        declare(self, "label", "short", "noun", "help", "tested_as")

    @property
    def of_probabilities(self) -> bool:
        """True if it scores probabilities, and not answers."""
        return self.summary in ("losses", "areas")

    @property
    def highest(self) -> float:
        """Number that no value of it is above: 1 for shares and R², infinite for losses and a program's own metric."""
        return 1.0 if self.greater_is_better and self.scorer is None else math.inf

    def gain(self, value: float) -> float:
        """Return a number that grows as `value` gets better, the least of all for NaN; and from it the value."""
        if math.isnan(value):
            return -math.inf
        return value if self.greater_is_better else -value


OWN: dict[str, Metric] = {}
"""Metrics by a program's own scorers, by name, for as long as this process lives."""


@functools.lru_cache(maxsize=16)
def cost_metric(costs: str = "") -> Metric:
    """Return the mean cost of answers, see `rules.cost_matrix`; only a race that it decides has it."""

    def of_rows(target: NDArray[Any], prediction: Prediction, n_classes: int) -> Values:
        return np.asarray(np.array(cost_matrix(costs, n_classes))[target, prediction.values])

    def value(counts: NDArray[Any]) -> Values:
        matrix = np.array(cost_matrix(costs, counts.shape[-1]))
        return np.asarray((counts * matrix).sum(axis=(-2, -1)) / counts.sum(axis=(-2, -1)))

    rows = [f"[{row.strip()}]" for row in costs.split(";")] if costs.strip() else []
    return Metric(
        "cost", "Mean cost", "Cost", "mean cost", "classification", False, "",
        "Mean over the rows of what each answer costs, by the costs of the race.",
        f"{_GUIDE}#zero-one-loss", "confusion", value, of_rows, gains.of_losses(of_rows),
        f"np.mean(np.array([{', '.join(rows)}])[y_test, answers])" if rows else "np.mean(y_test != answers)",
        lowest=-math.inf,
    )  # fmt: skip


def metrics(task: Task) -> tuple[Metric, ...]:
    """Return the metrics of a task."""
    return tuple(metric for metric in METRICS if metric.task == task)


def metric_named(name: str) -> Metric:
    """Return the metric of this name; KeyError if there is none."""
    return {metric.name: metric for metric in (*METRICS, cost_metric(), *OWN.values())}[name]


def basic_metric(task: Task) -> Metric:
    """Return accuracy or R²: the metric of live scores (`contenders.scores`), slices and old histories."""
    return metric_named("accuracy" if task == "classification" else "r2")


def deciding(chosen: str, task: Task, costs: str = "") -> Metric:
    """Return the metric that ranks, decides and tunes.

    Parameters
    ----------
    chosen : str
        What `Rules.metric` says: a metric's name, or ``auto`` for the one in `DECIDES_BY_DEFAULT`.
    task : {"classification", "regression"}
    costs : str
        What `Rules.costs` says.

    Raises
    ------
    SettingError
        If the task has no such metric.
    """
    if chosen == "cost" and task == "classification":
        return cost_metric(costs)
    known = {metric.name: metric for metric in metrics(task)}
    if chosen == "auto":
        return known[DECIDES_BY_DEFAULT[task]]
    if chosen not in known:
        raise unknown(chosen, known, _("metric"))
    return known[chosen]


def evaluate(
    target: NDArray[Any],
    prediction: Prediction,
    task: Task,
    n_classes: int = 0,
    seed: int = 0,
    units: Units | None = None,
    decides: Metric | None = None,
) -> dict[str, Estimate]:
    """Score a prediction in every metric of the task.

    Parameters
    ----------
    target : ndarray of shape (n_rows,)
        Class codes or numbers.
    prediction : Prediction
        For the same rows.
    task : {"classification", "regression"}
    n_classes : int
        How many class codes there are, whether or not they are among these rows.
    seed : int
        Of the bootstrap.
    units : Units or None
        Groups or moments of the rows: the bootstrap weighs whole groups, or blocks of time; few have no interval.
    decides : Metric or None
        One more, if it is none of these.

    Returns
    -------
    dict of str to Estimate
        By metric name. Metrics of probabilities are left out if the prediction has none. A class that no
        row has is left out of averages over classes; a value that is then not defined is NaN.
    """
    rng = np.random.default_rng(seed)
    unseen, answers = doubtful(target, prediction, n_classes if task == "classification" else 0, rng)
    sources = summaries.sources(np.concatenate([target, unseen]), _together(prediction, answers), task, n_classes)
    points = {name: source(summaries.whole(len(target), len(unseen))) for name, source in sources.items()}
    shown = [metric for metric in with_deciding(task, decides) if metric.summary in sources]
    draws: dict[str, list[Values]] = {metric.name: [] for metric in shown}
    errors = (influence.accuracy, influence.log_loss) if task == "classification" else (influence.r2,)
    codes = unit_codes(units, target, [prediction], errors)
    if too_few(codes):
        return {
            metric.name: Estimate(float(metric.value(points[metric.summary])[0]), math.nan, math.nan)
            for metric in shown
        }
    sizes = np.bincount(target)[target] if task == "classification" else None
    for weights in resampled(len(target), len(unseen), rng, codes, sizes):
        drawn = weights.with_doubt() if task == "classification" else weights.in_each_way()
        redrawn = {name: source(drawn) for name, source in sources.items()}
        for metric in shown:
            draws[metric.name].append(metric.value(redrawn[metric.summary]).reshape(-1, weights.rows.shape[1]))
    estimates = {
        metric.name: _estimate(metric, points[metric.summary], draws[metric.name], codes, len(target))
        for metric in shown
    }
    if prediction.probabilities is not None:
        area, excess = estimates["average_precision"], _excess(target, prediction.probabilities)
        estimates["average_precision"] = Estimate(area.value, float(np.maximum(area.low - excess, 0)), area.high)
    return estimates


def _excess(target: NDArray[np.int64], probabilities: Values) -> float:
    """Return by how much the mean of the classes' average precision is likely too high."""
    codes = [code for code in scored_classes(probabilities.shape[1]) if (target == code).any()]
    each = [precision_excess(target == code, probabilities[:, code]) for code in codes]
    return max(0.0, sum(each) / max(1, len(each)))


def with_deciding(task: Task, decides: Metric | None) -> tuple[Metric, ...]:
    """Return the metrics of a task, and the one that decides if it is none of them."""
    return tuple(dict.fromkeys((*metrics(task), *([decides] if decides else []))))


def values(
    target: NDArray[Any], prediction: Prediction, task: Task, n_classes: int = 0, decides: Metric | None = None
) -> dict[str, float]:
    """Score a prediction as `evaluate` does, without the intervals."""
    sources = summaries.sources(target, prediction, task, n_classes)
    shown = [metric for metric in with_deciding(task, decides) if metric.summary in sources]
    return {
        metric.name: float(metric.value(sources[metric.summary](summaries.whole(len(target))))[0]) for metric in shown
    }


def score(target: NDArray[Any], prediction: Prediction, metric: Metric, n_classes: int = 0) -> float:
    """Score a prediction in one metric; NaN if it needs probabilities that the prediction has not."""
    if metric.scorer is not None:
        return metric.scorer(target, prediction.values)
    if metric.share:
        return float(np.mean(prediction.values == target))
    sources = summaries.sources(target, prediction, metric.task, n_classes)
    if metric.summary not in sources:
        return math.nan
    return float(metric.value(sources[metric.summary](summaries.whole(len(target))))[0])


def confusion(target: NDArray[np.int64], values: NDArray[np.int64], n_classes: int) -> NDArray[np.int64]:
    """Count rows by true class (rows of the matrix) and answer (columns).

    Parameters
    ----------
    target, values : ndarray of int of shape (n_rows,)
        Class codes.

    Returns
    -------
    ndarray of int64 of shape (n_classes, n_classes)
    """
    cells = np.bincount(target.astype(np.int64) * n_classes + values, minlength=n_classes**2)
    return cells.reshape(n_classes, n_classes)


def _together(prediction: Prediction, other: Prediction) -> Prediction:
    known = [each.probabilities for each in (prediction, other) if each.probabilities is not None]
    return Prediction(np.concatenate([prediction.values, other.values]), np.concatenate(known) if known else None)


def _estimate(
    metric: Metric, point: NDArray[Any], draws: list[Values], units: NDArray[np.int64] | None, n: int
) -> Estimate:
    value = float(metric.value(point)[0])
    if metric.share and units is None:
        return Estimate(value, *mid_p(round(value * n), n))
    low, high = ends(np.concatenate(draws, axis=1), n if units is None else int(units.max()) + 1)
    return Estimate(value, min(low, value), max(high, value))


_GUIDE = "https://scikit-learn.org/stable/modules/model_evaluation.html"

METRICS: tuple[Metric, ...] = (
    Metric(
        "accuracy", "Accuracy", "Acc.", "accuracy", "classification", True, "%",
        "Share of the rows that are answered right.",
        f"{_GUIDE}#accuracy-score", "confusion", summaries.accuracy,
        influence.accuracy, gains.of_shares(influence.accuracy),
        "metrics.accuracy_score(y_test, answers)", share=True,
    ),
    Metric(
        "balanced_accuracy", "Balanced accuracy", "Bal. acc.", "balanced accuracy",
        "classification", True, "%",
        "Share of right answers within each class, averaged over the classes, so that small classes count as much.",
        f"{_GUIDE}#balanced-accuracy-score", "confusion", summaries.balanced_accuracy,
        influence.balanced_accuracy, gains.of_shares(influence.balanced_accuracy),
        "metrics.balanced_accuracy_score(y_test, answers)",
    ),
    Metric(
        "f1", "F1, macro", "F1", "macro F1", "classification", True, "",
        "Harmonic mean of precision and recall within each class, averaged over the classes.",
        f"{_GUIDE}#precision-recall-f-measure-metrics", "confusion", summaries.f1,
        influence.f1, gains.f1,
        'metrics.f1_score(y_test, answers, average="macro")',
    ),
    Metric(
        "mcc", "Matthews correlation", "MCC", "Matthews correlation", "classification", True, "",
        "Correlation of truth and answer: 1 is perfect, 0 is no better than chance.",
        f"{_GUIDE}#matthews-corrcoef", "confusion", summaries.mcc,
        influence.mcc, gains.mcc,
        "metrics.matthews_corrcoef(y_test, answers)", lowest=-1.0,
    ),
    Metric(
        "roc_auc", "ROC AUC, one against the rest", "ROC AUC", "ROC AUC", "classification", True, "",
        "Chance that a row of a class scores higher for it than a row of another class, averaged over classes.",
        f"{_GUIDE}#roc-metrics", "areas", lambda areas: summaries.mean(areas[..., 0]),
        influence.roc_auc, gains.of_ranks(influence.placements, 0),
        "np.mean([metrics.roc_auc_score(y_test == one, chances[:, one]) for one in shown])",
    ),
    Metric(
        "average_precision", "Average precision, one against the rest", "Avg. prec.", "average precision",
        "classification", True, "",
        "Precision averaged over all recalls, averaged over the classes.",
        f"{_GUIDE}#precision-recall-f-measure-metrics", "areas", lambda areas: summaries.mean(areas[..., 1]),
        influence.average_precision, gains.of_ranks(influence.precisions, 1),
        "np.mean([metrics.average_precision_score(y_test == one, chances[:, one]) for one in shown])",
    ),
    Metric(
        "log_loss", "Log loss", "Log loss", "log loss", "classification", False, "",
        "Cross-entropy of the probabilities: being sure and wrong costs most.",
        f"{_GUIDE}#log-loss", "losses", lambda losses: losses[..., 0],
        influence.log_loss, gains.of_losses(influence.log_loss),
        "metrics.log_loss(y_test, chances, labels=range(n_classes))",
    ),
    Metric(
        "brier", "Brier score", "Brier", "Brier score", "classification", False, "",
        "Mean squared error of the probabilities; with more than two classes summed over them, from 0 to 2.",
        f"{_GUIDE}#brier-score-loss", "losses", lambda losses: losses[..., 1],
        influence.brier, gains.of_losses(influence.brier),
        "metrics.brier_score_loss(y_test, chances, labels=range(n_classes))",
    ),
    Metric(
        "r2", "R²", "R²", "R²", "regression", True, "",
        "Share of the target’s variance that is explained: 1 is perfect, 0 is as good as always saying the mean.",
        f"{_GUIDE}#r2-score", "residuals", summaries.r2,
        influence.r2, gains.r2,
        "metrics.r2_score(y_test, answers)", lowest=-math.inf, tested_as="squared errors",
    ),
    Metric(
        "rmse", "Root mean squared error", "RMSE", "RMSE", "regression", False, "target",
        "Typical size of an error, large errors weighted more, in the target’s unit.",
        f"{_GUIDE}#mean-squared-error", "residuals", lambda moments: np.sqrt(moments[..., 0]),
        influence.rmse, gains.rmse,
        "metrics.root_mean_squared_error(y_test, answers)", tested_as="squared errors",
    ),
    Metric(
        "mae", "Mean absolute error", "MAE", "mean absolute error", "regression", False, "target",
        "Average size of an error, in the target’s unit.",
        f"{_GUIDE}#mean-absolute-error", "residuals", lambda moments: moments[..., 1],
        influence.mae, gains.mae,
        "metrics.mean_absolute_error(y_test, answers)",
    ),
)  # fmt: skip
