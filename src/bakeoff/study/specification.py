"""Specification curve: who leads in each preparation of the data, and which choice changes that."""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.decision import THRESHOLD, Decision, decide
from bakeoff.evaluation.metrics import Metric, metrics
from bakeoff.evaluation.resampled import compare_folds
from bakeoff.study.crossings import Gaps, tables
from bakeoff.study.findings import fold_plan, row_worth
from bakeoff.study.preparations import parsed
from bakeoff.study.record import Record

Value = tuple[str, str]
"""A choice and its value."""


class Column(NamedTuple):
    """One preparation, its best lane, and the lead over the best other of the curve's leader, with 95 % interval."""

    point: int
    leader: str
    lead: Estimate


class Turn(NamedTuple):
    """A choice that changes the winner: two of its values, and the lane that is decided to be better with each."""

    choice: str
    values: tuple[str, str]
    leaders: tuple[str, str]


@dataclass(frozen=True)
class Specification:
    """Specification curve of a study.

    Attributes
    ----------
    leader : str
        Lane that is best in most preparations; of several, the one with the best mean.
    columns : tuple of Column
        From the leader's largest lead to its smallest.
    pairs : tuple of Decision
        Leader and every other lane, by the means of a fold over all preparations.
    turns : tuple of Turn
        One for each choice that changes the winner.
    """

    leader: str
    columns: tuple[Column, ...]
    pairs: tuple[Decision, ...]
    turns: tuple[Turn, ...]

    @property
    def n_led(self) -> int:
        """Number of preparations in which the leader is best."""
        return sum(column.leader == self.leader for column in self.columns)

    @property
    def sure(self) -> bool:
        """True if the leader is decided to be better than every other lane."""
        return all(pair.winner == self.leader for pair in self.pairs)


def specification(record: Record) -> Specification | None:
    """Return the specification curve of a study; None without two contenders and two folds with all scores.

    A fold's score is the mean over preparations, so that the swaps of signs (`bakeoff.evaluation.sequential`) are of
    whole folds. A choice changes the winner if the leader with one value is decided to be better than the leader with
    another, and with that one worse. The first test makes up for all pairs and all values. The second is one-sided and
    makes up for the other values of the pairs that the first decided: only there can a claim be wrong (Berger 1982).
    """
    gains = _gains(record, record.metric)
    if len(gains) < 2:
        return None
    plan, row, points = fold_plan(record), row_worth(record, record.metric), range(len(record.points))
    best, leader = _leaders(gains)

    def lead(point: int) -> Estimate:
        other = _best({lane: table for lane, table in gains.items() if lane != leader}, [point])
        sides = gains[leader][:, point], gains[other][:, point]
        repeat = plan.per_repeat if plan.whole else 0
        return compare_folds(*sides, plan.test_share, row=row, per_repeat=repeat).difference

    columns = sorted((Column(point, best[point], lead(point)) for point in points), key=lambda each: -each.lead.value)
    decided = functools.partial(
        decide, metric=replace(record.metric, greater_is_better=True), plan=plan, rope=0.0, row=row
    )
    pairs = decided({lane: table.mean(axis=1) for lane, table in gains.items()})
    own = tuple(pair for pair in pairs if leader in (pair.first, pair.second))
    return Specification(leader, tuple(columns), own, tuple(_turns(record, gains, decided)))


def leaders_by_metric(record: Record) -> dict[str, str]:
    """Return the leader by each metric of the task that the fits have, by the metric's label."""
    known = {each.label: _gains(record, each) for each in metrics(record.task) if each.name in record.frame}
    return {label: _leaders(gains)[1] for label, gains in known.items() if len(gains) > 1}


def _gains(record: Record, metric: Metric) -> dict[str, Gaps]:
    """Return what grows as scores get better, by fold and preparation; NaN in folds that lack any, {} of one."""
    sign = 1 if metric.greater_is_better else -1
    gains = {lane: sign * table for lane, table in tables(record, metric).items()}
    whole = np.all([np.isfinite(table).all(axis=1) for table in gains.values()], axis=0)
    return {lane: np.where(whole[:, None], table, np.nan) for lane, table in gains.items()} if whole.sum() > 1 else {}


def _leaders(gains: dict[str, Gaps]) -> tuple[list[str], str]:
    """Return the best lane in each preparation, and the one that is best in most."""
    points = list(range(next(iter(gains.values())).shape[1]))
    best = [_best(gains, [point]) for point in points]
    most = max(map(best.count, best))
    return best, _best({lane: table for lane, table in gains.items() if best.count(lane) == most}, points)


def _best(gains: dict[str, Gaps], points: list[int]) -> str:
    return max(gains, key=lambda lane: float(np.nanmean(gains[lane][:, points])))


def _turns(record: Record, gains: dict[str, Gaps], decided: Callable[..., tuple[Decision, ...]]) -> Iterator[Turn]:
    chosen = [parsed(point) for point in record.points]
    values = list(dict.fromkeys(value for each in chosen for value in each.items()))
    places = {value: [point for point, each in enumerate(chosen) if value in each.items()] for value in values}
    sides = {f"{lane} {value}": (lane, value) for lane in gains for value in values}
    means = {side: gains[lane][:, places[value]].mean(axis=1) for side, (lane, value) in sides.items()}
    two = [(first, second, value) for first, second in itertools.combinations(gains, 2) for value in values]

    def better(asked: Iterable[tuple[str, str, Value]], threshold: float) -> set[tuple[str, str, Value]]:
        """Return the better lane, the worse one and the value, where that is decided."""
        pairs = [(f"{first} {value}", f"{second} {value}") for first, second, value in asked]
        outcomes = [(pair.winner, pair.loser) for pair in decided(means, pairs=pairs, threshold=threshold)]
        return {(sides[winner][0], *sides[loser]) for winner, loser in outcomes if winner and loser}

    certain = better(two, THRESHOLD)
    in_choices = {(frozenset(pair), value[0]) for *pair, value in certain}
    certain |= better([each for each in two if (frozenset(each[:2]), each[2][0]) in in_choices], 2 * THRESHOLD - 1)
    leaders = {value: _best(gains, points) for value, points in places.items()}
    for choice in chosen[0]:
        for low, high in itertools.combinations([value for value in values if value[0] == choice], 2):
            before, after = leaders[low], leaders[high]
            if certain >= {(before, after, low), (after, before, high)}:
                yield Turn(choice, (low[1], high[1]), (before, after))
                break
