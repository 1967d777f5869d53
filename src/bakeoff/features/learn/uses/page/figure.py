"""Pictures of the chapter on uses."""

import math

import numpy as np
import plotly.graph_objects as go

from bakeoff.evaluation.notation import signed
from bakeoff.features.learn.parts.traces import trace
from bakeoff.features.learn.uses.costs import SPLITS, by_rule, cases, mean_cost, outcome
from bakeoff.features.learn.uses.words import SentenceReading
from bakeoff.figures.style import CLASS_COLOURS, GREY, Spec, axis, figure, layout, log_ticks
from bakeoff.text import _

MOST_WORDS = 12
LOWEST = 0.008
"""Threshold that the picture begins with."""


def of_words(reading: SentenceReading) -> go.Figure:
    """Draw what each known word adds to the sum."""
    shown = reading.words[:MOST_WORDS][::-1]
    adds = [word.adds for word in shown]
    look = {"orientation": "h", "textposition": "outside", "cliponaxis": False}
    colours, numbers = [CLASS_COLOURS[0 if value >= 0 else 1] for value in adds], [signed(value, 3) for value in adds]
    bars = trace("bar", "", adds, [word.text for word in shown], text=numbers, marker={"color": colours}, **look)
    bars["hovertemplate"] = "%{y}: %{x:.3f}<extra></extra>"
    reach = 1.6 * max([abs(value) for value in adds], default=1.0)
    across = axis(_("Adds to the sum; right is praise"), range=[-reach, reach], zeroline=True)
    return figure(
        {"data": [bars], "layout": layout(_("What each word adds"), xaxis=across, yaxis=axis(type="category"))}
    )


def of_costs(threshold: float, ratio: float) -> go.Figure:
    """Draw the cost of every threshold here and on average, with the visitor's and the rule's."""
    thresholds = np.unique(np.concatenate([np.geomspace(LOWEST, 1, 200), cases().chance]))
    thresholds = thresholds[thresholds >= LOWEST]
    here = [outcome(value).cost(ratio) for value in thresholds]
    mean = [mean_cost(value, ratio) for value in thresholds]
    lines: list[Spec] = [
        trace("lines", name, thresholds.tolist(), [max(cost, 1) for cost in costs])  # the axis is logarithmic
        | {"line": {"color": colour, "dash": dash, "shape": "vh"}, "hovertemplate": "%{x:.3f}: %{y:.0f}<extra></extra>"}
        for name, costs, colour, dash in (
            (_("On these rows"), here, GREY, "dot"),
            (_("Mean of {n} splits", n=SPLITS), mean, CLASS_COLOURS[0], "solid"),
        )
    ]
    rule = by_rule(ratio)
    points = (
        (_("1 / (1 + ratio)"), rule, mean_cost(rule, ratio), CLASS_COLOURS[4], "diamond"),
        (_("Yours"), threshold, mean_cost(threshold, ratio), CLASS_COLOURS[1], "circle"),
    )
    marks = [
        trace("markers", name, [x], [y], hovertemplate="%{x:.3f}: %{y:.0f}")
        | {"marker": {"color": colour, "symbol": symbol, "size": 13, "line": {"width": 1.5, "color": "white"}}}
        for name, x, y, colour, symbol in points
    ]
    across = axis(_("Threshold"), type="log", range=[math.log10(LOWEST), 0], **log_ticks([LOWEST, 1]))
    up = axis(_("Cost in false alarms"), type="log", **log_ticks([y for line in lines for y in line["y"]]))
    return figure({"data": [*lines, *marks], "layout": layout(_("What each threshold costs"), xaxis=across, yaxis=up)})
