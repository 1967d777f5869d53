"""Shares that are right, drawn as curves."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from bakeoff.features.learn.parts.traces import trace
from bakeoff.figures.style import CLASS_COLOURS, CLASS_MARKERS, GREY, Spec, axis, layout, percent_ticks
from bakeoff.text import _

Curve = tuple[str, Sequence[float], str, str]
"""Name, shares, colour and dash."""
_DASHES = ("solid", "dash", "dot")
_FEW = 25


def in_order(shares: Mapping[str, Sequence[float]] | Iterable[tuple[str, Sequence[float]]]) -> list[Curve]:
    """Return curves with the first colours and dashes."""
    return [(name, values, CLASS_COLOURS[n], _DASHES[n]) for n, (name, values) in enumerate(dict(shares).items())]


def curves(
    across: Sequence[float],
    lines: Sequence[Curve],
    title: str,
    *,
    chosen: float | None = None,
    of: str = "",
    powers: Sequence[int] = (),
    heading: str = "",
) -> Spec:
    """Draw shares in percent, a gap for NaN, a line at the chosen place, on a logarithmic axis if it has powers."""
    kind = "lines+markers" if len(across) <= _FEW else "lines"
    data = [
        trace(kind, name, list(across), [None if np.isnan(share) else round(100 * share, 3) for share in shares])
        | {"line": {"color": colour, "dash": dash, "width": 2.5}, "hovertemplate": "%{y:.1f}"}
        | {"marker": {"symbol": CLASS_MARKERS[place], "size": 8}}
        for place, (name, shares, colour, dash) in enumerate(lines)
    ]
    dot = {"color": GREY, "dash": "dot", "width": 1.5}
    here = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": chosen, "x1": chosen, "line": dot}
    places = axis(title, type="log", tickvals=list(powers)) if powers else axis(title)
    up = axis(of or _("Right"), **percent_ticks())
    shapes = [] if chosen is None else [here]
    return {"data": data, "layout": layout(heading, xaxis=places, yaxis=up, shapes=shapes, hovermode="x unified")}
