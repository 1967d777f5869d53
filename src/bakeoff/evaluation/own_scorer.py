"""A scorer of a Python program's own: its interval by resamples of rows, and its paired test by swaps.

Only its values are known. So rows are drawn, or the answers of two contenders swapped, and it scores them anew.
"""

import math
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.errors import SettingError
from bakeoff.evaluation.base import Estimate, Prediction
from bakeoff.evaluation.intervals import UNIT_DOUBT, doubtful, ends
from bakeoff.evaluation.metrics import METRICS, OWN, Metric, basic_metric
from bakeoff.evaluation.significance import ALPHA, Pair, decides, holm, paired_test
from bakeoff.evaluation.units import Codes, too_few
from bakeoff.fields import Task
from bakeoff.text import _, verbatim

RESAMPLES = 1000
MOST_SWAPS = 1999
ENOUGH = 25
"""A test ends after so many swaps that differ as much: the p-value stays valid (Besag and Clifford 1991)."""

Values = NDArray[np.float64]
Scorer = Callable[[NDArray[Any], NDArray[Any]], float]
"""Score of a truth and its answers, class names or numbers; more is better."""


def check_scorer(scorer: object, seeds: int) -> None:
    """Raise SettingError if it is no function, or cannot decide a race of so many seeds."""
    if isinstance(scorer, str):
        way = f'rules={{"metric": "{scorer}"}}'
        raise SettingError(_("“{name}” is a name, not a function; let it decide by {way}.", name=scorer, way=way))
    if not callable(scorer):
        raise SettingError(_("A metric of your own must be a function of the truth and the answers."))
    if seeds > 1:
        raise SettingError(_("A metric of your own takes one seed; set rules.seeds to 1."))


def own_metric(scorer: Scorer, task: Task, class_names: Sequence[str]) -> Metric:
    """Return a scorer as a metric, and let this process know it by its name.

    What has no name of its own, or that of another metric, gets one.
    """
    name = getattr(scorer, "__name__", "")
    name = name if name.isidentifier() else "own_metric"
    name = f"own_{name}" if name in {metric.name for metric in METRICS} else name
    names = np.array(class_names)

    def value(target: NDArray[Any], answers: NDArray[Any]) -> float:
        parts = (names[target], names[answers]) if task == "classification" else (target, answers)
        try:
            return float(scorer(*parts))
        except Exception as error:
            raise SettingError(
                _(
                    "“{name}” cannot score {n} rows: {reason}; it must return one number for the truth and the "
                    "answers.",
                    name=name,
                    n=len(target),
                    reason=error,
                )
            ) from error

    label = verbatim(name)
    OWN[name] = replace(
        basic_metric(task),
        name=name,
        label=label,
        short=label,
        noun=label,
        help=verbatim(" ".join((getattr(scorer, "__doc__", "") or name).split())),
        docs="",
        greater_is_better=True,
        unit="target",
        in_script="",
        share=False,
        lowest=-math.inf,
        tested_as="",
        scorer=value,
    )
    return OWN[name]


def own_estimate(metric: Metric, target: NDArray[Any], answers: NDArray[Any], units: Codes | None) -> Estimate:
    """Return the score of answers, with the interval of resampled rows or units, without and with an unseen one."""
    value = _value(metric, target, answers)
    if too_few(units):
        return Estimate(value, math.nan, math.nan)
    ways = [_redrawn(metric, target, answers, units, doubt=doubt) for doubt in (False, True)]
    low, high = ends(np.stack(ways), len(target) if units is None else len(np.unique(units)))
    return Estimate(value, min(low, value), max(high, value))


def compare_by_scorer(
    target: NDArray[Any],
    predictions: Mapping[str, Sequence[Prediction]],
    metric: Metric,
    pairs: Iterable[tuple[str, str]],
    units: Codes | None = None,
) -> tuple[Pair, ...]:
    """Compare contenders of one seed two by two, as `significance.compare` does.

    A difference is significant if few swaps of answers, row by row or unit by unit, give one as large. Its interval is
    that of the same resamples for both.
    """
    pairs = list(pairs)
    answers = {name: predictions[name][0].values for pair in pairs for name in pair}
    scores = {name: _value(metric, target, own) for name, own in answers.items()}
    drawn = {} if too_few(units) else {name: _redrawn(metric, target, own, units) for name, own in answers.items()}
    compared = []
    for first, second in pairs:
        difference, low, high, p_value = scores[first] - scores[second], math.nan, math.nan, 1.0
        if drawn and math.isfinite(difference):
            low, high = ends((drawn[first] - drawn[second])[None], len(target))
            p_value = _swapped(metric, target, answers[first], answers[second], units)
            if low <= 0 <= high:
                p_value = max(p_value, ALPHA)
            elif p_value >= ALPHA:
                low, high = min(low, 0.0), max(high, 0.0)
        compared.append((difference, low, high, p_value))
    adjusted, test = holm([p_value for *_ends, p_value in compared]), paired_test(metric, by_row=units is None)
    freedom = (len(target) if units is None else len(np.unique(units))) - 1
    return tuple(
        Pair(first, second, difference, low, high, p, decides(p, difference, metric), test, freedom)
        for (first, second), (difference, low, high, _own), p in zip(pairs, compared, adjusted, strict=True)
    )


def _value(metric: Metric, target: NDArray[Any], answers: NDArray[Any]) -> float:
    if metric.scorer is None:
        raise ValueError(f"{metric.name} is no scorer of one's own")
    return metric.scorer(target, answers)


def _redrawn(
    metric: Metric, target: NDArray[Any], answers: NDArray[Any], units: Codes | None, *, doubt: bool = False
) -> Values:
    """Return the score of each resample, the same rows for whoever asks; NaN where it cannot be scored.

    With `doubt` each has some copies of a row that might be there, as built-in metrics give it weight: one on average,
    or half a unit of them.
    """
    n, weight, rng = len(target), 0.0, np.random.default_rng(1)
    if doubt:
        n_classes = int(max(target.max(), answers.max())) + 1 if metric.task == "classification" else 0
        unseen, said = doubtful(target, Prediction(answers), n_classes, rng)
        target, answers = np.append(target, unseen), np.append(answers, said.values)
        weight = 1.0 if units is None else UNIT_DOUBT * n / len(np.unique(units))
    scores = []
    for rows in _draws(n, units):
        copies = rng.poisson(weight) if units is None else round(rng.exponential(weight))
        drawn = np.append(rows, np.repeat(rng.integers(n, len(target)), copies)) if copies else rows
        scores.append(_quiet(metric, target[drawn], answers[drawn]))
    return np.array(scores)


def _quiet(metric: Metric, target: NDArray[Any], answers: NDArray[Any]) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a class is missing among the rows drawn
        try:
            return _value(metric, target, answers)
        except SettingError:
            return math.nan


def _draws(n: int, units: Codes | None) -> Iterator[NDArray[np.intp]]:
    rng = np.random.default_rng(0)
    members = None if units is None else [np.flatnonzero(units == code) for code in np.unique(units)]
    for _resample in range(RESAMPLES):
        if members is None:
            yield rng.integers(0, n, n)
        else:
            yield np.concatenate([members[code] for code in rng.integers(0, len(members), len(members))])


def _swapped(
    metric: Metric, target: NDArray[Any], first: NDArray[Any], second: NDArray[Any], units: Codes | None
) -> float:
    """Return the p-value of no difference."""
    codes = np.arange(len(target)) if units is None else np.unique(units, return_inverse=True)[1]
    rng, hits = np.random.default_rng(len(target)), 0
    least = abs(_value(metric, target, first) - _value(metric, target, second)) - 1e-12
    for tried in range(1, MOST_SWAPS + 1):
        swaps = (rng.random(codes.max() + 1) < 0.5)[codes]
        own, other = np.where(swaps, second, first), np.where(swaps, first, second)
        hits += not abs(_quiet(metric, target, own) - _quiet(metric, target, other)) < least  # NaN is one
        if hits == ENOUGH:
            return hits / tried
    return (hits + 1) / (MOST_SWAPS + 1)
