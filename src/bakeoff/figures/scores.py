"""Scores on the test part: the leaderboard, drawn."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import Metric, with_deciding
from bakeoff.evaluation.notation import score, with_interval
from bakeoff.figures.baseline import ends_without, in_row, of_baselines
from bakeoff.figures.score_axis import drawn, score_ticks
from bakeoff.figures.style import Spec, axis, figure, label, layout
from bakeoff.figures.titles import first_place
from bakeoff.race.finished import FinishedRace, in_order
from bakeoff.refusals import unknown
from bakeoff.text import _


def leaderboard(race: FinishedRace, metric: str | None = None) -> go.Figure:
    """Draw each finished contender's test score with its 95 % interval, the best on top.

    Parameters
    ----------
    metric : str, optional
        Name of the metric; the one that decides unless said otherwise.

    Raises
    ------
    SettingError
        If the race's task has no such metric.
    """
    shown = _metric(race, metric)
    frame = leaderboard_frame(race, metric)
    x = axis(_axis_title(shown, race), **score_ticks(shown))
    y = axis(
        type="category",
        categoryorder="array",
        categoryarray=frame["label"].tolist()[::-1],
        range=[-0.5, len(frame) - 0.3],
    )
    title = first_place(_("{metric} on the test part", metric=_(shown.label)), race.standings(shown))
    ends = frame[["low", "value", "high"]].apply(drawn, metric=shown)
    floors = of_baselines(frame["contender"])
    limits, notes = ends_without(ends, floors, shown), []
    if limits is not None:
        x["range"] = limits
        notes = [in_row(row["value"], shown, limits, row["label"]) for row in frame[floors].to_dict("records")]
    across = limits or [float(ends.min().min()), float(ends.max().max())]
    traces = [_trace(row, shown, across) for row in frame.to_dict("records")]
    return figure({"data": traces, "layout": layout(title, xaxis=x, yaxis=y, annotations=notes, showlegend=False)})


def leaderboard_frame(race: FinishedRace, metric: str | None = None) -> pd.DataFrame:
    """Return what `leaderboard` draws: a row per finished contender, best first.

    Columns are contender, label, value, low and high.
    """
    columns = ["contender", "label", "value", "low", "high"]
    shown = _metric(race, metric)
    order = in_order(race.outcomes, shown, race.standings(shown))
    known = [(name, race.outcomes[name].metrics[shown.name]) for name in order]
    rows = [(name, label(name), estimate.value, estimate.low, estimate.high) for name, estimate in known]
    return pd.DataFrame(rows, columns=columns)


def _metric(race: FinishedRace, name: str | None) -> Metric:
    if name is None:
        return race.metric
    known = {metric.name: metric for metric in with_deciding(race.setting.task, race.metric)}
    if name not in known:
        raise unknown(name, known, _("metric"))
    return known[name]


def _axis_title(metric: Metric, race: FinishedRace) -> str:
    if metric.unit == "target":
        return _("{metric} of {target}, test part", metric=metric.label, target=race.setting.target_name)
    return _("{metric}, test part", metric=metric.label)


def _trace(row: Mapping[Hashable, Any], metric: Metric, ends: Sequence[float]) -> Spec:
    identity = contender(str(row["contender"])).identity
    value, low, high = (drawn(row[name], metric) for name in ("value", "low", "high"))
    estimate = Estimate(row["value"], row["low"], row["high"])
    return {
        "type": "scatter",
        "mode": "markers+text",
        "text": [score(row["value"], metric)],
        "textposition": _beside(value, *ends),
        "name": row["label"],
        "x": [value],
        "y": [row["label"]],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [high - value],
            "arrayminus": [value - low],
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
        "hovertext": [_("{label}: {score}", label=row["label"], score=with_interval(estimate, metric))],
        "hoverinfo": "text",
    }


def _beside(value: float, low: float, high: float) -> str:
    """Return where a number stands over its mark, so that it is not cut off where a narrow figure ends."""
    place = (value - low) / ((high - low) or 1.0)
    return "top left" if place > 0.8 else "top right" if place < 0.2 else "top center"
