"""What comparisons on folds come to: for each pair who is better, or that it does not matter, or not yet known."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
from numpy.typing import ArrayLike

from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.resampled import Comparison, compare_folds
from bakeoff.evaluation.significance import ALPHA
from bakeoff.text import _

THRESHOLD = 0.95

Outcome = Literal["first", "second", "equivalent", "undecided"]


@dataclass(frozen=True)
class Decision:
    """What is known of a pair of contenders.

    Attributes
    ----------
    first, second : str
        Contenders.
    comparison : Comparison
        Left is the first's side, and the difference is by how much the first is better, also where less is better.
    outcome : {"first", "second", "equivalent", "undecided"}
        Which is better, if either.
    """

    first: str
    second: str
    comparison: Comparison
    outcome: Outcome

    @property
    def decided(self) -> bool:
        """Whether more folds are not needed."""
        return self.outcome != "undecided"


def decide(
    scores: Mapping[str, ArrayLike],
    metric: Metric,
    test_share: float,
    rope: float,
    threshold: float = THRESHOLD,
    looks: int = 1,
) -> tuple[Decision, ...]:
    """Compare every two contenders on the same folds and say what is decided.

    One is called better if it is so by more than `rope` with a probability of `threshold` or more, and the
    corrected t-test rejects that there is no difference at 5 %. The second condition matters when `rope` is small
    beside the noise: at 95 % a side, two contenders that are the same would else be told apart one time in ten.
    Two are called equivalent if they differ by at most `rope` with that probability.

    Who goes on until all is decided looks again and again, and any look may mislead: simulated, ten looks at two
    equal contenders told them apart in 13 % of races. So each of `looks` gets an equal share of the error.

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
        How sure is sure enough, above 0.5.
    looks : int
        How often at most the race is looked at to see whether it may end: once after every repeat, or just once.

    Returns
    -------
    tuple of Decision
        Each pair once, in the order of `scores`.

    Raises
    ------
    SettingError
        As `compare_folds`.
    """
    found = []
    for first, second in itertools.combinations(scores, 2):
        higher, lower = (first, second) if metric.greater_is_better else (second, first)
        comparison = compare_folds(scores[higher], scores[lower], test_share, rope)
        found.append(Decision(first, second, comparison, outcome(comparison, threshold, looks)))
    return tuple(found)


def outcome(comparison: Comparison, threshold: float = THRESHOLD, looks: int = 1) -> Outcome:
    """Return what a comparison decides; see `decide`."""
    sure = 1 - (1 - threshold) / looks
    if comparison.p_rope >= sure:
        return "equivalent"
    if comparison.p_value >= ALPHA / looks:
        return "undecided"
    if comparison.p_left >= sure:
        return "first"
    return "second" if comparison.p_right >= sure else "undecided"


def all_decided(decisions: Sequence[Decision]) -> bool:
    """Return whether no pair is left undecided, so that more repeats would be wasted."""
    return all(one.decided for one in decisions)


def matrix(decisions: Sequence[Decision]) -> pd.DataFrame:
    """Return the probability that the contender of the row is better than that of the column by more than the rope.

    Returns
    -------
    DataFrame
        Index and columns are the contenders; NaN on the diagonal and where nothing is known. What is missing to
        one from a cell and its mirror is the probability of practical equivalence.
    """
    names = list(dict.fromkeys(name for one in decisions for name in (one.first, one.second)))
    frame = pd.DataFrame(math.nan, index=names, columns=names)
    for one in decisions:
        frame.loc[one.first, one.second] = one.comparison.p_left
        frame.loc[one.second, one.first] = one.comparison.p_right
    return frame


def sentence(decision: Decision, metric: Metric, labels: Mapping[str, str]) -> str:
    """Say in words what is known of a pair; `labels` are the contenders' names on the page."""
    found = decision.comparison
    words = {
        "first": labels[decision.first],
        "second": labels[decision.second],
        "left": _percent(found.p_left),
        "middle": _percent(found.p_rope),
        "right": _percent(found.p_right),
        "rope": _amount(found.rope, metric),
    }
    if found.n_folds < 2:
        return _("{first} and {second} need two folds or more to be compared.", **words)
    if decision.outcome == "second":
        words |= {"first": words["second"], "second": words["first"], "left": words["right"]}
    if decision.outcome in ("first", "second"):
        return _better(words, found.rope)
    if decision.outcome == "equivalent":
        return _(
            "{first} and {second} are practically equivalent: they differ by {rope} at most with probability {middle}.",
            **words,
        )
    return _undecided(words, found.rope)


def _better(words: Mapping[str, str], rope: float) -> str:
    if not rope:
        return _("{first} is better than {second} with probability {left}.", **words)
    return _("{first} is better than {second} by more than {rope} with probability {left}.", **words)


def _undecided(words: Mapping[str, str], rope: float) -> str:
    if not rope:
        return _(
            "Undecided: {first} is better with probability {left}, {second} with probability {right}; "
            "more folds may tell.",
            **words,
        )
    return _(
        "Undecided: {first} is better by more than {rope} with probability {left}, {second} with probability {right}, "
        "and with probability {middle} it is neither; more folds may tell.",
        **words,
    )


def _percent(probability: float) -> str:
    """Return a probability in words, cut rather than rounded: nothing is said to be surer than it is."""
    if probability > 0.999:
        return _("over 99.9 %")
    if 0 < probability < 0.01:
        return _("under 1 %")
    if not math.isfinite(probability):
        return _("unknown")
    return _("{percent} %", percent=math.floor(100 * probability + 1e-9))


def _amount(rope: float, metric: Metric) -> str:
    number = f"{100 * rope:g}" if metric.unit == "%" else f"{rope:g}"
    if metric.unit == "%":
        return _("1 point") if number == "1" else _("{number} points", number=number)
    return _("{number} in {metric}", number=number, metric=metric.label)
