"""Results of a study's fits: means with intervals, decided pairs, costs and ranks."""

import itertools
import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.choice import Choice, choose
from bakeoff.evaluation.costs import DRAWN
from bakeoff.evaluation.critical_difference import RankComparison, compare_ranks
from bakeoff.evaluation.decision import Decision, decide, ends_of_folds, leader_decided
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.resampled import mean_score
from bakeoff.evaluation.sequential import FoldPlan
from bakeoff.evaluation.signed_rank import OverDatasets, over_datasets
from bakeoff.study.record import Record


def scores(record: Record, metric: Metric | None = None, point: int = 0) -> dict[str, NDArray[np.float64]]:
    """Return each lane's scores by fold, shape (n_folds,), NaN where there is none yet."""
    name = (metric or record.metric).name
    by_lane = {lane: np.full(record.n_folds, math.nan) for lane in record.lanes}
    for fitted in record.fitted:
        if fitted.cell.point == point:
            by_lane[fitted.cell.lane][fitted.cell.fold] = fitted.scores[name]
    return by_lane


def test_share(record: Record) -> float:
    """Return the share of the rows that a fold tests on."""
    if not record.fitted:
        return 0.0
    if record.plan.method == "shuffle":
        return record.spec.rules.test_share
    k = record.folds_per_repeat
    if record.spec.rules.split == "time":  # each fold tests on as many rows, and trains on 1, 2, … k times as many
        factor = float(np.mean(1 / np.arange(1, k + 1)))
        return factor / (1 + factor)
    return 1 / k


def row_worth(record: Record, metric: Metric) -> float:
    """Return by how much one test row can change the score of a fold, in units of the score; 0 if none is known.

    Of a score between 0 and 1, and of R², it is one by the number of test rows; of a loss or an error, the mean score
    by that number.
    """
    if not record.fitted:
        return 0.0
    rows = float(np.mean([fitted.n_test for fitted in record.fitted]))
    if metric.greater_is_better:
        return 1 / rows
    known = [fitted.scores[metric.name] for fitted in record.fitted if math.isfinite(fitted.scores[metric.name])]
    return float(np.mean(known)) / rows if known else 0.0


def fold_plan(record: Record) -> FoldPlan:
    """Return how many folds the study plans, and of how many groups."""
    per_repeat = max(1, record.folds_per_repeat)
    planned, whole = max(per_repeat, record.most_folds), record.plan.method == "k_fold"
    groups = record.fitted[0].groups if record.fitted else None
    return FoldPlan(test_share(record), per_repeat, planned, record.plan.ends_when_decided, whole, groups)


def means(record: Record, metric: Metric | None = None) -> pd.DataFrame:
    """Return a row per lane and point that has a score.

    Columns are ``lane``, ``label``, ``point``, ``n_folds``, ``n_train``, ``mean``, ``low``, ``high`` (the corrected
    95 % interval; NaN if groups are too few), ``spread`` (standard deviation over folds), and ``fit_cpu_seconds`` (the
    mean).
    """
    metric = metric or record.metric
    name, share, worth = metric.name, test_share(record), row_worth(record, metric)
    plan = fold_plan(record)
    repeat = plan.per_repeat if plan.whole else 0
    rows = []
    for key, part in record.frame.groupby(["lane", "point"], sort=False):
        lane, point = str(key[0]), int(str(key[1]))
        mean = metric.within(mean_score(part[name], share, worth, repeat))
        rows.append(
            {
                "lane": lane,
                "label": record.lanes[lane].label,
                "point": point,
                "n_folds": len(part),
                "n_train": part["n_train"].mean(),
                "mean": mean.value,
                "low": math.nan if plan.too_few_groups else mean.low,
                "high": math.nan if plan.too_few_groups else mean.high,
                "spread": part[name].std(ddof=1),
                "fit_cpu_seconds": part["fit_cpu_seconds"].mean(),
            }
        )
    columns = ["lane", "label", "point", "n_folds", "n_train", "mean", "low", "high", "spread", "fit_cpu_seconds"]
    return pd.DataFrame(rows, columns=columns)


def standing(record: Record) -> pd.DataFrame:
    """Return the mean that stands for the study of each lane that has one: of its best value, or of the most rows.

    Of a slider it is that of the data as they are, of preparations that of the race.

    Index is the lane; columns are those of `means` that are numbers. Over data sets it is the mean of their means,
    which has no interval.
    """
    frame = means(record).drop(columns="label").dropna(subset=["mean"]).sort_values("point", kind="stable")
    if record.plan.question == "datasets":
        return frame.groupby("lane").mean().assign(low=math.nan, high=math.nan)
    if record.plan.question == "setting":
        frame = frame.sort_values("mean", ascending=record.metric.greater_is_better, kind="stable")
    keep: Literal["first", "last"] = "first" if record.plan.begins_as_set else "last"
    return frame.drop_duplicates("lane", keep=keep).set_index("lane")  # groupby's last() fills in what is not known


def decisions(record: Record, metric: Metric | None = None, point: int = 0) -> tuple[Decision, ...]:
    """Compare every two lanes, baselines left out, on the folds that both have a score on."""
    known = _known(record, metric, point)
    return _decided(record, known, list(itertools.combinations(_split(record, known)[0], 2)), metric)


def against_baselines(record: Record, metric: Metric | None = None, point: int = 0) -> tuple[Decision, ...]:
    """Compare every lane with every baseline, whose pairs are a family of their own; the lane is the first."""
    known = _known(record, metric, point)
    return _decided(record, known, list(itertools.product(*_split(record, known))), metric)


def against_all(record: Record, name: str) -> Literal["better", "not better", "undecided"]:
    """Tell whether a lane is better than each other, or worse than or equivalent to one."""
    pairs = [pair for pair in (*decisions(record), *against_baselines(record)) if name in (pair.first, pair.second)]
    if any(pair.decided and pair.winner != name for pair in pairs):
        return "not better"
    all_compared = len(pairs) == len(record.lanes) - 1
    return "better" if all_compared and all(pair.decided for pair in pairs) else "undecided"


def choice(record: Record) -> Choice | None:
    """Return which lane to choose of those that were compared on one data set; None with fewer than two.

    A baseline that no lane is better than is one of them.
    """
    point = len(record.points) - 1
    known, pairs = _known(record, None, point), decisions(record, point=point)
    floor = against_baselines(record, point=point)
    losers = {pair.loser for pair in (*pairs, *floor) if pair.loser}
    rivals, baselines = _split(record, known)
    scores_of = standing(record)["mean"].map(record.metric.gain)
    names = sorted([*rivals, *(name for name in baselines if name not in losers)], key=lambda name: -scores_of[name])
    if len(names) < 2:
        return None
    ends = ends_of_folds(
        {name: known[name] for name in names}, record.metric, fold_plan(record), row_worth(record, record.metric)
    )
    spent = costs(record)
    return choose(names, ends, losers, {cost: dict(spent[cost]) for cost in DRAWN}, record.plan.rope)


def against_themselves(record: Record) -> tuple[Decision, ...]:
    """Compare every repaired lane with its contender as it is set, the largest gain first; the repaired is the first.

    All repairs are one family, so that none is called a gain for having been tried among many. An interval ends where
    the metric does: a contender with 98 % cannot gain more than 2 points.
    """
    known = _known(record, None, 0)
    pairs = [(name, lane.contender) for name, lane in record.lanes.items() if lane.repaired]
    compared = _decided(record, known, [pair for pair in pairs if known.keys() >= set(pair)], None)
    compared = tuple(_possible_gain(pair, known, record.metric) for pair in compared)
    return tuple(sorted(compared, key=lambda pair: -pair.difference.value))


def _possible_gain(pair: Decision, known: dict[str, NDArray[np.float64]], metric: Metric) -> Decision:
    """Cut the interval of a repair's gain where no score can be, from the contender's own on the same folds."""
    both = np.isfinite(known[pair.first]) & np.isfinite(known[pair.second])
    if not both.any():
        return pair
    as_set = metric.gain(float(known[pair.second][both].mean()))
    least, most = sorted(metric.gain(end) - as_set for end in (metric.lowest, metric.highest))
    low, high = (float(np.clip(end, least, most)) for end in (pair.difference.low, pair.difference.high))
    return replace(pair, difference=Estimate(pair.difference.value, low, high))


def compare_two(record: Record, first: str, second: str) -> Decision:
    """Compare two lanes that both have scores."""
    return _decided(record, _known(record, None, 0), [(first, second)], None)[0]


def baseline_unbeaten(record: Record, metric: Metric | None = None, point: int = 0) -> bool:
    """Return whether there is a baseline, and no lane that is better than every baseline beyond doubt."""
    pairs = against_baselines(record, metric, point)
    return bool(pairs) and _held(pairs) == {pair.first for pair in pairs}


def held(record: Record, metric: Metric | None = None, point: int = 0) -> frozenset[str]:
    """Return the lanes that are not better than every baseline beyond doubt."""
    return _held(against_baselines(record, metric, point))


def _held(pairs: Iterable[Decision]) -> frozenset[str]:
    return frozenset(pair.first for pair in pairs if pair.winner != pair.first)


def _known(record: Record, metric: Metric | None, point: int) -> dict[str, NDArray[np.float64]]:
    """Return the scores that decide: of whole repeats while the study goes on, of all folds once it has ended."""
    known = {lane: values for lane, values in scores(record, metric, point).items() if np.isfinite(values).any()}
    if record.active and known:
        done = min(int(np.isfinite(values).sum()) for lane, values in known.items() if record.lanes[lane].active)
        whole = done // record.folds_per_repeat * record.folds_per_repeat
        known = {
            lane: np.where(np.arange(len(values)) < (whole or done), values, math.nan) for lane, values in known.items()
        }
    return known


def _split(record: Record, lanes: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the rivals and the baselines."""
    baselines = [lane for lane in lanes if contender(record.lanes[lane].contender).baseline]
    return [lane for lane in lanes if lane not in baselines], baselines


def _decided(
    record: Record, known: dict[str, NDArray[np.float64]], pairs: list[tuple[str, str]], metric: Metric | None
) -> tuple[Decision, ...]:
    metric = metric or record.metric
    return decide(known, metric, fold_plan(record), record.plan.rope, row=row_worth(record, metric), pairs=pairs)


def decided(record: Record) -> bool:
    """Return whether more repeats would be wasted: the leader is decided against all, or groups are too few."""
    best = standing(record)["mean"].drop(_split(record, record.lanes)[1], errors="ignore")
    leader = str(best.idxmax() if record.metric.greater_is_better else best.idxmin()) if len(best) else ""
    return fold_plan(record).too_few_groups or leader_decided(decisions(record), leader)


def costs(record: Record) -> pd.DataFrame:
    """Return a row per lane: ``score``, ``fit_cpu_seconds``, ``predict_ms_per_1000`` and ``model_bytes``.

    Scores and fit times are means over folds; the other two were measured in the first. To the fit of a tuned lane
    belongs its tuning.
    """
    frame = means(record)
    last = frame[frame["point"] == frame["point"].max()].set_index("lane")
    table = last.rename(columns={"mean": "score"})[["score", "fit_cpu_seconds"]]
    tuning = {trial.cell: trial.cpu_seconds for trial in record.tried}  # the last of a cell has it in all
    per_lane = pd.Series(tuning.values(), [cell.lane for cell in tuning], dtype=float).groupby(level=0).mean()
    table["fit_cpu_seconds"] += per_lane.reindex(table.index, fill_value=0.0)
    first = {fitted.cell.lane: fitted for fitted in record.fitted if fitted.predict_ms_per_1000 is not None}
    table["predict_ms_per_1000"] = [first[lane].predict_ms_per_1000 if lane in first else None for lane in table.index]
    table["model_bytes"] = [first[lane].model_bytes if lane in first else None for lane in table.index]
    return pd.DataFrame(table, dtype=float)


def ranks(record: Record) -> RankComparison | None:
    """Rank the contenders over the data sets that all have a score on, baselines left out; None with fewer than two."""
    known = _by_dataset(record)
    return None if known is None else compare_ranks(known, record.metric.greater_is_better)


def pairs_over_datasets(record: Record) -> tuple[OverDatasets, ...]:
    """Compare every two contenders over the data sets, baselines left out; none with fewer than two of either."""
    known = _by_dataset(record)
    if known is None:
        return ()
    return over_datasets(known, record.plan.rope, record.metric.greater_is_better, record.spec.rules.seed)


def _by_dataset(record: Record) -> pd.DataFrame | None:
    """Return mean scores, a row per data set that all rivals have one on, a column per rival."""
    frame = means(record).pivot(index="point", columns="lane", values="mean")
    known = frame[_split(record, [lane for lane in record.lanes if lane in frame])[0]].dropna()
    return None if min(known.shape) < 2 else known
