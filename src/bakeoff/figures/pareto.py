"""Score against cost: who is worth considering, and who is dominated."""

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.pareto import dominated
from bakeoff.figures.study import hover, log_ticks, marker, ticks
from bakeoff.figures.style import GREY, Spec, axis, figure, layout
from bakeoff.judge.findings import costs
from bakeoff.judge.record import Lane, Record
from bakeoff.text import _

COSTS = {
    "fit_cpu_seconds": _("CPU seconds to fit"),
    "predict_ms_per_1000": _("Milliseconds to predict 1,000 rows"),
    "model_bytes": _("Bytes of the fitted model"),
}


def pareto(values: pd.DataFrame, identities: Mapping[str, Lane], metric: Metric, cost: str) -> go.Figure:
    """Draw score against a cost; who is dominated, by another that is no worse in either and better in one, is grey.

    Parameters
    ----------
    values : DataFrame
        Index is the lane; column ``score`` and the one called `cost`.
    identities : mapping of str to Lane
    metric : Metric
        What the scores are.
    cost : str
        One of `COSTS`.
    """
    known = values.dropna(subset=["score", cost])
    out = dominated(known, {"score": metric.greater_is_better, cost: False})
    front = known[~out].sort_values(cost)
    traces: list[Spec] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": front[cost].tolist(),
            "y": front["score"].tolist(),
            "line": {"color": GREY, "width": 1, "dash": "dot", "shape": "hv" if metric.greater_is_better else "vh"},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]
    for place, (name, row) in enumerate(known.sort_values(cost).iterrows()):
        lane, beaten = identities[str(name)], bool(out[str(name)])
        mark = marker(lane, size=14)
        if beaten:
            mark |= {"color": GREY, "line": {"color": GREY, "width": 2}}
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": lane.label,
                "text": [_("{label} (dominated)", label=lane.label) if beaten else lane.label],
                "textposition": _beside(place, known.sort_values(cost), cost),
                "cliponaxis": False,
                "x": [row[cost]],
                "y": [row["score"]],
                "marker": mark,
                "hovertemplate": f"%{{x:.4g}}, %{{y{hover(metric)}}}<extra>{lane.label}</extra>",
                "showlegend": False,
            }
        )
    best = [identities[str(name)].label for name in front.index]
    title = _("Worth considering: {names}", names=", ".join(best)) if best else _("Nothing is measured yet")
    x = axis(COSTS[cost], type="log", range=_around(np.log10(known[cost]), 0.1), **log_ticks(known[cost]))
    y = axis(_(metric.label), tickformat=ticks(metric), range=_around(known["score"], 0.15))
    return figure({"data": traces, "layout": layout(title, xaxis=x, yaxis=y, showlegend=False)})


def _beside(place: int, known: pd.DataFrame, cost: str) -> str:
    """Return where the name of the mark at this place stands, of marks sorted by cost.

    Towards the middle, so that a narrow chart cuts none off, and away from the mark that is nearest.
    """
    at, scores = np.log10(known[cost].to_numpy()), known["score"].to_numpy()
    gaps = np.abs(at - at[place])
    gaps[place] = math.inf
    nearest = int(gaps.argmin())
    above = scores[place] > scores[nearest] or (scores[place] == scores[nearest] and place % 2 == 0)
    return ("top" if above else "bottom") + (" left" if 2 * at[place] > at[0] + at[-1] else " right")


def _around(values: "pd.Series[float]", room: float) -> list[float] | None:
    """Return the ends of an axis that leaves room for names around what it shows; None if it shows nothing."""
    if values.empty:
        return None
    low, high = float(values.min()), float(values.max())
    margin = room * (high - low) or 0.1
    return [low - margin, high + margin]


def pareto_frame(record: Record) -> pd.DataFrame:
    """Return what `pareto` draws of a study: a row per lane with its score and costs."""
    return costs(record)
