"""Scores on the test part: the leaderboard, drawn."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import Metric, metrics
from bakeoff.fields import unknown
from bakeoff.figures.style import Spec, axis, empty, figure, label, layout, who_have
from bakeoff.race.report import Report
from bakeoff.text import _


def leaderboard(report: Report, metric: str | None = None) -> go.Figure:
    """Draw each finished contender's test score with its 95 % interval, the best on top.

    Parameters
    ----------
    report : Report
    metric : str, optional
        Name of the metric; the one that decides unless said otherwise.

    Raises
    ------
    SettingError
        If the race's task has no such metric.
    """
    if report.setting is None or not report.finished():
        return empty(_("No contender has come to its end yet."))
    shown = _metric(report, metric)
    frame = leaderboard_frame(report, metric)
    percent = shown.unit == "%"
    x = axis(_axis_title(shown, report), tickformat=".0%" if percent else "")
    y = axis(
        type="category",
        categoryorder="array",
        categoryarray=frame["label"].tolist()[::-1],
        range=[-0.5, len(frame) - 0.3],
    )
    traces = [_trace(row, percent) for row in frame.to_dict("records")]
    return figure({"data": traces, "layout": layout(_title(frame, shown), xaxis=x, yaxis=y, showlegend=False)})


def leaderboard_frame(report: Report, metric: str | None = None) -> pd.DataFrame:
    """Return what `leaderboard` draws: a row per finished contender, best first.

    Columns are contender, label, value, low and high.
    """
    columns = ["contender", "label", "value", "low", "high"]
    if report.setting is None:
        return pd.DataFrame(columns=columns)
    shown = _metric(report, metric)
    known = {
        name: outcome.metrics[shown.name]
        for name, outcome in report.finished().items()
        if shown.name in outcome.metrics
    }
    rows = [(name, label(name), one.value, one.low, one.high) for name, one in known.items()]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values("value", ascending=not shown.greater_is_better, kind="stable", ignore_index=True)


def _metric(report: Report, name: str | None) -> Metric:
    if name is None:
        return report.metric
    known = {one.name: one for one in metrics(report.spec.dataset.info.task)}
    if name not in known:
        raise unknown(name, known, _("metric"))
    return known[name]


def _axis_title(metric: Metric, report: Report) -> str:
    if metric.unit == "target" and report.setting is not None:
        return _("{metric} of {target}, test part", metric=metric.label, target=report.setting.target_name)
    return _("{metric}, test part", metric=metric.label)


def _title(frame: pd.DataFrame, metric: Metric) -> str:
    if frame.empty:
        return metric.label
    numbers = [_number(value, metric.unit == "%") for value in frame["value"]]
    shown, best = dict(zip(frame["contender"], numbers, strict=True)), numbers[0]
    words = {"metric": metric.label, "labels": who_have(best, shown), "value": best}
    if metric.greater_is_better:
        return _("{metric}, highest at {value}: {labels}", **words)
    return _("{metric}, lowest at {value}: {labels}", **words)


def _number(value: float, percent: bool) -> str:
    return _("{number} %", number=f"{100 * value:.1f}") if percent else f"{value:.3g}"


def _trace(row: Mapping[Hashable, Any], percent: bool) -> Spec:
    identity = contender(str(row["contender"])).identity
    shape = ":.2%" if percent else ":.4g"
    return {
        "type": "scatter",
        "mode": "markers+text",
        "text": [_number(row["value"], percent)],
        "textposition": "top center",
        "name": row["label"],
        "x": [row["value"]],
        "y": [row["label"]],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [row["high"] - row["value"]],
            "arrayminus": [row["value"] - row["low"]],
            "color": identity.colour,
            "thickness": 2,
            "width": 6,
        },
        "marker": {
            "symbol": identity.marker,
            "color": identity.colour,
            "size": 13,
            "line": {"color": identity.colour, "width": 2},
        },
        "customdata": [[row["low"], row["high"]]],
        "hovertemplate": f"%{{x{shape}}} (%{{customdata[0]{shape}}} – %{{customdata[1]{shape}}})<extra>%{{y}}</extra>",
    }
