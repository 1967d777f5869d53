"""Specification curve: who leads in each preparation of the data, and which choice changes that."""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.choice import Choice, choose
from bakeoff.evaluation.costs import DRAWN
from bakeoff.evaluation.decision import THRESHOLD, Decision, decide, ends_of_folds
from bakeoff.evaluation.metrics import Metric, metrics
from bakeoff.evaluation.resampled import compare_folds
from bakeoff.study.crossings import Gaps, tables
from bakeoff.study.findings import costs, fold_plan, row_worth
from bakeoff.study.preparations import parsed
from bakeoff.study.record import Record

Value = tuple[str, str]
"""A choice and its value."""
Side = tuple[str, Value]
"""A lane, as it is with one value of a choice."""
_LEVEL = 1e-9
"""Means that are no further apart are level: a row more or less moves them further."""


class Column(NamedTuple):
    """One preparation, its best lane, and the lead over the best other of the curve's leader, with 95 % interval.

    Where two are level there is no best lane, but an empty text.
    """

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
        Lane with the best mean over all preparations.
    columns : tuple of Column
        From the leader's largest lead to its smallest.
    pairs : tuple of Decision
        Every two lanes, by the means of a fold over all preparations.
    turns : tuple of Turn
        One for each choice that changes the winner.
    better : mapping of str to str
        By a metric's label the lane that is decided to be better by it than the leader, where one is.
    choice : Choice
        Among `sides`.
    sides : mapping of str to Side or str
        What there is to choose from: lanes, by their means over all preparations; where a choice changes the winner,
        lanes with each of its values.
    """

    leader: str
    columns: tuple[Column, ...]
    pairs: tuple[Decision, ...]
    turns: tuple[Turn, ...]
    better: Mapping[str, str]
    choice: Choice
    sides: Mapping[str, Side | str]


def columns(record: Record) -> tuple[str, tuple[Column, ...]]:
    """Return the curve's leader, and each preparation by its lead; nobody without two contenders and two folds."""
    gains = _gains(record, record.metric)
    if len(gains) < 2:
        return "", ()
    plan, row, points = fold_plan(record), row_worth(record, record.metric), range(len(record.points))
    leader, repeat = _best(gains, list(points)), plan.per_repeat if plan.whole else 0

    def column(point: int) -> Column:
        other = _best({lane: table for lane, table in gains.items() if lane != leader}, [point])
        sides = gains[leader][:, point], gains[other][:, point]
        lead = compare_folds(*sides, plan.test_share, row=row, per_repeat=repeat).difference
        first, *level = _foremost(gains, point)
        return Column(point, "" if level else first, lead)

    return leader, tuple(sorted(map(column, points), key=lambda each: -each.lead.value))


def specification(record: Record) -> Specification | None:
    """Return the specification curve of a study; None without two contenders and two folds with all scores.

    A fold's score is the mean over preparations, so that the swaps of signs (`bakeoff.evaluation.sequential`) are of
    whole folds. A choice changes the winner if the leader with one value is decided to be better than the leader with
    another, and with that one worse. The first test makes up for all pairs and all values. The second is one-sided and
    makes up for the other values of the pairs that the first decided: only there can a claim be wrong (Berger 1982).
    By other metrics each is compared with the leader alone, by tests that make up for all metrics.
    """
    leader, by_lead = columns(record)
    if not leader:
        return None
    gains, plan, row = _gains(record, record.metric), fold_plan(record), row_worth(record, record.metric)
    metric = replace(record.metric, greater_is_better=True)
    decided = functools.partial(decide, metric=metric, plan=plan, row=row)
    means = {lane: table.mean(axis=1) for lane, table in gains.items()}
    pairs = decided(means, rope=record.plan.rope)
    turns = tuple(_turns(record, gains, functools.partial(decided, rope=0.0)))
    sides: dict[str, Side | str] = {lane: lane for lane in gains}
    compared = pairs
    if turns:
        turned = {name: side for name, side in _sides(record, gains).items() if side[1][0] == turns[0].choice}
        means = {name: _mean(record, gains, side) for name, side in turned.items()}
        sides, compared = {**turned}, decided(means, rope=record.plan.rope)
    spent = costs(record)
    lanes = {name: side if isinstance(side, str) else side[0] for name, side in sides.items()}
    amounts = {cost: {name: float(spent[cost][lane]) for name, lane in lanes.items()} for cost in DRAWN}
    names = sorted(means, key=lambda name: -float(np.nanmean(means[name])))
    losers = {pair.loser for pair in compared if pair.loser}
    choice = choose(names, ends_of_folds(means, metric, plan, row), losers, amounts, record.plan.rope)
    return Specification(leader, by_lead, pairs, turns, _better_by_metric(record, leader), choice, sides)


def _better_by_metric(record: Record, leader: str) -> dict[str, str]:
    """Return by the label of each other metric of the task the lane that is decided to be better than the leader."""
    others = [metric for metric in metrics(record.task) if metric.name in record.frame and metric != record.metric]
    better = {}
    for metric in others:
        gains = _gains(record, metric)
        means = {lane: table.mean(axis=1) for lane, table in gains.items()}
        asked = [(leader, lane) for lane in means if lane != leader] if leader in means else []
        pairs = decide(
            means,
            replace(metric, greater_is_better=True),
            fold_plan(record),
            0.0,
            1 - (1 - THRESHOLD) / len(others),
            row_worth(record, metric),
            asked,
        )
        winners = [pair.winner for pair in pairs if pair.winner not in (None, leader)]
        if winners:
            better[metric.label] = max(filter(None, winners), key=lambda lane: float(np.nanmean(means[lane])))
    return better


def _gains(record: Record, metric: Metric) -> dict[str, Gaps]:
    """Return what grows as scores get better, by fold and preparation; NaN in folds that lack any, {} of one."""
    sign = 1 if metric.greater_is_better else -1
    gains = {lane: sign * table for lane, table in tables(record, metric).items()}
    whole = np.all([np.isfinite(table).all(axis=1) for table in gains.values()], axis=0)
    return {lane: np.where(whole[:, None], table, np.nan) for lane, table in gains.items()} if whole.sum() > 1 else {}


def _best(gains: dict[str, Gaps], points: list[int]) -> str:
    return max(gains, key=lambda lane: float(np.nanmean(gains[lane][:, points])))


def _foremost(gains: dict[str, Gaps], point: int) -> list[str]:
    """Return the lanes that share the first place in a preparation."""
    means = {lane: float(np.nanmean(table[:, point])) for lane, table in gains.items()}
    return [lane for lane, mean in means.items() if mean > max(means.values()) - _LEVEL]


def _sides(record: Record, gains: dict[str, Gaps]) -> dict[str, Side]:
    """Return each lane with each value of each choice."""
    values = dict.fromkeys(value for point in record.points for value in parsed(point).items())
    return {f"{lane} {value}": (lane, value) for lane in gains for value in values}


def _mean(record: Record, gains: dict[str, Gaps], side: Side) -> NDArray[np.float64]:
    """Return the means of a lane's folds over the preparations with a value."""
    lane, value = side
    return np.asarray(gains[lane][:, _places(record, value)].mean(axis=1))


def _places(record: Record, value: Value) -> list[int]:
    return [place for place, point in enumerate(record.points) if value in parsed(point).items()]


def _turns(record: Record, gains: dict[str, Gaps], decided: Callable[..., tuple[Decision, ...]]) -> Iterator[Turn]:
    sides = _sides(record, gains)
    means = {name: _mean(record, gains, side) for name, side in sides.items()}
    values = list(dict.fromkeys(value for _lane, value in sides.values()))
    two = [(first, second, value) for first, second in itertools.combinations(gains, 2) for value in values]

    def better(asked: Iterable[tuple[str, str, Value]], threshold: float) -> set[tuple[str, str, Value]]:
        """Return the better lane, the worse one and the value, where that is decided."""
        pairs = [(f"{first} {value}", f"{second} {value}") for first, second, value in asked]
        outcomes = [(pair.winner, pair.loser) for pair in decided(means, pairs=pairs, threshold=threshold)]
        return {(sides[winner][0], *sides[loser]) for winner, loser in outcomes if winner and loser}

    certain = better(two, THRESHOLD)
    in_choices = {(frozenset(pair), value[0]) for *pair, value in certain}
    certain |= better([each for each in two if (frozenset(each[:2]), each[2][0]) in in_choices], 2 * THRESHOLD - 1)
    leaders = {value: _best(gains, _places(record, value)) for value in values}
    for choice in parsed(record.points[0]):
        for low, high in itertools.combinations([value for value in values if value[0] == choice], 2):
            before, after = leaders[low], leaders[high]
            if certain >= {(before, after, low), (after, before, high)}:
                yield Turn(choice, (low[1], high[1]), (before, after))
                break
