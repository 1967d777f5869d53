"""What comparisons on folds come to: for each pair who is better, or that it does not matter, or not yet known."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import pandas as pd
from numpy.typing import ArrayLike

from bakeoff.evaluation import notation
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.resampled import ResampledComparison, compare_folds
from bakeoff.evaluation.sequential import Advice, advice, interval, learnt, p_value
from bakeoff.evaluation.significance import holm
from bakeoff.text import _

THRESHOLD = 0.95

Decided = Literal["first", "second", "equivalent", "undecided"]


@dataclass(frozen=True)
class Decision:
    """What is known of a pair of contenders.

    Attributes
    ----------
    first, second : str
        Contenders.
    comparison : ResampledComparison
        Left is the first's side, and the difference is by how much the first is better, also where less is better.
    outcome : {"first", "second", "equivalent", "undecided"}
        Which is better, if either.
    difference : Estimate
        By how much the first is better, with the interval that decides: it makes up for all pairs, and for looking
        at it after every fold. NaN with fewer than two folds.
    p_value : float
        That neither is better by more than the rope, with the same corrections.
    advice : Advice
        What would decide the pair, if it is undecided.
    """

    first: str
    second: str
    comparison: ResampledComparison
    outcome: Decided
    difference: Estimate
    p_value: float
    advice: Advice = field(default_factory=Advice)

    @property
    def decided(self) -> bool:
        """Whether more folds are not needed."""
        return self.outcome != "undecided"

    @property
    def winner(self) -> str | None:
        """The better one, if either is."""
        return {"first": self.first, "second": self.second}.get(self.outcome)

    @property
    def loser(self) -> str | None:
        """The worse one, if either is."""
        return {"first": self.second, "second": self.first}.get(self.outcome)


def decide(
    scores: Mapping[str, ArrayLike],
    metric: Metric,
    test_share: float,
    rope: float,
    threshold: float = THRESHOLD,
    row: float = 0.0,
    most_folds: float = math.inf,
    pairs: Sequence[tuple[str, str]] | None = None,
) -> tuple[Decision, ...]:
    """Compare every two contenders on the same folds and say what is decided.

    A pair has one interval for its difference, wide enough for all pairs (Holm 1979) and for whoever looks after
    every fold and stops when they like (`bakeoff.evaluation.sequential`). One is better if all of it is beyond the
    rope, and two are equivalent if all of it is within. What folds are still to come changes nothing.

    Parameters
    ----------
    scores : mapping of str to array-like of shape (n_folds,)
        By contender, in the same order of folds.
    metric : Metric
        What the scores are.
    test_share : float
        Share of the rows that a fold tests on.
    rope : float
        Differences up to this do not matter, in units of the score (0.01 is a point of accuracy).
    threshold : float
        Probability, above 0.5, with which nobody at all is called better who is not, whoever looks when.
    row : float
        As for `compare_folds`.
    most_folds : float
        As for `learnt`.
    pairs : sequence of (str, str), optional
        Which to compare, and to make up for; default is every two.

    Returns
    -------
    tuple of Decision
        Each pair once, in the order of `scores`, or of `pairs`.

    Raises
    ------
    SettingError
        As `compare_folds`.
    """
    pairs = list(itertools.combinations(scores, 2)) if pairs is None else pairs
    ordered = pairs if metric.greater_is_better else [(second, first) for first, second in pairs]
    comparisons = [compare_folds(scores[high], scores[low], test_share, rope, row) for high, low in ordered]
    times = [learnt(max(1, comparison.n_folds), test_share, most_folds) for comparison in comparisons]
    alone = [p_value(comparison, time) for comparison, time in zip(comparisons, times, strict=True)]
    adjusted = holm(alone)
    levels = _levels(alone, adjusted, 1 - threshold)
    return tuple(
        _decision(
            *pair,
            comparison,
            _possible(interval(comparison, time, level), metric),
            p,
            advice(comparison, level, test_share, most_folds),
        )
        for pair, comparison, time, level, p in zip(pairs, comparisons, times, levels, adjusted, strict=True)
    )


def _possible(difference: Estimate, metric: Metric) -> Estimate:
    """Cut an interval where no difference of two scores can be: shares are 100 points apart at most."""
    most = 1.0 if metric.unit == "%" else math.inf
    low, high = (end if math.isnan(end) else min(max(end, -most), most) for end in (difference.low, difference.high))
    return Estimate(difference.value, low, high)


def _levels(alone: Sequence[float], adjusted: Sequence[float], level: float) -> list[float]:
    """Return the level that Holm's method tests each pair at, the smallest p-value first, until one is kept."""
    n, levels = len(alone), [0.0] * len(alone)
    step = 0
    for index in sorted(range(n), key=alone.__getitem__):
        levels[index] = level / (n - step)
        step += adjusted[index] < level
    return levels


def _decision(
    first: str, second: str, comparison: ResampledComparison, difference: Estimate, p: float, ahead: Advice
) -> Decision:
    rope = comparison.rope
    outcome: Decided = "undecided"
    if difference.low > rope:
        outcome = "first"
    elif difference.high < -rope:
        outcome = "second"
    elif max(-difference.low, difference.high) < rope:
        outcome = "equivalent"
    return Decision(first, second, comparison, outcome, difference, p, ahead if outcome == "undecided" else Advice())


def all_decided(decisions: Sequence[Decision]) -> bool:
    """Return whether no pair is left undecided, so that more repeats would be wasted."""
    return all(decision.decided for decision in decisions)


def matrix(decisions: Sequence[Decision]) -> pd.DataFrame:
    """Return the probability that the contender of the row is better than that of the column by more than the rope.

    Returns
    -------
    DataFrame
        Index and columns are the contenders; NaN on the diagonal and where nothing is known. What is missing to
        one from a cell and its mirror is the probability of practical equivalence.
    """
    names = list(dict.fromkeys(name for decision in decisions for name in (decision.first, decision.second)))
    frame = pd.DataFrame(math.nan, index=names, columns=names)
    for decision in decisions:
        frame.loc[decision.first, decision.second] = decision.comparison.p_left
        frame.loc[decision.second, decision.first] = decision.comparison.p_right
    return frame


def sentence(decision: Decision, metric: Metric, labels: Mapping[str, str]) -> str:
    """Say in words what is known of a pair; `labels` are the contenders' names on the page."""
    comparison = decision.comparison
    if comparison.n_folds < 2:
        return _(
            "{first} and {second} need two folds or more to be compared.",
            first=labels[decision.first],
            second=labels[decision.second],
        )
    if decision.outcome == "undecided":
        return _undecided(decision, metric, labels)
    if decision.outcome == "equivalent":
        return _(
            "{first} and {second} are practically equivalent: they differ by {rope} at most.",
            first=labels[decision.first],
            second=labels[decision.second],
            rope=amount(comparison.rope, metric),
        )
    return _better(decision, metric, labels)


def _better(decision: Decision, metric: Metric, labels: Mapping[str, str]) -> str:
    gap = decision.difference
    ahead = gap if gap.value >= 0 else Estimate(-gap.value, -gap.high, -gap.low)
    return _(
        "{first} is better than {second}: by {mean} on average, by {span} with 95 % certainty.",
        first=labels[decision.winner or ""],
        second=labels[decision.loser or ""],
        mean=notation.difference(ahead.value, metric),
        span=notation.difference_interval(ahead, metric),
    )


def _undecided(decision: Decision, metric: Metric, labels: Mapping[str, str]) -> str:
    first, second, gap = decision.first, decision.second, decision.difference
    if gap.value < 0:
        first, second, gap = second, first, Estimate(-gap.value, -gap.high, -gap.low)
    mean, low, high = (notation.gap(replace(gap, value=abs(end)), metric) for end in (gap.value, gap.low, gap.high))
    words = {"first": labels[first], "second": labels[second], "mean": mean, "low": low, "high": high}
    if abs(gap.value) < _SAME:
        return _(
            "Undecided: {first} and {second} score the same on average, but up to {high} either way is possible.",
            **words,
        )
    if gap.low < 0:
        return _(
            "Undecided: {first} is {mean} ahead of {second}, but anything from {low} behind to {high} ahead is "
            "possible.",
            **words,
        )
    return _(
        "Undecided: {first} is {mean} ahead of {second}, but anything from {span} is possible, and up to {rope} does "
        "not matter.",
        span=notation.difference_interval(gap, metric),
        rope=amount(decision.comparison.rope, metric),
        **words,
    )


def what_would_tell(decision: Decision) -> str:
    """Say what would decide an undecided pair if it went on as it has; nothing of one that is decided."""
    if decision.decided or decision.comparison.n_folds < 2:
        return ""
    now, more = decision.comparison.n_folds, decision.advice
    if more.folds is not None:
        return _("About {n} more folds would tell.", n=notation.count(more.folds - now))
    if more.rows is None or more.rows > _OUT_OF_SIGHT:
        return _("No number of folds would tell.")
    return _(
        "More folds of these rows cannot tell; some {times} times as many rows could.",
        times=f"{max(1.1, more.rows):.2g}",
    )


_SAME = 1e-12
_OUT_OF_SIGHT = 100
"""Times as many rows beyond which it is no advice to gather them."""


def probability(value: float) -> str:
    """Return a probability in words, cut rather than rounded: nothing is said to be surer than it is."""
    if value > 0.999:
        return _("over 99.9 %")
    if 0 < value < 0.01:
        return _("under 1 %")
    if not math.isfinite(value):
        return _("unknown")
    return _("{percent} %", percent=math.floor(100 * value + 1e-9))


def amount(value: float, metric: Metric) -> str:
    """Write a difference that somebody has set, with its unit: in points, or in the metric."""
    if metric.unit == "%":
        number = f"{100 * value:.1f}".removesuffix(".0")
        return _("1 point") if number == "1" else _("{number} points", number=number)
    return _("{number} in {metric}", number=f"{value:g}", metric=_(metric.label))
