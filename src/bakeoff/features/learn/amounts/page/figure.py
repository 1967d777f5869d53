"""Pictures of the chapter on more and less data."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from bakeoff.features.learn.amounts.components import Compressed
from bakeoff.features.learn.amounts.copies import AMOUNTS, Change
from bakeoff.figures.style import CLASS_COLOURS, CLASS_MARKERS, GREY, axis, figure, layout, percent_ticks
from bakeoff.text import _

_DASHES = ("solid", "dash", "dot")


def of_copies(accuracies: Mapping[Change, Sequence[float]], names: Mapping[Change, str]) -> go.Figure:
    """Draw the accuracy by how many pictures are known, for each kind of copy."""
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": names[change],
            "x": list(AMOUNTS),
            "y": [100 * value for value in values],
            "line": {"color": CLASS_COLOURS[place], "dash": _DASHES[place], "width": 2.5},
            "marker": {"symbol": CLASS_MARKERS[place], "size": 9},
            "hovertemplate": "%{y:.1f}",
        }
        for place, (change, values) in enumerate(accuracies.items())
    ]
    across = axis(_("Known pictures"), type="log", tickvals=list(AMOUNTS))
    up = axis(_("Validation pictures right"), **percent_ticks())
    title = _("What copies are worth")
    return figure({"data": data, "layout": layout(title, xaxis=across, yaxis=up, hovermode="x unified")})


def of_components(measured: Sequence[Compressed], components: int) -> go.Figure:
    """Draw what is kept by more and more components."""
    kept = (
        (_("Validation pictures right"), [each.accuracy for each in measured]),
        (_("Variance held"), [each.variance for each in measured]),
    )
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": name,
            "x": [each.components for each in measured],
            "y": [100 * value for value in values],
            "line": {"color": CLASS_COLOURS[place], "dash": _DASHES[place], "width": 2.5},
            "marker": {"symbol": CLASS_MARKERS[place], "size": 8},
            "hovertemplate": "%{y:.1f}",
        }
        for place, (name, values) in enumerate(kept)
    ]
    dot = {"color": GREY, "dash": "dot", "width": 1.5}
    here = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": components, "x1": components, "line": dot}
    across = axis(_("Components"), type="log", tickvals=[1, 2, 5, 10, 20, 64])
    up = axis(_("Share"), range=[0, 103], **percent_ticks())
    title = _("What is kept")
    return figure({"data": data, "layout": layout(title, xaxis=across, yaxis=up, shapes=[here], hovermode="x unified")})
