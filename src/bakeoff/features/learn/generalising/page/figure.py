"""Pictures of the chapter on generalising."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from bakeoff.contenders import contender
from bakeoff.features.learn.generalising.curve import NOISE, NoisyPoints, Polynomial, truth
from bakeoff.features.learn.generalising.luck import SeedRaces
from bakeoff.figures.style import CLASS_COLOURS, GREY, axis, figure, layout, percent_ticks
from bakeoff.text import _

_ACROSS = np.linspace(-1, 1, 401)
_TALL = 2.2


def of_fit(data: NoisyPoints, fitted: Polynomial, degree: int) -> go.Figure:
    """Draw the points, what is behind them, and the polynomial."""
    dots = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": data.x[part].tolist(),
            "y": data.y[part].tolist(),
            "marker": {"color": colour, "symbol": symbol, "size": 8},
            "hovertemplate": "%{x:.2f}, %{y:.2f}<extra></extra>",
        }
        for name, part, colour, symbol in (
            (_("Training points"), data.train, CLASS_COLOURS[0], "circle"),
            (_("Validation points"), data.validation, CLASS_COLOURS[6], "square-open"),
        )
    ]
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "x": _ACROSS.tolist(),
            "y": y.tolist(),
            "line": look,
            "hoverinfo": "skip",
        }
        for name, y, look in (
            (_("What is behind them"), truth(_ACROSS), {"color": GREY, "dash": "dot", "width": 2}),
            (_("Degree {n}", n=degree), fitted.at(_ACROSS), {"color": CLASS_COLOURS[1], "width": 3}),
        )
    ]
    up = axis("y", range=[-_TALL, _TALL])
    title = _("The polynomial and the points")
    return figure({"data": [*lines, *dots], "layout": layout(title, xaxis=axis("x", range=[-1.03, 1.03]), yaxis=up)})


def of_degrees(fits: Mapping[int, Polynomial], degree: int) -> go.Figure:
    """Draw how far each degree misses training and validation points."""
    told = (
        (_("Training points"), [fitted.trained for fitted in fits.values()], CLASS_COLOURS[0], "circle", "solid"),
        (_("Validation points"), [fitted.validated for fitted in fits.values()], CLASS_COLOURS[6], "square", "dash"),
    )
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": name,
            "x": list(fits),
            "y": [max(value, 1e-3) for value in values],
            "line": {"color": colour, "dash": dash, "width": 2.5},
            "marker": {"symbol": symbol, "size": 8},
            "hovertemplate": "%{y:.3f}",
        }
        for name, values, colour, symbol, dash in told
    ]
    dot = {"color": GREY, "dash": "dot", "width": 1.5}
    shapes = [
        {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": degree, "x1": degree, "line": dot},
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": NOISE, "y1": NOISE, "line": dot},
    ]
    up = axis(_("Error (RMSE), logarithmic"), type="log", range=[-2, 3], tickvals=[0.01, 0.1, 1, 10, 100, 1000])
    across = axis(_("Degree"), dtick=3)
    title = _("Error by degree")
    return figure({"data": data, "layout": layout(title, xaxis=across, yaxis=up, shapes=shapes, hovermode="x unified")})


def of_races(races: SeedRaces) -> go.Figure:
    """Draw both scores of each seed."""
    data = []
    for name, scores in (("svm", races.svm), ("random_forest", races.forest)):
        info = contender(name)
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": _(info.label),
                "x": list(range(1, len(scores) + 1)),
                "y": (100 * scores).tolist(),
                "marker": {"color": info.identity.colour, "symbol": info.identity.marker, "size": 10, "opacity": 0.85},
                "hovertemplate": "%{y:.1f}",
            }
        )
    up = axis(_("Test wines right"), range=[88, 101], **percent_ticks())
    title = _("Thirty seeds, thirty splits")
    return figure({"data": data, "layout": layout(title, xaxis=axis(_("Seed")), yaxis=up, hovermode="x unified")})
