"""Pictures of the chapter on the textbook network."""

import itertools
from typing import Literal

import plotly.graph_objects as go

from bakeoff.contenders import contender
from bakeoff.features.learn.textbook.training import ListingRun
from bakeoff.figures.style import axis, figure, layout, log_ticks, percent_ticks
from bakeoff.text import _

Clock = Literal["steps", "passes"]


def of_runs(first: ListingRun, second: ListingRun, clock: Clock) -> go.Figure:
    """Draw the accuracy of both listings, step by step or pass by pass."""
    unit = {"steps": _("Steps"), "passes": _("Passes over all rows")}[clock]
    drawn = (
        (_("First listing (Keras)"), first, contender("keras_mlp").identity, "solid"),
        (_("Second listing (PyTorch)"), second, contender("torch_mlp").identity, "dash"),
    )
    reached = {name: (shown.steps if clock == "steps" else shown.passes)[1:] for name, shown, *_looks in drawn}
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": name,
            "x": list(reached[name]),
            "y": [100 * value for value in shown.accuracies[1:]],
            "line": {"color": identity.colour, "width": 2.5, "dash": dash},
            "marker": {"symbol": identity.marker, "size": [0] * (len(shown.steps) - 2) + [11]},
            "hovertemplate": f"%{{x}}: %{{y:.1f}}<extra>{name}</extra>",
        }
        for name, shown, identity, dash in drawn
    ]
    across = axis(unit, type="log", **log_ticks(itertools.chain(*reached.values())))
    up = axis(_("Validation pictures right"), range=[0, 103], **percent_ticks())
    return figure({"data": data, "layout": layout(_("Both listings on one clock"), xaxis=across, yaxis=up)})
