"""A study: scores by fold, by training rows, and by a setting's value.

The page draws these while folds come in, so they are made as plain dicts.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.datasets import dataset
from bakeoff.evaluation import notation
from bakeoff.evaluation.metrics import Metric
from bakeoff.figures.baseline import ends_without, in_corner, in_row, of_baselines
from bakeoff.figures.pareto import Told, marker
from bakeoff.figures.score_axis import drawn, score_bounds, score_range, score_ticks
from bakeoff.figures.style import GREY, Spec, axis, faded, figure, layout, log_ticks, percent_ticks
from bakeoff.study.crossings import Crossing
from bakeoff.study.findings import baseline_unbeaten, decisions, held, means, ranks, scores
from bakeoff.study.record import Record, StudyLane
from bakeoff.text import _

_SAME_MARK = 0.03
"""Of the axis: how near two ranks are whose marks would lie on one another."""


def fold_scores(record: Record, metric: Metric | None = None) -> go.Figure:
    """Draw every fold's score, and each lane's mean with its corrected 95 % interval, the best on top."""
    return figure(fold_scores_spec(record, metric))


def fold_scores_spec(record: Record, metric: Metric | None = None) -> Spec:
    """Return `fold_scores` as a plain dict."""
    metric = metric or record.metric
    frame = means(record, metric).sort_values("mean", ascending=not metric.greater_is_better, kind="stable")
    by_fold = scores(record, metric)
    traces: list[Spec] = []
    for row in _in_percent(frame, metric).to_dict("records"):
        lane = record.lanes[str(row["lane"])]
        folds = drawn(by_fold[lane.name], metric)
        traces += [_strip(lane, folds, row["label"], metric), _mean(lane, row, metric)]
    labels = frame["label"].tolist()
    named_means = [
        f"{label}<br>{notation.score(mean, metric)}" for label, mean in zip(labels, frame["mean"], strict=True)
    ]
    title = _leaders(record, frame, metric)
    y = axis(type="category", categoryorder="array", categoryarray=labels[::-1], range=[-0.6, len(labels) - 0.4])
    y |= {"tickvals": labels, "ticktext": named_means}
    x, notes = _fold_axis(record, frame, by_fold, metric)
    parts: Spec = {"xaxis": x, "yaxis": y, "annotations": notes, "showlegend": False, "uirevision": "folds"}
    return {"data": traces, "layout": layout(title) | parts}


def _fold_axis(
    record: Record, frame: pd.DataFrame, by_fold: Mapping[str, NDArray[np.float64]], metric: Metric
) -> tuple[Spec, list[Spec]]:
    """Return the axis of all folds' scores, and where the baseline is if that is far beyond it."""
    folds = pd.DataFrame([drawn(by_fold[str(name)], metric) for name in frame["lane"]], index=frame.index)
    x = score_axis(_("{metric} on the held-out fold", metric=_(metric.label)), folds.to_numpy().ravel(), metric)
    ends = folds.join(_in_percent(frame, metric)[["low", "mean", "high"]])
    floors = _floors(record, frame)
    limits = ends_without(ends, floors, metric)
    if limits is None:
        return x, []
    notes = [in_row(row["mean"], metric, limits, row["label"]) for row in frame[floors].to_dict("records")]
    return x | {"range": limits}, notes


def _floors(record: Record, frame: pd.DataFrame) -> NDArray[np.bool]:
    """Return which rows of `means` are of a baseline; shape (n_rows,)."""
    return of_baselines(record.lanes[str(name)].contender for name in frame["lane"])


def _leaders(record: Record, frame: pd.DataFrame, metric: Metric) -> str:
    """Name those that no other beats, by the same decisions as the headline."""
    pairs = decisions(record, metric)
    losers = {decision.loser for decision in pairs}
    rivals = {name for decision in pairs for name in (decision.first, decision.second)}
    leaders = frame[[str(name) in rivals - losers for name in frame["lane"]]]
    if leaders.empty:
        return _("{metric} of every fold", metric=_(metric.label))
    best, last = (notation.score(mean, metric) for mean in (leaders["mean"].iloc[0], leaders["mean"].iloc[-1]))
    if len(leaders) == 1 and baseline_unbeaten(record, metric):
        return _("{metric} of every fold: no contender is better than the baseline", metric=_(metric.label))
    if len(leaders) == 1:
        return _("{label} leads with {mean} on average", label=leaders["label"].iloc[0], mean=best)
    if len(leaders) > 2:
        low, high = (last, best) if metric.greater_is_better else (best, last)
        words = {"n": len(leaders), "low": low, "high": high}
        return _("None of {n} contenders is certainly better than another: {low} to {high} on average", **words)
    first, second = leaders["label"]
    words = {"first": first, "second": second, "best": best, "last": last}
    return _("Not certain which is better: {first} ({best} on average) or {second} ({last})", **words)


def score_bands_spec(record: Record, crossed: Sequence[Crossing] = ()) -> Spec:
    """Return the mean score and its band against training rows or a setting, with the crossings of a slider."""
    metric = record.metric
    raw = means(record, metric)
    frame = _in_percent(raw, metric)
    by_rows = record.plan.question == "rows"
    slides = record.plan.question == "turn"
    traces: list[Spec] = []
    for name, part in frame.groupby("lane", sort=False):
        lane = record.lanes[str(name)]
        x = (
            part["n_train"].round(1).tolist()
            if by_rows
            else [_value(record.points[int(place)], slides) for place in part["point"]]
        )
        traces += _band(lane, x, part, metric)
    if by_rows:
        x_axis = axis(_("Training rows"), type="log", **log_ticks(frame["n_train"]))
        title = _("Score against training rows: mean of the folds, band is the 95 % interval")
    else:
        _name, knob = record.plan.knob(record.spec)
        numbers = all(isinstance(point, int | float) and not isinstance(point, bool) for point in record.points)
        positive = numbers and all(point > 0 for point in record.points)
        x_axis = axis(_(knob.label), type="log" if positive and knob.log else "linear" if numbers else "category")
        if positive and knob.log:
            x_axis |= log_ticks(map(float, record.points))
        if knob.name == "components":
            x_axis |= {"tickmode": "array", "tickvals": list(record.points), "ticktext": list(map(str, record.points))}
        if slides:
            x_axis |= percent_ticks()
        title = _("Score against “{setting}”: mean of the folds, band is the 95 % interval", setting=_(knob.label))
    y = score_axis(_("{metric} on the held-out fold", metric=_(metric.label)), heights(traces), metric)
    floors = _floors(record, frame)
    limits, notes = ends_without(frame[["low", "mean", "high"]], floors, metric), []
    if limits is not None:
        y["range"] = limits
        last = raw[floors].nlargest(1, "point").to_dict("records")
        notes = [in_corner(row["label"], row["mean"], metric, limits) for row in last]
    marks = [mark for crossing in crossed if slides for mark in _crossing_marks(crossing)]
    parts: Spec = {"annotations": notes, "shapes": marks, "uirevision": "bands"}
    return {"data": traces, "layout": layout(title, xaxis=x_axis, yaxis=y, **parts)}


def _crossing_marks(crossing: Crossing) -> list[Spec]:
    """Return a line at a crossing, and a band as wide as its interval."""
    common: Spec = {"yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    low, at, high = (100 * place for place in (crossing.at.low, crossing.at.value, crossing.at.high))
    band = {"type": "rect", "x0": low, "x1": high, "fillcolor": faded(GREY, 0.25)}
    line = {"type": "line", "x0": at, "x1": at, "line": {"color": GREY, "dash": "dot"}}
    return [common | band | {"line": {"width": 0}}, common | line]


def dataset_scores_spec(record: Record) -> Spec:
    """Return each lane's mean score with its 95 % interval on every data set, side by side."""
    metric = record.metric
    frame = _in_percent(means(record), metric)
    titles = [_(dataset(name).title) for name in record.points]
    traces = []
    for name, part in frame.groupby("lane", sort=False):
        lane = record.lanes[str(name)]
        traces.append(
            line(lane, [titles[int(place)] for place in part["point"]], part["mean"].tolist(), metric)
            | {
                "mode": "markers",
                "offsetgroup": lane.name,
                "marker": marker(lane, size=11),
                "error_y": {
                    "type": "data",
                    "symmetric": False,
                    "array": (part["high"] - part["mean"]).fillna(0).tolist(),
                    "arrayminus": (part["mean"] - part["low"]).fillna(0).tolist(),
                    "color": contender(lane.contender).identity.colour,
                },
            }
        )
    x = axis(type="category", categoryorder="array", categoryarray=titles, range=[-0.5, len(titles) - 0.5])
    y = score_axis(_("{metric} on the held-out fold", metric=_(metric.label)), heights(traces), metric)
    if len(frame):  # error bars would have it begin at zero
        y["range"] = score_range(frame[["low", "mean", "high"]].to_numpy(dtype=float).ravel(), metric)
    title = _("Score on every data set: mean of the folds with its 95 % interval")
    return {
        "data": traces,
        "layout": layout(title, xaxis=x, yaxis=y, scattermode="group", scattergap=0.5, uirevision="datasets"),
    }


def critical_difference_spec(record: Record) -> Spec:
    """Return Demšar's diagram: average ranks on a line, and a bar over those that cannot be told apart."""
    ranked = ranks(record)
    if ranked is None:
        return {"data": [], "layout": layout(_("Ranks need two data sets with all scores"))}
    traces: list[Spec] = []
    for place, group in enumerate(group for group in ranked.groups if len(group) > 1):
        ends = [float(ranked.average_ranks[name]) for name in (group[0], group[-1])]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": ends,
                "y": [-0.7 - 0.2 * place] * 2,
                "line": {"color": GREY, "width": 7},
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    placed: list[tuple[float, int]] = []
    for name, rank in ranked.average_ranks.items():
        lane = record.lanes[str(name)]
        taken = {level for other, level in placed if abs(rank - other) < _SAME_MARK * len(ranked.average_ranks)}
        above = next(level for level in itertools.count() if level not in taken)
        placed.append((float(rank), above))
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": _("{label} {number}", label=lane.label, number=f"{rank:.2f}"),  # beside a mark it meets others
                "x": [float(rank)],
                "y": [above],
                "marker": marker(lane, size=14),
                "hovertemplate": _("{name}: {value}", name=lane.label, value="%{x:.2f}") + "<extra></extra>",
            }
        )
    n = len(ranked.average_ranks)
    x = axis(_("Average rank over {n} data sets; 1 is best", n=ranked.n_datasets), range=[0.5, n + 0.5], dtick=1)
    title = _(
        "Critical difference {cd}: bars join ranks that differ by less; Friedman’s p is {p}",
        cd=f"{ranked.critical_difference:.2f}",
        p=f"{ranked.p_value:.3f}",
    )
    hidden = {"visible": False, "range": [-1.5, max(level for _rank, level in placed) + 0.8]}
    return {"data": traces, "layout": layout(title, xaxis=x, yaxis=hidden, uirevision="ranks")}


def score_axis(title: str, shown: Iterable[float], metric: Metric) -> Spec:
    """An axis of the scores shown that does not go on where no score can be, though an interval may."""
    return axis(title, rangemode="normal", **score_ticks(metric), **score_bounds(shown, metric))


def heights(traces: Iterable[Spec]) -> list[float]:
    """Return how high all of what is drawn stands."""
    return [value for trace in traces for value in trace["y"]]


def _in_percent(frame: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    """Return a frame of `means` with its scores as they are drawn."""
    return frame.assign(**{name: drawn(frame[name], metric) for name in ("mean", "low", "high")})


def _strip(lane: StudyLane, values: Any, label: str, metric: Metric) -> Spec:
    """Every fold's score as a small point, a little above and below its line so that equal ones are seen."""
    identity = contender(lane.contender).identity
    return {
        "type": "box",
        "x": values[np.isfinite(values)].tolist(),
        "y0": label,
        "name": label,
        "orientation": "h",
        "boxpoints": "all",
        "jitter": 0.7,
        "pointpos": 0,
        "fillcolor": "rgba(0,0,0,0)",
        "line": {"color": "rgba(0,0,0,0)"},
        "marker": {"color": faded(identity.colour, 0.45), "symbol": identity.marker, "size": 6},
        "hoveron": "points",
        "hovertemplate": f"%{{x}}<extra>{label}</extra>",
    }


def _mean(lane: StudyLane, row: Mapping[Any, Any], metric: Metric) -> Spec:
    identity = contender(lane.contender).identity
    known = bool(np.isfinite(row["low"]))
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row["mean"]],
        "y": [row["label"]],
        "name": row["label"],
        "marker": marker(lane, size=15),
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [row["high"] - row["mean"]] if known else [0],
            "arrayminus": [row["mean"] - row["low"]] if known else [0],
            "color": identity.colour,
            "thickness": 2.5,
            "width": 8,
        },
        "customdata": [[row["n_folds"]]],
        "hovertemplate": _("%{x}, %{customdata[0]} folds") + f"<extra>{row['label']}</extra>",
    }


def _band(lane: StudyLane, x: Sequence[Any], part: pd.DataFrame, metric: Metric) -> list[Spec]:
    known = part["low"].notna().to_numpy()
    at = [value for value, here in zip(x, known, strict=True) if here]
    band = [area(lane, at, part["low"][known].tolist(), part["high"][known].tolist())] if known.any() else []
    return [*band, line(lane, x, part["mean"].tolist(), metric)]


def area(lane: StudyLane, x: Sequence[Any], low: Sequence[float], high: Sequence[float]) -> Spec:
    """Return a lane's band between two lines, in its colour."""
    identity = contender(lane.contender).identity
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*x, *x[::-1]],
        "y": [*low, *high[::-1]],
        "fill": "toself",
        "fillcolor": faded(identity.colour, 0.15),
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
        "name": lane.label,
    }


def line(lane: StudyLane, x: Sequence[Any], y: Sequence[float], metric: Metric) -> Spec:
    """Return a lane's line, with its own colour, marker and dash."""
    identity = contender(lane.contender).identity
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": lane.label,
        "x": list(x),
        "y": list(y),
        "line": {"color": identity.colour, "width": 2, "dash": "dash" if lane.tuned else identity.dash},
        "marker": marker(lane, size=8),
        "hovertemplate": _("{name}: {value}", name="%{x}", value="%{y}") + f"<extra>{lane.label}</extra>",
    }


def told(record: Record) -> Told:
    """Return what a study's decisions say; of a question that compares no two lanes, nothing."""
    if record.plan.question not in ("which", "rows", "fair"):
        return Told(lambda _one, _other: False)
    last = len(record.points) - 1
    beaten = {(decision.winner, decision.loser) for decision in decisions(record, point=last) if decision.winner}
    return Told(lambda name, other: (name, other) in beaten, held(record, point=last))


def _value(value: Any, percent: bool) -> Any:
    if percent:
        return round(100 * value, 6)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
