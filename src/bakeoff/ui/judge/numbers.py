"""A study's tables, with names as they stand on the page."""

from typing import Any

import pandas as pd

from bakeoff.contenders import contender
from bakeoff.datasets import dataset
from bakeoff.evaluation import notation
from bakeoff.evaluation.base import Estimate
from bakeoff.fields import Knob, knobs
from bakeoff.judge import Record
from bakeoff.judge.best import written
from bakeoff.judge.findings import means
from bakeoff.text import _


def means_table(record: Record) -> pd.DataFrame:
    """Return a row per contender and point: its mean score with the interval, spread over folds, and cost."""
    metric = record.metric
    rows = []
    for row in means(record).to_dict("records"):
        mean = Estimate(row["mean"], row["low"], row["high"])
        shown: dict[str, Any] = {_("Contender"): row["label"], **_point(record, row)}
        shown[_("Folds")] = row["n_folds"]
        shown[_("{metric}, mean", metric=_(metric.label))] = notation.score(row["mean"], metric)
        shown[_("95 % interval of the mean")] = notation.interval(mean, metric)
        shown[_("Standard deviation over folds")] = notation.difference(row["spread"], metric)
        shown[_("CPU time of a fit, mean")] = notation.duration(row["fit_cpu_seconds"])
        rows.append(shown)
    return pd.DataFrame(rows)


def chosen_table(record: Record) -> pd.DataFrame:
    """Return a row per tuned contender and fold: the settings that tuning chose, where they differ from the given."""
    rows = []
    for one in record.fitted:
        lane = record.lanes[one.cell.lane]
        if lane.tuned:
            known = {knob.name: knob for knob in knobs(contender(lane.contender).hyperparameters)}
            chosen = {_(known[name].label): written(known[name], value) for name, value in one.chosen.items()}
            rows.append({_("Contender"): lane.label, _("Fold"): one.cell.fold + 1, **chosen})
    return pd.DataFrame(rows).fillna(_("as given"))


def _point(record: Record, row: dict[Any, Any]) -> dict[str, Any]:
    value, question = record.points[row["point"]], record.plan.question
    if question == "rows":
        return {_("Training rows"): round(row["n_train"])}
    if question == "datasets":
        return {_("Data set"): dataset(value).title}
    if question == "setting":
        knob: Knob = record.plan.knob(record.spec)[1]
        return {_(knob.label): written(knob, value)}
    return {_("Training rows"): round(row["n_train"])}
