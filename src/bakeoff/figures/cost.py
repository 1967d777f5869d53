"""What a race's contenders cost for how good they are."""

import pandas as pd
import plotly.graph_objects as go

from bakeoff.figures.pareto import pareto
from bakeoff.figures.style import empty, rivals
from bakeoff.judge.record import Lane
from bakeoff.race.report import Report
from bakeoff.text import _


def cost_board(report: Report, cost: str = "fit_cpu_seconds") -> go.Figure:
    """Draw test score against a cost, one of `figures.pareto.COSTS`; who is dominated is grey."""
    values = cost_frame(report)
    if values.empty:
        return empty(_("No contender has come to its end yet."))
    return pareto(values, {name: Lane(name, name) for name in values.index}, report.metric, cost)


def cost_frame(report: Report) -> pd.DataFrame:
    """Return what `cost_board` draws: a row per contender.

    Columns are ``score`` (of what decides), ``fit_cpu_seconds``, ``predict_ms_per_1000`` and ``model_bytes``.
    """
    metric = report.metric.name
    rows = {
        name: {
            "score": outcome.metrics[metric].value,
            "fit_cpu_seconds": outcome.costs.fit_cpu_seconds,
            "predict_ms_per_1000": outcome.costs.predict_ms_per_1000,
            "model_bytes": float(outcome.costs.model_bytes),
        }
        for name, outcome in rivals(report).items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("contender")
