"""Scores of the metric that decides, of several races: a row per contender, a mark per race."""

from collections.abc import Mapping
from typing import Literal

import plotly.graph_objects as go

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import Metric, deciding
from bakeoff.evaluation.notation import with_interval
from bakeoff.figures.score_axis import drawn, score_range, score_ticks
from bakeoff.figures.style import GREY, Spec, axis, figure, label, layout
from bakeoff.race.finished import outcomes
from bakeoff.race.report import Report
from bakeoff.text import _

SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")
"""A mark for each race, as contenders have colours."""
ROW_HEIGHT = 34
_APART = 0.6
"""Share of a row over which the marks of one contender are spread."""


def score_dots(races: Mapping[str, Report]) -> go.Figure | None:
    """Draw each contender's test score with its 95 % interval in several races; None if nobody has one.

    The metric is the one that decides the first race in which somebody has a score.

    Parameters
    ----------
    races : mapping of str to Report
        By race's title.
    """
    scored = {title: own for title, report in races.items() if (own := outcomes(report.results))}
    if not scored:
        return None
    spec = races[next(iter(scored))].spec
    metric = deciding(spec.rules.metric, spec.dataset.info.task, spec.rules.costs)
    scores = {
        title: {name: outcome.metrics[metric.name] for name, outcome in own.items() if metric.name in outcome.metrics}
        for title, own in scored.items()
    }
    first = next(iter(scores.values()))
    names = sorted(
        dict.fromkeys(name for own in scores.values() for name in own), key=lambda name: _rank(first, name, metric)
    )
    rows = {name: len(names) - 1 - place for place, name in enumerate(names)}
    traces: list[Spec] = []
    for place, (title, of_race) in enumerate(scores.items()):
        up = _APART * (0.5 - (place + 0.5) / len(scores))
        symbol = SYMBOLS[list(races).index(title) % len(SYMBOLS)]
        traces.append(legend_key(title, "markers", {"symbol": symbol, "size": 11}))
        traces += [_mark(title, name, score, metric, rows[name] + up, symbol) for name, score in of_race.items()]
    shown = [
        drawn(end, metric)
        for by_name in scores.values()
        for score in by_name.values()
        for end in (score.low, score.high)
    ]
    y = axis(
        tickvals=list(rows.values()),
        ticktext=[label(name) for name in rows],
        range=[-0.5, len(rows) - 0.5],
        zeroline=False,
    )
    x = axis(_("{metric}, test part", metric=_(metric.label)), range=score_range(shown, metric), **score_ticks(metric))
    title = _("{metric} of each contender in each race, with 95 % intervals", metric=_(metric.label))
    return figure({"data": traces, "layout": layout(title, xaxis=x, yaxis=y)})


def dots_height(figure: go.Figure) -> int:
    """Return the height in pixels that leaves each mark a line of its own."""
    return 170 + ROW_HEIGHT * len([trace for trace in figure.data if trace.x[0] is not None])


def _rank(scores: Mapping[str, Estimate], name: str, metric: Metric) -> float:
    return -metric.gain(scores[name].value) if name in scores else float("inf")


def _mark(title: str, name: str, score: Estimate, metric: Metric, y: float, symbol: str) -> Spec:
    colour = contender(name).identity.colour
    value, low, high = (drawn(end, metric) for end in (score.value, score.low, score.high))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": title,
        "legendgroup": title,
        "showlegend": False,
        "x": [value],
        "y": [y],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [high - value],
            "arrayminus": [value - low],
            "color": colour,
            "thickness": 2,
            "width": 5,
        },
        "marker": {"symbol": symbol, "color": colour, "size": 11},
        "hovertext": [f"{title}, {label(name)}: {with_interval(score, metric)}"],
        "hoverinfo": "text",
    }


def legend_key(title: str, mode: Literal["markers", "lines"], look: Spec) -> Spec:
    """Return the legend's entry for a race, which switches all that is drawn of it."""
    return {
        "type": "scatter",
        "mode": mode,
        "x": [None],
        "y": [None],
        "name": title,
        "legendgroup": title,
        mode.removesuffix("s"): {"color": GREY, **look},
    }
