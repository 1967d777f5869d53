"""A study's tables, with names as they stand on the page."""

from typing import Any

import pandas as pd

from bakeoff.contenders import contender
from bakeoff.datasets import dataset
from bakeoff.evaluation import notation
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.decision import amount, probability
from bakeoff.evaluation.intervals import LEVEL
from bakeoff.features.judge.best import written
from bakeoff.features.judge.findings import means, pairs_over_datasets
from bakeoff.features.judge.record import Record
from bakeoff.fields import Knob, knobs
from bakeoff.html import Markup
from bakeoff.text import _
from bakeoff.web.tables import html_table, table_row

_LEAST = 1e-4
"""No probability that is found by drawing is said to be nearer to 0 or 1."""


def means_table(record: Record) -> pd.DataFrame:
    """Return a row per contender and point: its mean score with the interval, spread over folds, and cost."""
    metric = record.metric
    rows = []
    for row in means(record).to_dict("records"):
        mean = Estimate(row["mean"], row["low"], row["high"])
        shown: dict[str, Any] = {_("Contender"): record.lanes[row["lane"]].label, **_point(record, row)}
        shown[_("Folds")] = row["n_folds"]
        shown[_("{metric}, mean", metric=_(metric.label))] = notation.score(row["mean"], metric)
        shown[_("95 % interval of the mean")] = notation.interval(mean, metric)
        shown[_("Standard deviation over folds")] = notation.difference(row["spread"], metric)
        shown[_("CPU time of a fit, mean")] = notation.duration(row["fit_cpu_seconds"])
        rows.append(shown)
    return pd.DataFrame(rows)


def datasets_table(record: Record) -> Markup:
    """Return the pairs over the data sets as HTML: probabilities, mean difference and size of the effect."""
    rope, metric = record.plan.rope, record.metric
    caption = _(
        "Over data sets like these, by the Bayesian signed-rank test (Benavoli and others 2014), each pair on its "
        "own. Bold: Wilcoxon’s exact test agrees, corrected for all pairs. Average ranks and their critical "
        "difference (Nemenyi) depend on who else takes part; this does not."
    )
    titles = (
        _("Pair"),
        _("First mostly better"),
        _("Mostly within {rope}", rope=amount(rope, metric)) if rope else _("Equal"),
        _("Second mostly better"),
        _("Mean difference, 95 % interval"),
        _("Rank-biserial effect"),
    )
    rows = []
    for pair in pairs_over_datasets(record):
        first, second = record.lanes[pair.first].label, record.lanes[pair.second].label
        cells = [_probability(value, pair.sure) for value in (pair.p_first, pair.p_rope, pair.p_second)]
        gap, interval = notation.gap(pair.difference, metric), notation.difference_interval(pair.difference, metric)
        cells += [Markup("{}<br>{}").format(gap, interval), notation.signed(pair.effect, 2)]
        rows.append(table_row(_("{first} against {second}", first=first, second=second), cells))
    return html_table(caption, titles, rows)


def _probability(value: float, sure: bool) -> str:
    text = probability(min(max(value, _LEAST), 1 - _LEAST))
    return Markup("<strong>{}</strong>").format(text) if sure and value >= LEVEL else text


def chosen_table(record: Record) -> pd.DataFrame:
    """Return a row per tuned contender and fold: the settings that tuning chose, where they differ from the given."""
    rows = []
    for fitted in record.fitted:
        lane = record.lanes[fitted.cell.lane]
        if lane.tuned:
            known = {knob.name: knob for knob in knobs(contender(lane.contender).hyperparameters)}
            chosen = {_(known[name].label): written(known[name], value) for name, value in fitted.chosen.items()}
            rows.append({_("Contender"): lane.label, _("Fold"): fitted.cell.fold + 1, **chosen})
    return pd.DataFrame(rows).fillna(_("as given"))


def _point(record: Record, row: dict[Any, Any]) -> dict[str, Any]:
    value, question = record.points[row["point"]], record.plan.question
    if question == "rows":
        return {_("Training rows"): notation.count(round(row["n_train"]))}
    if question == "datasets":
        return {_("Data set"): _(dataset(value).title)}
    if question == "setting":
        knob: Knob = record.plan.knob(record.spec)[1]
        return {_(knob.label): written(knob, value)}
    return {_("Training rows"): notation.count(round(row["n_train"]))}
