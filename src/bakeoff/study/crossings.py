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
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.resampled import compare_folds
from bakeoff.study.findings import fold_plan, row_worth, scores, test_share
from bakeoff.study.record import Record

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

    A lead is NaN where one has no score. At each point, from the least, the better one is 1 for the first, -1 for the
    second, 0 for neither. Values of a slider that were looked at later say only where curves cross, so that no closer
    look takes a decision back.
    """
    coarse = np.array(record.in_order) < record.coarse
    by_lane = tables(record)
    pairs = list(itertools.combinations(by_lane, 2))
    gaps = [
        (by_lane[first] - by_lane[second]) * (1 if record.metric.greater_is_better else -1) for first, second in pairs
    ]
    signs = np.zeros((len(gaps), len(coarse)), dtype=np.int64)
    signs[:, coarse] = _signs([gap[:, coarse] for gap in gaps], record)
    return [(*pair, gap, sign) for pair, gap, sign in zip(pairs, gaps, signs, strict=True)]


def tables(record: Record, metric: Metric | None = None) -> dict[str, Gaps]:
    """Return scores of shape (n_folds, n_points) by lane, for those that have any; points from the least."""
    if not record.fitted:
        return {}
    by_point = [scores(record, metric, point) for point in record.in_order]
    stacked = {
        lane: np.stack([scores_at[lane] for scores_at in by_point], axis=1)
        for lane, info in record.lanes.items()
        if not contender(info.contender).baseline
    }
    return {lane: table for lane, table in stacked.items() if np.isfinite(table).any()}


def _places(record: Record) -> Gaps:
    """Return where each point stands: its value, or the logarithm of its mean number of training rows."""
    if record.plan.question != "rows":
        return np.array([record.points[point] for point in record.in_order], dtype=float)
    rows = record.frame.groupby("point")["n_train"].mean().reindex(record.in_order)
    return np.asarray(np.log(rows.to_numpy(dtype=float)))


def _signs(gaps: Sequence[Gaps], record: Record) -> NDArray[np.int64] | int:
    """Return for each pair and point which is decided to be better: 1 the first, -1 the second, 0 neither."""
    columns = np.concatenate([gap.T for gap in gaps]) if gaps else np.empty((0, record.n_folds))
    n_folds = np.isfinite(columns).sum(axis=1)
    columns[2 * n_folds < n_folds.max(initial=0)] = math.nan  # few folds would make the tests of all others blunt
    scores_by_name: dict[str, Gaps] = {str(place): column for place, column in enumerate(columns)}
    pairs = [(name, "") for name in scores_by_name]
    decisions = decide(
        {**scores_by_name, "": np.zeros(record.n_folds)},
        replace(record.metric, greater_is_better=True),
        fold_plan(record),
        rope=0.0,
        row=row_worth(record, record.metric),
        pairs=pairs,
    )
    signs = np.array([{"first": 1, "second": -1}.get(decision.outcome, 0) for decision in decisions], dtype=int)
    return signs.reshape(len(gaps), -1) if len(gaps) else 0


def _place(gap: Gaps, places: Gaps, turn: tuple[int, int], record: Record) -> tuple[float, float, float]:
    """Return where the mean curve of differences last crosses zero between two points, and where else it might.

    The curve of a fold without a score at a point between goes straight on to its next one.
    """
    ends = np.array(turn)
    folds = gap[np.isfinite(gap[:, ends]).all(axis=1)]
    measured = places[turn[0] : turn[1] + 1]
    measured = measured[np.isfinite(measured)]
    steps = np.arange(_STEPS * (len(measured) - 1) + 1) / _STEPS
    at = np.interp(steps, range(len(measured)), measured)
    known = [np.isfinite(fold) for fold in folds]
    curves = np.array([np.interp(at, places[has], fold[has]) for has, fold in zip(known, folds, strict=True)])
    means, decided = curves.mean(axis=0) if len(folds) else np.zeros(2), np.nanmean(gap[:, ends], axis=0)
    if len(folds) < 2 or (np.sign(means[[0, -1]]) != np.sign(decided)).any():  # the two points share too few folds
        share, low, high = decided[0] / (decided[0] - decided[1]), float(measured[0]), float(measured[-1])
        return low + float(share) * (high - low), low, high
    crossed = int(np.flatnonzero(np.sign(means) != np.sign(means[-1]))[-1])
    step = means[crossed] / (means[crossed] - means[crossed + 1])
    nothing, share, row = np.zeros(len(curves)), test_share(record), row_worth(record, record.metric)
    differences = (compare_folds(curve, nothing, share, row=row).difference for curve in curves.T)
    open_ = np.flatnonzero([difference.low <= 0 <= difference.high for difference in differences])
    around = [*open_, crossed, crossed + 1]
    first, last = max(0, min(around) - 1), min(len(at) - 1, max(around) + 1)  # the first places that are ruled out
    return float(at[crossed] + step * (at[crossed + 1] - at[crossed])), float(at[first]), float(at[last])
