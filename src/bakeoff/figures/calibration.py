"""Calibration: agreement of predicted probabilities with observed frequencies."""

import math
from collections.abc import Mapping

import plotly.graph_objects as go

from bakeoff.contenders import contender
from bakeoff.contenders.registry import joined
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.calibration import Reliability, reliability
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import count, interval, percent
from bakeoff.evaluation.significance import ALPHA, holm
from bakeoff.figures.style import (
    GREY,
    Panels,
    Spec,
    axis,
    empty,
    faded,
    figure,
    label,
    layout,
    on,
    percent_ticks,
    suffix,
)
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _


def calibration(race: FinishedRace, columns: int | None = None) -> go.Figure:
    """Draw how often it came true against the probability that was given, with 95 % intervals.

    With two classes it is the probability of the second, with more that of the answer. On the dotted line
    probabilities can be taken at their word; the larger a marker, the more rows it stands for.
    """
    if not race.is_classification:
        return empty(_("Calibration is for classes; this race predicts numbers."))
    curves = reliabilities(race)
    if not curves:
        return empty(_("No contender has come to its end yet."))
    names = list(curves)
    panels = Panels([label(name) for name in names], columns)
    axes: Spec = {}
    for place in range(len(names)):
        axes |= panels.axes(place, *_axes(panels, place, race.setting.class_names))
    traces = [_curve(name, curve, place) for place, (name, curve) in enumerate(curves.items())]
    lines = [_diagonal(place) for place in range(len(names))]
    parts = layout(_title(curves), headings=panels.headings(), shapes=lines, showlegend=False, **axes)
    return figure({"data": traces, "layout": parts})


def _title(curves: Mapping[str, Reliability]) -> str:
    """Name whose probabilities are further off than chance, which few rows leave much room, can explain."""
    if any(math.isnan(curve.by_chance) for curve in curves.values()):
        return _("Too few groups or blocks of time to tell whether probabilities are off")
    p_values = holm([curve.p_value for curve in curves.values()])
    off = [name for name, p_value in zip(curves, p_values, strict=True) if p_value < ALPHA]
    if not off:
        return _("No contender’s probabilities are further off than chance alone explains")
    worst = max(off, key=lambda name: curves[name].expected_error)
    words = {
        "labels": joined(off),
        "error": f"{100 * curves[worst].expected_error:.1f}",
        "chance": f"{100 * curves[worst].by_chance:.1f}",
    }
    if len(off) == 1:
        return _("Poorly calibrated: {labels}, off by {error} points (chance alone: {chance})", **words)
    return _("Poorly calibrated: {labels}, off by up to {error} points (chance alone: {chance})", **words)


def reliabilities(race: FinishedRace) -> dict[str, Reliability]:
    """Return the reliability curve of each rival that has probabilities."""
    target, units = race.held_out.target, race.units(metric_named("brier"))
    given = {name: rival.prediction.probabilities for name, rival in race.rivals.items()}
    return {name: reliability(target, chances, units=units) for name, chances in given.items() if chances is not None}


def _axes(panels: Panels, place: int, classes: tuple[str, ...]) -> tuple[Spec, Spec]:
    if len(classes) == 2:
        x, y = _("Probability of “{name}”", name=classes[1]), _("Share that is “{name}”", name=classes[1])
    else:
        x, y = _("Probability given"), _("Share that is right")
    across, up = (axis(title, range=[-3, 103], nticks=4, **percent_ticks()) for title in (x, y))
    if not panels.leftmost(place):
        up |= {"title": {"text": ""}, "showticklabels": False}
    return across, up


def _diagonal(place: int) -> Spec:
    ends = {"type": "line", "x0": 0, "x1": 100, "y0": 0, "y1": 100, "line": {"color": GREY, "dash": "dot", "width": 1}}
    return ends | {"xref": f"x{suffix(place)}", "yref": f"y{suffix(place)}"}


def _curve(name: str, reliability: Reliability, place: int) -> Spec:
    identity = contender(name).identity
    bars = {"type": "data", "symmetric": False, "array": 100 * (reliability.high - reliability.observed)}
    bars |= {"arrayminus": 100 * (reliability.observed - reliability.low)}
    bars |= {"color": faded(identity.colour, 0.8), "thickness": 1.5, "width": 3}
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": label(name),
        "x": 100 * reliability.predicted,
        "y": 100 * reliability.observed,
        "error_y": bars,
        "line": {"color": faded(identity.colour, 0.8), "dash": identity.dash, "width": 1.5},
        "marker": {"symbol": identity.marker, "color": identity.colour, "size": _sizes(reliability), "opacity": 1},
        "cliponaxis": False,
        "hovertext": _words(reliability),
        "hovertemplate": f"%{{hovertext}}<extra>{label(name)}</extra>",
        **on(place),
    }


def _words(reliability: Reliability) -> list[str]:
    """Return what the pointer reads at each point."""
    parts = (reliability.observed, reliability.low, reliability.high, reliability.predicted, reliability.counts)
    return [
        _(
            "Given {given} % on average, came true {observed} %<br>{n} rows, 95 % interval: {interval}",
            given=percent(given),
            observed=percent(share.value),
            n=count(int(n)),
            interval=interval(share, metric_named("accuracy")),
        )
        for *ends, given, n in zip(*parts, strict=True)
        for share in [Estimate(*ends)]
    ]


def _sizes(reliability: Reliability) -> list[float]:
    """Return sizes of markers: the more rows, the larger, by area."""
    return [5 + 11 * math.sqrt(n / reliability.counts.max()) for n in reliability.counts]
