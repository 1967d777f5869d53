"""The tipping point of a slider: the value from which on another contender leads."""

import bisect
from dataclasses import dataclass

import numpy as np

from bakeoff.evaluation.base import Estimate
from bakeoff.study.crossings import Crossing, compared, crossings
from bakeoff.study.findings import standing
from bakeoff.study.plan import CLOSER, COARSE, LOOKS
from bakeoff.study.record import Record
from bakeoff.text import _

_FINE = 0.25
"""Once the values around a crossing are nearer than this share of its interval, only more folds would narrow it."""


@dataclass(frozen=True)
class Tipping:
    """Effect of a slider on the winner.

    Attributes
    ----------
    leader : str
        Lane that scores best on the data as they are, of those with half as many folds as any.
    crossing : Crossing or None
        The first value at which another overtakes it.
    unsure : tuple of str
        Others that the leader is not better than at every value beyond doubt.
    behind : tuple of (float, str) or None
        The least value at which another is surely better that the leader is better than at no smaller value beyond
        doubt, and this one, if that comes before the crossing.
    """

    leader: str
    crossing: Crossing | None
    unsure: tuple[str, ...]
    behind: tuple[float, str] | None


def tipping(record: Record, crossed: tuple[Crossing, ...] | None = None) -> Tipping | None:
    """Return the effect of a slider on the winner; None without two contenders that have scores."""
    coarse = np.array(record.in_order) < record.coarse
    pairs = [(first, second, sign[coarse]) for first, second, _gap, sign in compared(record)]
    if not pairs:
        return None
    leads = standing(record).loc[list(dict.fromkeys(lane for pair in pairs for lane in pair[:2]))]
    leads = leads[(leads["point"] == leads["point"].min()) & (2 * leads["n_folds"] >= leads["n_folds"].max())]
    leader = str(leads["mean"].idxmax() if record.metric.greater_is_better else leads["mean"].idxmin())
    overtaken = [each for each in (crossings(record) if crossed is None else crossed) if each.before == leader]
    ahead = {second: sign for first, second, sign in pairs if first == leader}
    ahead |= {first: -sign for first, second, sign in pairs if second == leader}
    unsure = tuple(other for other, sign in ahead.items() if (sign <= 0).any())
    crossing = min(overtaken, key=lambda each: each.at.value, default=None)
    values = [record.points[point] for point in record.in_order if point < record.coarse]
    decided = {other: np.flatnonzero(sign)[:1] for other, sign in ahead.items()}
    losses = [(values[place], other) for other, first in decided.items() for place in first if ahead[other][place] < 0]
    behind = min(losses, default=None)
    if crossing is not None and behind is not None and crossing.at.value <= behind[0]:
        behind = None
    return Tipping(leader, crossing, unsure, behind)


def closer(record: Record) -> tuple[float, ...]:
    """Return the values of a slider to look at next, between the two around its tipping point; none if that is enough.

    Bisection with a batch of values on the same folds. Probabilistic bisection (Waeber, Frazier, Henderson 2013)
    follows the sign of noisy scores and needs fresh folds at each step. Here all values share the folds and their
    noise, so that only the straight line between two values can mislead.
    """
    if record.plan.question != "turn" or len(record.points) + CLOSER > COARSE + LOOKS * CLOSER:
        return ()
    tip = tipping(record)
    if tip is None or tip.crossing is None:
        return ()
    at, values = tip.crossing.at, sorted(record.points)
    place = min(max(1, bisect.bisect(values, at.value)), len(values) - 1)
    low, high = values[place - 1], values[place]
    if high - low <= _FINE * (at.high - at.low):
        return ()
    return tuple(float(f"{value:.4g}") for value in np.linspace(low, high, CLOSER + 2)[1:-1])


def slider_words(record: Record, at: Estimate) -> dict[str, str]:
    """Return a slider's name, and a place on it with its interval, for a sentence."""
    places = {"value": at.value, "low": at.low, "high": at.high}
    written = {name: _("{percent} %", percent=f"{100 * place:.3g}") for name, place in places.items()}
    return {"setting": _(record.plan.knob(record.spec)[1].label), **written}
