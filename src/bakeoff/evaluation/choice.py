"""Which contenders may be the best, and how much choosing one may lose: multiple comparisons with the best.

To choose a contender asks less than to know which of every two is better. Whoever another is better than is not the
best; the others may be. And if `b` is the best, nobody is further behind it than the upper end of an interval for `b`'s
lead. So choosing `a` loses at most the largest such end over all that may be the best. That holds as often as the
intervals of `b`'s leads do together, whichever contender `b` is: so each has joint intervals for its own leads, and not
for those of every two (Edwards and Hsu 1983; Hsu 1984). Tests and intervals are two-sided and err by 5 % together, and
only errors of one side can mislead here: so both hold at once with 95 % certainty.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from bakeoff.evaluation import notation
from bakeoff.evaluation.costs import DRAWN
from bakeoff.evaluation.intervals import LEVEL
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.significance import Pair
from bakeoff.text import _, sentences

Ends = Mapping[tuple[str, str], float]
"""By two contenders: how far the first may be ahead of the second at most, jointly for all leads of the first.

Of two that were not compared there is none.
"""
_MANY = 1e9
"""Degrees of freedom from which on Student's distribution is the normal one."""


@dataclass(frozen=True)
class Choice:
    """Which of several contenders to take.

    Attributes
    ----------
    best : tuple of str
        Contenders that may be the best, best score first: with 95 % certainty the best is among them.
    losses : mapping of str to float
        How much worse than the best each contender may be, in units of the score; with the same certainty none is worse
        than that. NaN if nothing is known.
    costs : mapping of str to mapping of str to float
        Amounts by cost and contender, less being better; only of those that can be taken.
    matters : float
        Loss above the least that one need not care for, so that the cost decides.
    """

    best: tuple[str, ...]
    losses: Mapping[str, float]
    costs: Mapping[str, Mapping[str, float]]
    matters: float = 0.0

    def taken(self, cost: str) -> str:
        """Return the cheapest of those that may be the best, and lose hardly more than need be.

        If none of them has such a cost, it is one of the others.
        """
        can = self._with_cost(cost, self.best) or self._with_cost(cost, self.losses) or list(self.losses)
        least = min(_sortable(self.losses[name]) for name in can)
        return self._cheapest(cost, [name for name in can if _sortable(self.losses[name]) <= least + self.matters])

    def cheapest(self, cost: str) -> str:
        """Return the cheapest of those that may be the best."""
        return self._cheapest(cost, self.best)

    def _with_cost(self, cost: str, names: Iterable[str]) -> list[str]:
        return [name for name in names if name in self.costs[cost]]

    def _cheapest(self, cost: str, names: Sequence[str]) -> str:
        amounts = self.costs[cost]
        return min(names, key=lambda name: (name not in amounts, _sortable(amounts.get(name, math.nan))))


def _sortable(amount: float) -> float:
    return math.inf if math.isnan(amount) else amount


def choose(
    names: Sequence[str],
    ends: Ends,
    beaten: Collection[str],
    costs: Mapping[str, Mapping[str, float]],
    matters: float,
) -> Choice:
    """Return which contenders may be the best, and what each may lose.

    Parameters
    ----------
    names : sequence of str
        Contenders, best score first.
    ends : mapping of (str, str) to float
    beaten : collection of str
        Contenders that another is better than, by the tests of pairs; not all.
    costs, matters : as of `Choice`
    """
    best = tuple(name for name in names if name not in beaten) or tuple(names[:1])
    losses = {
        name: float(np.max([0.0, *(ends.get((other, name), math.nan) for other in best if other != name)]))
        for name in names
    }
    return Choice(best, losses, costs, matters)


def ends_of_pairs(pairs: Iterable[Pair], names: Sequence[str]) -> dict[tuple[str, str], float]:
    """Return the joint upper ends of leads from intervals of single pairs, by Bonferroni's correction.

    Each contender has one lead less than there are `names`. Unknown is the end of a pair without an interval.
    """
    ends: dict[tuple[str, str], float] = {}
    tail = (1 - LEVEL) / 2
    for pair in pairs:
        if {pair.first, pair.second} <= {*names}:
            freedom = pair.freedom or _MANY
            single, joint = (special.stdtrit(freedom, share) for share in (tail, tail / (len(names) - 1)))
            wider = float(joint / single)
            ends[pair.first, pair.second] = pair.difference + wider * (pair.high - pair.difference)
            ends[pair.second, pair.first] = -pair.difference + wider * (pair.difference - pair.low)
    return ends


def choice_sentence(choice: Choice, cost: str, metric: Metric, labels: Mapping[str, str]) -> str:
    """Say whom to take, what is lost by it at most, and what the cheapest by a cost may lose."""
    taken, cheapest = choice.taken(cost), choice.cheapest(cost)
    loss = choice.losses[taken]
    words = {"label": labels[taken], "loss": _amount(loss, metric)}
    if math.isnan(loss):
        return sentences(_("Choose {label}; how much that may lose is unknown.", **words), DRAWN[cost].least)
    if not loss:
        chosen = _("Choose {label}: with 95 % certainty none is better.", **words)
    else:
        chosen = _("Choose {label}: it loses at most {loss} (95 %).", **words)
    if len(choice.best) == 1 or taken not in choice.best or taken not in choice.costs[cost]:
        return chosen  # there is nobody to be dearer or cheaper than
    if cheapest == taken:
        return sentences(chosen, DRAWN[cost].least)
    return sentences(
        chosen,
        _(
            "{label} is cheaper, but may lose {loss}.",
            label=labels[cheapest],
            loss=_amount(choice.losses[cheapest], metric),
        ),
    )


def _amount(loss: float, metric: Metric) -> str:
    number = notation.difference(loss, metric)
    return number if metric.unit == "%" else _("{number} in {metric}", number=number, metric=_(metric.noun))
