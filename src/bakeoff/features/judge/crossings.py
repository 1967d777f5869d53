"""Crossings of the contenders' curves as the training set grows, or a slider moves."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.decision import decide
from bakeoff.evaluation.resampled import ResampledComparison, compare_folds
from bakeoff.features.judge.findings import fold_plan, row_worth, scores, test_share
from bakeoff.features.judge.record import Record

_STEPS = 50
"""Places between two measured points where the curves are compared."""

Gaps = NDArray[np.float64]


@dataclass(frozen=True)
class Crossing:
    """Crossing of two curves: one is better before it, and the other behind it, both beyond doubt.

    Attributes
    ----------
    before, after : str
        Lanes: the better one with fewer rows or less of the slider, and the better one with more.
    at : Estimate
        Training rows, or value of the slider, with its 95 % interval: all places at which the corrected resampled
        t-test of the two curves finds no difference (Fieller 1954). The curves are straight between measured points,
        of rows on a logarithmic scale.
    """

    before: str
    after: str
    at: Estimate


def crossings(record: Record) -> tuple[Crossing, ...]:
    """Return where curves cross, between all pairs of contenders, baselines left out.

    A pair is told to cross only if one is better at some point, and the other at a greater one, by tests that make up
    for all pairs, all points, and for looking at any time. Of rows the last crossing counts, of a slider each.
    """
    by_rows, places = record.plan.question == "rows", _places(record)
    all_crossings = []
    for first, second, gap, sign in compared(record):
        known = np.flatnonzero(sign).tolist()
        turns = [(a, b) for a, b in itertools.pairwise(known) if sign[a] != sign[b]]
        for turn in turns[-1:] if by_rows else turns:
            before, after = (second, first) if sign[turn[1]] > 0 else (first, second)
            at = _place(gap, places, turn, record)
            all_crossings.append(Crossing(before, after, Estimate(*map(math.exp, at)) if by_rows else Estimate(*at)))
    return tuple(all_crossings)


def compared(record: Record) -> list[tuple[str, str, Gaps, NDArray[np.int64]]]:
    """Return for each pair its lanes, the first's lead by fold and point, and who is decided to be better.

    At each point, from the least, that is 1 for the first, -1 for the second, 0 for neither. Values of a slider that
    were looked at later say only where curves cross, so that no closer look takes a decision back.
    """
    coarse = np.array(record.in_order) < record.coarse
    tables = _tables(record)
    pairs = list(itertools.combinations(tables, 2))
    gaps = [_gaps(tables[first], tables[second], record) for first, second in pairs]
    signs = np.zeros((len(gaps), len(coarse)), dtype=np.int64)
    signs[:, coarse] = _signs([gap[:, coarse] for gap in gaps], record)
    return [(*pair, gap, sign) for pair, gap, sign in zip(pairs, gaps, signs, strict=True)]


def _tables(record: Record) -> dict[str, Gaps]:
    """Return scores of shape (n_folds, n_points) by lane, for those that have any; points from the least."""
    if not record.fitted:
        return {}
    by_point = [scores(record, point=point) for point in record.in_order]
    tables = {
        lane: np.stack([scores_at[lane] for scores_at in by_point], axis=1)
        for lane, info in record.lanes.items()
        if not contender(info.contender).baseline
    }
    return {lane: table for lane, table in tables.items() if np.isfinite(table).any()}


def _gaps(first: Gaps, second: Gaps, record: Record) -> Gaps:
    """Return by how much the first is better, on the folds that both have at every number of rows."""
    gap = (first - second) * (1 if record.metric.greater_is_better else -1)
    return gap[np.isfinite(gap).all(axis=1)]


def _places(record: Record) -> Gaps:
    """Return where each point stands: its value, or the logarithm of its mean number of training rows."""
    if record.plan.question != "rows":
        return np.array([record.points[point] for point in record.in_order], dtype=float)
    rows = record.frame.groupby("point")["n_train"].mean().to_numpy() if record.fitted else np.empty(0)
    return np.log(rows)


def _signs(gaps: Sequence[Gaps], record: Record) -> NDArray[np.int64] | int:
    """Return for each pair and point which is decided to be better: 1 the first, -1 the second, 0 neither."""
    n_folds = max((len(gap) for gap in gaps), default=0)
    longer = [np.pad(gap, ((0, n_folds - len(gap)), (0, 0)), constant_values=math.nan) for gap in gaps]
    columns = [column for gap in longer for column in gap.T]
    scores_by_name: dict[str, Gaps] = {str(place): column for place, column in enumerate(columns)}
    pairs = [(name, "") for name in scores_by_name]
    decisions = decide(
        {**scores_by_name, "": np.zeros(n_folds)},
        replace(record.metric, greater_is_better=True),
        fold_plan(record),
        rope=0.0,
        row=row_worth(record, record.metric),
        pairs=pairs,
    )
    signs = np.array([{"first": 1, "second": -1}.get(decision.outcome, 0) for decision in decisions], dtype=int)
    return signs.reshape(len(gaps), -1) if len(gaps) else 0


def _tested(gap: Gaps, record: Record) -> ResampledComparison:
    return compare_folds(gap, np.zeros(len(gap)), test_share(record), row=row_worth(record, record.metric))


def _place(gap: Gaps, places: Gaps, turn: tuple[int, int], record: Record) -> list[float]:
    """Return where the mean curve of differences last crosses zero between two points, and where else it might."""
    first, last = turn
    at = np.linspace(first, last, _STEPS * (last - first) + 1)
    left = np.minimum(at.astype(int), last - 1)
    weight = at - left
    curves = gap[:, left] * (1 - weight) + gap[:, left + 1] * weight
    means = curves.mean(axis=0)
    crossed = int(np.flatnonzero(np.sign(means) != np.sign(means[-1]))[-1])
    step = means[crossed] / (means[crossed] - means[crossed + 1])
    differences = (_tested(curve, record).difference for curve in curves.T)
    open_ = np.flatnonzero([difference.low <= 0 <= difference.high for difference in differences])
    around = [*open_, crossed, crossed + 1]
    low, high = max(0, min(around) - 1), min(len(at) - 1, max(around) + 1)  # the first places that are ruled out
    ends = [at[crossed] + step / _STEPS, at[low], at[high]]
    return [float(place) for place in np.interp(ends, range(len(places)), places)]
