"""Measures of a study: its results, once it is over."""

import pandas as pd

from bakeoff.evaluation.metrics import metrics
from bakeoff.lesson.measures.base import Measure, known
from bakeoff.lesson.units import COUNT, SECONDS, TRUTH
from bakeoff.study.best import best_value
from bakeoff.study.findings import against_baselines, costs, decisions, means, pairs_over_datasets, standing
from bakeoff.study.record import Record


def _over(record: Record) -> bool:
    return not record.active and bool(record.fitted)


def _score(record: Record, of: str, _against: str, metric: str) -> float | None:
    """Return the mean that stands for the study, in any metric: at the value, or of the rows, that the board shows."""
    by_name = {each.name: each for each in metrics(record.task)}
    shown = standing(record) if _over(record) else pd.DataFrame()
    if of not in shown.index or metric not in by_name:
        return None
    rows = means(record, by_name[metric])
    rows = rows[rows["lane"] == of]
    if record.plan.question != "datasets":
        rows = rows[rows["point"] == shown.loc[of, "point"]]
    return known(rows["mean"].mean())


def _beats(record: Record, of: str, against: str, _metric: str) -> float | None:
    """Return whether the study has decided so; None where it does not compare the two."""
    if not _over(record) or not {of, against} <= record.lanes.keys():
        return None
    match record.plan.question:
        case "datasets":
            return _over_datasets(record, of, against)
        case "setting":
            return _at_best_values(record, of, against)
    point = 0 if record.plan.begins_as_set else len(record.points) - 1
    pairs = [*decisions(record, point=point), *against_baselines(record, point=point)]
    return next((float(pair.winner == of) for pair in pairs if {pair.first, pair.second} == {of, against}), None)


def _at_best_values(record: Record, of: str, against: str) -> float | None:
    """Return whether the best of all, with its best value, is better than the other with its own."""
    best = best_value(record)
    if best.lane == of and against in best.others:
        return float(against not in best.tied)
    return 0.0 if best.lane == against else None


def _over_datasets(record: Record, of: str, against: str) -> float | None:
    for pair in pairs_over_datasets(record):
        if {pair.first, pair.second} == {of, against}:
            likelier = pair.p_first if of == pair.first else pair.p_second
            return float(pair.sure and pair.ahead == of and likelier > pair.p_rope)
    return None


def _cpu_seconds(record: Record, of: str, *_: str) -> float | None:
    return known(costs(record)["fit_cpu_seconds"].to_dict().get(of)) if _over(record) else None


MEASURES = (
    Measure(
        "judge.score",
        "Mean score",
        "A contender’s mean score over the folds.",
        _score,
        said="{metric} of {of}, on average over the folds",
        subjects=("of",),
    ),
    Measure(
        "judge.beats",
        "Beats, by the judge",
        "Whether the judge has decided that the first contender is better than the second.",
        _beats,
        TRUTH,
        said="{of} beats {against}, by the judge",
        subjects=("of", "against"),
    ),
    Measure(
        "judge.folds",
        "Folds",
        "How many folds were asked for, all repeats together.",
        lambda record, *_: record.n_folds if _over(record) else None,
        COUNT,
    ),
    Measure(
        "judge.cpu_seconds",
        "CPU time of a fit",
        "CPU time that a contender’s training took, on average over the folds.",
        _cpu_seconds,
        SECONDS,
        said="CPU time of a fit of {of}",
        subjects=("of",),
    ),
)
