"""Mean score and test of contenders that were each trained with several seeds on one split.

With one seed, a test on rows compares two *models*; another seed gives other models. Here test rows and seeds are both
samples, and every model answers every row: they are crossed. The variance of the mean difference has three parts: the
held-out rows, each contender's seeds, and the rest. The difference is tested against all three, with Student's
distribution and Satterthwaite's (1946) degrees of freedom, as for crossed random effects (Searle, Casella and McCulloch
1992, Variance Components, 4.4 and 5.2). The seeds of two contenders are independent, so their parts add up.
"""

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from bakeoff.evaluation.base import Estimate, Prediction
from bakeoff.evaluation.intervals import LEVEL
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.own_scorer import compare_by_scorer
from bakeoff.evaluation.significance import ALPHA, Pair, compare, decides, holm
from bakeoff.evaluation.units import Codes, too_few, unit_values
from bakeoff.text import _

Values = NDArray[np.float64]


def compare_over_seeds(
    target: NDArray[Any],
    predictions: Mapping[str, Sequence[Prediction]],
    metric: Metric,
    n_classes: int = 0,
    pairs: Iterable[tuple[str, str]] | None = None,
    units: Codes | None = None,
) -> tuple[Pair, ...]:
    """Compare contenders two by two over rows and seeds; two that have one seed each as `compare` does.

    Parameters
    ----------
    target : ndarray of shape (n_rows,)
        Class codes or numbers.
    predictions : mapping of str to sequence of Prediction
        By contender, one for each seed. One alone stands for a contender that learns the same with every seed.
    n_classes : int
        How many class codes there are.
    pairs : iterable of (str, str), optional
        The pairs to compare; every two if not said.
    units : ndarray of shape (n_rows,), optional
        As in `compare`.

    Returns
    -------
    tuple of Pair
        In the order of `pairs`, with Holm's correction over them.
    """
    names = list(itertools.combinations(predictions, 2) if pairs is None else pairs)
    if metric.scorer is not None:
        return compare_by_scorer(target, predictions, metric, names, units)
    if too_few(units) or all(len(models) == 1 for models in predictions.values()):
        first = {name: models[0] for name, models in predictions.items()}
        return compare(target, first, metric, n_classes, names, units)
    asked = dict.fromkeys(itertools.chain.from_iterable(names))
    each = {name: _gains(target, predictions[name], metric, n_classes) for name in asked}
    compared = [
        (
            _crossed(first, second, each[first], each[second], units, share=metric.share)
            if len(predictions[first]) + len(predictions[second]) > 2
            else None
        )
        or compare(target, {model: predictions[model][0] for model in (first, second)}, metric, n_classes, units=units)[
            0
        ]
        for first, second in names
    ]
    adjusted = holm([pair.p_value for pair in compared])
    return tuple(
        replace(pair, p_value=p, decided=decides(p, pair.difference, metric))
        for pair, p in zip(compared, adjusted, strict=True)
    )


def seeds_test() -> str:
    """Return the name of the test that pairs with several seeds are compared by."""
    return _("t-test over rows and seeds")


class _Part(NamedTuple):
    """A variance of the mean difference, and its degrees of freedom."""

    variance: float
    freedom: int


def _crossed(
    first: str, second: str, own: Values | None, other: Values | None, units: Codes | None, *, share: bool
) -> Pair | None:
    """Compare two contenders' gains, of shape (n_rows, n_seeds) each; None if they have no such score.

    Returns
    -------
    Pair or None
        None where all rows say the same with all seeds, as of who ranks perfectly and who ranks not at all: a t-test
        has no spread to go by then, and the models of any seed tell as much as those of all.
    """
    name = seeds_test()
    if own is None or other is None or len(own) < 2:
        return Pair(first, second, math.nan, math.nan, math.nan, 1.0, decided=False, test=name)
    n_rows, own, other = len(own), unit_values(own, units), unit_values(other, units)
    rows = own.mean(axis=1) - other.mean(axis=1)
    difference = float(rows.mean())
    seeds = [_of_seeds(models) for models in (own, other) if models.shape[1] > 1]
    variance, freedom = _total(
        _of_rows(rows, len(rows) / n_rows if share else 0.0), seeds, counted_twice=_rest(own) + _rest(other)
    )
    if not variance:
        return None
    error = math.sqrt(variance)
    p_value = 2 * float(stats.t.sf(abs(difference) / error, freedom))
    half = float(stats.t.ppf((1 + LEVEL) / 2, freedom)) * error
    return Pair(
        first, second, difference, difference - half, difference + half, p_value, p_value < ALPHA, name, freedom
    )


def _gains(target: NDArray[Any], models: Sequence[Prediction], metric: Metric, n_classes: int) -> Values | None:
    """Return what each row adds to each model's score, more being better: shape (n_rows, n_seeds)."""
    known = [each for model in models if (each := metric.influence(target, model, n_classes)) is not None]
    if len(known) < len(models):
        return None
    gains = np.column_stack(known) * (1 if metric.greater_is_better else -1)
    return gains if np.isfinite(gains).all() else None


def _of_rows(rows: Values, one_more: float) -> _Part:
    """Return what other rows would change. Shares get one more row for either side, as Bonett and Price (2012) do.

    Few rows that differ show too little of a spread: without the two, five rows of 38 would decide. In the values of
    units a row is `one_more`, or 0 of what is no share.
    """
    n = len(rows)
    if one_more:
        centre = rows.sum() / (n + 2)
        return _Part(float(((rows**2).sum() + 2 * one_more**2) / (n + 2) - centre**2) / (n + 2), n + 1)
    return _Part(float(rows.var(ddof=1)) / n, n - 1)


def _of_seeds(gains: Values) -> _Part:
    """Return what other seeds of one contender would change."""
    n_seeds = gains.shape[1]
    return _Part(float(gains.mean(axis=0).var(ddof=1)) / n_seeds, n_seeds - 1)


def _rest(gains: Values) -> float:
    """Return the part that single rows in single seeds have, which both the rows' and the seeds' part hold."""
    n_rows, n_seeds = gains.shape
    if n_seeds < 2:
        return 0.0
    rest = gains - gains.mean(axis=1, keepdims=True) - gains.mean(axis=0) + gains.mean()
    return float(np.square(rest).sum() / ((n_rows - 1) * (n_seeds - 1) * n_rows * n_seeds))


def _total(rows: _Part, seeds: Sequence[_Part], counted_twice: float) -> tuple[float, float]:
    """Return the variance of all parts together, and its degrees of freedom.

    Two seeds tell so little of their spread that what they tell is not trusted to be small: then the degrees of
    freedom are those of the seeds alone.
    """
    parts = [rows, *seeds]
    whole = sum(part.variance for part in parts)
    variance = max(whole - counted_twice, *(part.variance for part in parts), 0.0)
    uncertain = sum(part.variance**2 / part.freedom for part in parts)
    freedom = variance * variance / uncertain if uncertain else math.inf
    if any(seed.freedom == 1 for seed in seeds):
        freedom = min(freedom, sum(seed.freedom for seed in seeds))
    return variance, freedom


def mean_estimate(estimates: Sequence[Estimate]) -> Estimate:
    """Return the mean over seeds of a score, with an interval for other rows and other seeds.

    Two variances add up: what the rows leave open, which the intervals of the single scores tell (each side on its
    own, for they are lop-sided), and that of the mean over the seeds. The second is estimated from few seeds, so the
    normal quantile gives way to Student's, by Satterthwaite's degrees of freedom. A score over the same rows already
    differs a little from seed to seed by what single rows do, which is counted twice: the interval errs on the wide
    side.
    """
    if len(estimates) == 1:
        return estimates[0]
    values = np.array([estimate.value for estimate in estimates])
    value, seeds = float(values.mean()), float(values.var(ddof=1)) / len(values)
    return Estimate(
        value,
        value - _reach(float(np.mean([estimate.value - estimate.low for estimate in estimates])), seeds, len(values)),
        value + _reach(float(np.mean([estimate.high - estimate.value for estimate in estimates])), seeds, len(values)),
    )


def _reach(rows_reach: float, seeds_variance: float, n_seeds: int) -> float:
    """Return how far one side of an interval reaches, given how far it does for the rows alone."""
    rows_variance = (rows_reach / float(stats.norm.ppf((1 + LEVEL) / 2))) ** 2
    variance = rows_variance + seeds_variance
    if not seeds_variance:
        return rows_reach
    freedom = (n_seeds - 1) * (variance / seeds_variance) ** 2
    return float(stats.t.ppf((1 + LEVEL) / 2, freedom)) * math.sqrt(variance)
