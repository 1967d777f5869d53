"""The difference between every two contenders of a study, with the bar that decides it.

The page draws it while folds come in, so it is made as a plain dict.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from bakeoff.contenders import contender
from bakeoff.evaluation import notation
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.decision import Decision, amount
from bakeoff.evaluation.metrics import Metric
from bakeoff.features.judge.findings import decisions
from bakeoff.features.judge.record import Record
from bakeoff.figures.style import GREY, Spec, axis, faded, layout
from bakeoff.text import _


def pair_differences_spec(record: Record, given: Sequence[Decision] | None = None) -> Spec:
    """Return each pair's difference with the interval that decides it, and the band that it must leave."""
    given, metric = decisions(record) if given is None else given, record.metric
    known = [decision for decision in given if np.isfinite(decision.difference.low)]
    names = [_pair_name(record, decision) for decision in known]
    traces = [_difference(record, decision, name, metric) for decision, name in zip(known, names, strict=True)]
    edge, unit = record.plan.rope, _unit(metric)
    band = {
        "type": "rect", "xref": "x", "yref": "paper", "x0": -edge * unit, "x1": edge * unit, "y0": 0, "y1": 1,
        "fillcolor": faded(GREY, 0.2), "line": {"width": 0 if edge else 1, "color": GREY}, "layer": "below",
    }  # fmt: skip
    title = (
        _("Decided once the whole bar is beyond {rope}, or within", rope=amount(edge, metric))
        if edge
        else _("Decided once the whole bar is on one side of 0")
    )
    name = _("Difference, points") if unit == 100 else _("Difference in {metric}", metric=_(metric.noun))
    x = axis(name, zeroline=True)
    y = axis(type="category", categoryorder="array", categoryarray=names[::-1], range=[-0.6, len(names) - 0.4])
    shown = layout(title, xaxis=x, yaxis=y, showlegend=False, shapes=[band], uirevision="pairs")
    return {"data": traces, "layout": shown}


def pair_differences_frame(record: Record) -> pd.DataFrame:
    """Return what `pair_differences_spec` draws: a row per pair."""
    rows = [
        (
            decision.first,
            decision.second,
            decision.difference.value,
            decision.difference.low,
            decision.difference.high,
            decision.outcome,
        )
        for decision in decisions(record)
    ]
    return pd.DataFrame(rows, columns=["first", "second", "difference", "low", "high", "outcome"])


def _pair_name(record: Record, decision: Decision) -> str:
    """Name a pair, the one that is ahead first."""
    first, second = (
        (decision.first, decision.second) if decision.difference.value >= 0 else (decision.second, decision.first)
    )
    return _("{first}<br>against {second}", first=record.lanes[first].label, second=record.lanes[second].label)


def _difference(record: Record, decision: Decision, name: str, metric: Metric) -> Spec:
    ahead = decision.difference
    if ahead.value < 0:
        ahead = Estimate(-ahead.value, -ahead.high, -ahead.low)
    unit = _unit(metric)
    colour = contender(record.lanes[decision.winner].contender).identity.colour if decision.winner else GREY
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [ahead.value * unit],
        "y": [name],
        "name": name,
        "marker": {"color": colour, "size": 10, "symbol": "circle" if decision.decided else "circle-open"},
        "error_x": {
            "type": "data", "symmetric": False,
            "array": [(ahead.high - ahead.value) * unit], "arrayminus": [(ahead.value - ahead.low) * unit],
            "color": colour, "thickness": 2.5, "width": 8,
        },
        "hovertemplate": _hover(ahead, metric) + f"<extra>{name}</extra>",
    }  # fmt: skip


def _unit(metric: Metric) -> int:
    """Return what a difference is multiplied by where it is drawn: shares are shown in points."""
    return 100 if metric.unit == "%" else 1


def _hover(ahead: Estimate, metric: Metric) -> str:
    return _(
        "{mean}; possible is {low} to {high}",
        mean=notation.gap(ahead, metric),
        low=notation.difference(ahead.low, metric),
        high=notation.difference(ahead.high, metric),
    )
