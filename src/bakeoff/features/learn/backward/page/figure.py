"""Plotly figures of the chapter on backward propagation."""

from collections.abc import Sequence

from bakeoff.features.learn.backward.gradient import STEPS
from bakeoff.features.learn.parts.traces import trace
from bakeoff.figures.style import GREY, POWERS, Spec, axis, class_colour, layout
from bakeoff.text import _


def loss_figure(losses: Sequence[float]) -> Spec:
    """Draw the loss over the steps."""
    line: Spec = {
        "x": list(range(len(losses))),
        "y": list(losses),
        "mode": "lines+markers" if len(losses) < 22 else "lines",
    }
    line |= {"type": "scatter", "line": {"color": class_colour(0), "width": 2.5}, "name": _("Loss")}
    top = 1.08 * max(losses)
    return {
        "data": [line],
        "layout": layout("", xaxis=axis(_("Step")), yaxis=axis(_("Loss"), range=[0, top]), showlegend=False),
    }


def error_figure(errors: Sequence[float], chosen: float) -> Spec:
    """Draw how wrong a finite difference is, by how far it looks to either side."""
    shown = [max(error, 1e-16) for error in errors]
    line: Spec = trace("lines+markers", "", list(STEPS), shown)
    line |= {"line": {"color": class_colour(1), "width": 2.5}, "name": _("Relative error")}
    at: Spec = trace("markers", "h", [chosen], [shown[STEPS.index(chosen)]])
    at |= {"marker": {"size": 15, "color": "rgba(0,0,0,0)", "line": {"color": GREY, "width": 3}}}
    log = POWERS | {"dtick": 2}
    across, down = axis("h", **log, autorange="reversed"), axis(_("Relative error"), **log)
    return {"data": [line, at], "layout": layout("", xaxis=across, yaxis=down, showlegend=False)}
