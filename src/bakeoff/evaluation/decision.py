"""Decisions from comparisons on folds: for each pair the better one, equivalence, or undecided."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from bakeoff.evaluation import notation
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.resampled import ResampledComparison, compare_folds, least_variance
from bakeoff.evaluation.sequential import Advice, FoldPlan, LargestT, advice
from bakeoff.text import _, sentences

THRESHOLD = 0.95

Decided = Literal["first", "second", "equivalent", "undecided"]


@dataclass(frozen=True)
class Decision:
    """Decision about a pair of contenders.

    Attributes
    ----------
    first, second : str
        Contenders.
    comparison : ResampledComparison
        Left is the first's side. A positive difference means that the first is better, also where less is better.
    outcome : {"first", "second", "equivalent", "undecided"}
        The better one, if either.
    difference : Estimate
        Lead of the first, with the interval that decides. It is corrected for all pairs, and for a look after every
        fold. NaN with fewer than two folds.
    p_value : float
        Of the hypothesis that neither is better by more than the rope, with the same corrections.
    advice : Advice
        Steps that would decide the pair, if it is undecided.
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
        """True if no more folds are needed."""
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
    plan: FoldPlan,
    rope: float,
    threshold: float = THRESHOLD,
    row: float = 0.0,
    pairs: Sequence[tuple[str, str]] | None = None,
) -> tuple[Decision, ...]:
    """Compare every two contenders on the same folds and say what is decided.

    A pair has one interval for its difference, wide enough for all pairs and for a look after each repeat
    (`bakeoff.evaluation.sequential`). One is better if all of it is beyond the rope, and two are equivalent if all of
    it is within. A contender that is ahead of each other one at the level of a single pair is better than all: for
    that to be wrong, one certain pair has to mislead (Berger 1982).

    Parameters
    ----------
    scores : mapping of str to array-like of shape (n_folds,)
        By contender, in the same order of folds.
    metric : Metric
        What the scores are.
    plan : FoldPlan
        How many folds there are to be.
    rope : float
        Differences up to this do not matter, in units of the score (0.01 is a point of accuracy).
    threshold : float
        Probability, above 0.5, with which no contender is called better that is not.
    row : float
        As for `compare_folds`.
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
    pairs = list(itertools.combinations(scores, 2)) if pairs is None else list(pairs)
    compared, largest, level = _compared(scores, metric, plan, rope, row, pairs, 1 - threshold)
    if largest is None:
        return tuple(_not_yet(*pair, comparison) for pair, comparison in zip(pairs, compared, strict=True))
    t = np.array([_t(comparison) for comparison in compared])
    between = np.array([2 * rope / (comparison.error or math.inf) for comparison in compared])
    p_values, bounds = largest.joint(t, between, level)
    own = largest.alone(t, between, level)
    best = _best_of_all(pairs, compared, own[0] < level)
    if best.any():
        p_values[best], bounds[best] = own[0][best].max(), own[1][best]
    return tuple(
        _decision(
            *pair, comparison, float(bound), min(1.0, float(p) * (1 - threshold) / level), metric, plan, 1 - threshold
        )
        for pair, comparison, bound, p in zip(pairs, compared, bounds, p_values, strict=True)
    )


def _compared(
    scores: Mapping[str, ArrayLike],
    metric: Metric,
    plan: FoldPlan,
    rope: float,
    row: float,
    pairs: Sequence[tuple[str, str]],
    alpha: float,
) -> tuple[list[ResampledComparison], LargestT | None, float]:
    """Return each pair's comparison, their joint distribution, and the level; no distribution before the first look."""
    ordered = pairs if metric.greater_is_better else [(second, first) for first, second in pairs]
    known = {name: np.asarray(values, dtype=float) for name, values in scores.items()}
    compared = [
        compare_folds(known[high], known[low], plan.test_share, rope, row, plan.per_repeat if plan.whole else 0)
        for high, low in ordered
    ]
    n_folds = max((comparison.n_folds for comparison in compared), default=0)
    level = plan.levels(n_folds, alpha) if n_folds > 1 else 0.0
    if not level:
        return compared, None, 0.0
    differences = np.array([known[high] - known[low] for high, low in ordered])
    floors = np.array([least_variance(gap[np.isfinite(gap)], row) for gap in differences])
    return compared, LargestT(differences, floors), level


def ends_of_folds(
    scores: Mapping[str, ArrayLike], metric: Metric, plan: FoldPlan, row: float = 0.0
) -> dict[tuple[str, str], float]:
    """Return how far each contender may be ahead of each other one at most, jointly for all leads of the first.

    Parameters
    ----------
    scores, metric, plan, row : as for `decide`

    Returns
    -------
    dict of (str, str) to float
        In units of the score, as `bakeoff.evaluation.choice.choose` takes them; NaN before the first look.
    """
    ends: dict[tuple[str, str], float] = {}
    for name in scores:
        pairs = [(name, other) for other in scores if other != name]
        compared, largest, level = _compared(scores, metric, plan, 0.0, row, pairs, 1 - THRESHOLD)
        none = np.zeros(len(pairs))
        bound = math.nan if largest is None else float(largest.joint(none, none, level)[1].max(initial=0.0))
        for pair, comparison in zip(pairs, compared, strict=True):
            value, half = comparison.difference.value, bound * comparison.error
            ends[pair] = _possible(Estimate(value, value - half, value + half), metric).high
    return ends


def _t(comparison: ResampledComparison) -> float:
    """Return how many standard errors a difference lies beyond the rope."""
    gap = abs(comparison.difference.value) - comparison.rope
    if comparison.n_folds < 2 or not gap > 0:
        return 0.0
    return gap / comparison.error if comparison.error else math.inf


def _best_of_all(
    pairs: Sequence[tuple[str, str]], compared: Sequence[ResampledComparison], beyond: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which pairs are those of a contender that is ahead of every other one, each beyond its own bound."""
    names = {name for pair in pairs for name in pair}
    ahead = [
        first if comparison.difference.value > 0 else second
        for (first, second), comparison in zip(pairs, compared, strict=True)
    ]
    complete = len(pairs) == len(names) * (len(names) - 1) // 2
    for name in names if complete else ():
        involved = np.array([name in pair for pair in pairs])
        leads = np.array([winner == name for winner in ahead]) & beyond
        if leads[involved].all():
            return involved
    return np.zeros(len(pairs), dtype=bool)


def _decision(
    first: str,
    second: str,
    comparison: ResampledComparison,
    bound: float,
    p_value: float,
    metric: Metric,
    plan: FoldPlan,
    alpha: float,
) -> Decision:
    rope, value, half = comparison.rope, comparison.difference.value, bound * comparison.error
    difference = _possible(Estimate(value, value - half, value + half), metric)
    outcome: Decided = "undecided"
    if value - half > rope:
        outcome = "first"
    elif value + half < -rope:
        outcome = "second"
    elif abs(value) + half < rope:
        outcome = "equivalent"
    if outcome != "undecided":
        return Decision(first, second, comparison, outcome, difference, p_value)
    steps = advice(abs(abs(value) - rope), comparison.error, bound, comparison.n_folds, plan, alpha)
    return Decision(first, second, comparison, outcome, difference, p_value, steps)


def _not_yet(first: str, second: str, comparison: ResampledComparison) -> Decision:
    """Return a pair before the first look at it, or of too few groups."""
    unknown = Estimate(comparison.difference.value, math.nan, math.nan)
    return Decision(first, second, comparison, "undecided", unknown, 1.0)


def _possible(difference: Estimate, metric: Metric) -> Estimate:
    """Cut an interval where no difference of two scores can be: shares are 100 points apart at most."""
    most = 1.0 if metric.unit == "%" else math.inf
    low, high = (end if math.isnan(end) else min(max(end, -most), most) for end in (difference.low, difference.high))
    return Estimate(difference.value, low, high)


def leader_decided(decisions: Sequence[Decision], leader: str) -> bool:
    """Return whether every pair of the one that scores best is decided, so that more repeats would be wasted."""
    return all(decision.decided for decision in decisions if leader in (decision.first, decision.second))


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
    lead = ahead(decision.difference)
    return _(
        "{first} is better than {second}: by {mean} on average, by {low} or more with 95 % certainty.",
        first=labels[decision.winner or ""],
        second=labels[decision.loser or ""],
        mean=notation.difference(lead.value, metric),
        low=notation.difference(lead.low, metric),
    )


def ahead(gap: Estimate) -> Estimate:
    """Return a difference as by how much the one that is ahead leads."""
    return gap if gap.value >= 0 else Estimate(-gap.value, -gap.high, -gap.low)


def _undecided(decision: Decision, metric: Metric, labels: Mapping[str, str]) -> str:
    gap = ahead(decision.difference)
    first, second = (decision.first, decision.second)[:: 1 if decision.difference.value >= 0 else -1]
    words = {"first": labels[first], "second": labels[second]}
    if not math.isfinite(gap.low):
        return _("{first} and {second}: too few folds or groups to decide.", **words)
    said = _("{first} or {second}: unclear which is better.", **words)
    span = notation.difference_interval(gap, metric)
    if abs(gap.value) < _SAME:
        return sentences(said, _("They score the same on average; {span} is possible.", span=span))
    return sentences(
        said,
        _(
            "On average {first} is {mean} ahead; {span} is possible.",
            mean=notation.gap(gap, metric),
            span=span,
            **words,
        ),
    )


def what_would_tell(decision: Decision) -> str:
    """Say what would likely decide an undecided pair if it went on as it has; nothing of one that is decided."""
    if decision.decided or decision.comparison.n_folds < 2 or math.isnan(decision.difference.low):
        return ""
    now, more = decision.comparison.n_folds, decision.advice
    if more.folds is not None:
        return _("About {n} more folds would likely decide it.", n=notation.count(more.folds - now))
    if more.open:
        return _("More folds may decide it, or may not.")
    if more.rows is None:
        return _("More folds are unlikely to decide it.")
    if more.rows > _OUT_OF_SIGHT:
        return _("Neither more folds nor ten times as many rows would likely decide it: it hardly matters which.")
    return _(
        "More folds of these rows are unlikely to decide it; some {times} times as many rows likely would.",
        times=notation.times(max(1.1, more.rows)),
    )


_SAME = 1e-12
_OUT_OF_SIGHT = 10
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
