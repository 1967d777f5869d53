"""The chapter's charts: which rate and momentum converge, a turned valley, noise, and a real network's surface."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.evaluation.notation import number
from bakeoff.features.learn.descent.own_surface import OwnSurface
from bakeoff.features.learn.descent.paths import STEPS
from bakeoff.features.learn.descent.quadratic import best, factor
from bakeoff.features.learn.descent.rules import BY_NAME, RULES
from bakeoff.features.learn.parts.traces import trace
from bakeoff.figures.style import CLASS_COLOURS, GREY, HALO, POWERS, axis, colour_bar, figure, layout
from bakeoff.text import _, enumerated

Spec = dict[str, Any]

_ACROSS = 160
_BETAS = np.arange(100) / 100
_ROOM = 1.2  # times the longest bar: its number stands behind it
_DASHES = {"constant": "solid", "exponential": "dash", "step": "dot", "cosine": "dashdot"}
_COLOURS = {"constant": "#4477AA", "exponential": "#EE6677", "step": "#228833", "cosine": "#AA3377"}
_BOWL = 1.6  # times the first distance: what a run goes beyond is not drawn
_MARKERS = {"triangle": "triangle-up"}


def phases(condition: float, alpha: float, beta: float) -> go.Figure:
    """Return by which factor each step shrinks the distance, for every rate and momentum."""
    curvatures = (1.0, condition)
    chosen, most = best(*curvatures), max(4 / condition, 1.05 * alpha)
    alphas = np.linspace(most / _ACROSS, most, _ACROSS)
    factors = factor(alphas, _BETAS[:, None], curvatures)
    heat = {
        "type": "heatmap",
        "name": "phases",
        "x": alphas,
        "y": _BETAS,
        "z": np.where(factors < 1, factors, np.nan),
        "zmin": chosen.factor,
        "zmax": 1,
        "colorscale": "Cividis",
        "reversescale": True,
        "colorbar": colour_bar(_("Factor of each step")),
        "hovertemplate": _("α = %{x:.3g}, β = %{y:.2f}: factor %{z:.3f}") + "<extra></extra>",
    }
    limit = trace(
        "lines",
        _("Beyond it diverges"),
        2 * (1 + _BETAS) / condition,
        _BETAS,
        line={"color": GREY, "width": 2, "dash": "dash"},
        hoverinfo="skip",
    )
    star = {"symbol": "star", "size": 15, "color": "white", "line": {"color": "black", "width": 1.5}}
    here = {"symbol": "circle", "size": 14, "color": "#EE6677", "line": {"color": "white", "width": 2}}
    points = [_point(chosen.rate, chosen.momentum, star, _("Best")), _point(alpha, beta, here, _("You are here"))]
    return figure(
        {
            "data": [heat, limit, *points],
            "layout": layout(
                _("Where momentum converges, and how fast"),
                xaxis=axis(_("Learning rate α"), range=[0, most]),
                yaxis=axis(_("Momentum β"), range=[0, 0.995]),
            ),
        }
    )


def _point(x: float, y: float, marker: Spec, name: str) -> Spec:
    return trace(
        "markers", name, [x], [y], marker=marker, hovertemplate=name + ": α = %{x:.3g}, β = %{y:.2f}<extra></extra>"
    )


def phases_alt(condition: float, alpha: float, beta: float) -> str:
    """Say what `phases` shows."""
    chosen = best(1, condition)
    return _(
        "For every learning rate and momentum, by which factor a step shrinks the distance. At α = {alpha}, β = {beta} "
        "it is {here}; it is smallest, {factor}, at α = {best_alpha}, β = {best_beta}.",
        alpha=number(alpha),
        beta=number(beta),
        here=number(float(factor(alpha, beta, (1, condition)))),
        factor=number(chosen.factor),
        best_alpha=number(chosen.rate),
        best_beta=number(chosen.momentum),
    )


def two_runs(condition: float, alpha: float, steps: int) -> Spec:
    """Draw descent along the valley and across it as two runs, each in a bowl of its own, which are played."""
    factors = (1 - alpha, 1 - alpha * condition)
    names = (_("Along the valley: × {n}", n=number(factors[0])), _("Across it: × {n}", n=number(factors[1])))
    looks = zip(names, CLASS_COLOURS, ({}, {"xaxis": "x2", "yaxis": "y2"}), strict=False)
    w = np.linspace(-_BOWL, _BOWL, 81)
    data: list[Spec] = []
    for name, colour, where in looks:
        line = {"color": GREY, "width": 1.5}
        data.append(
            trace("lines", "", w.tolist(), (w**2).tolist(), line=line, hoverinfo="skip", showlegend=False, **where)
        )
        data.append(trace("lines+markers", name, [1.0], [1.0], line={"color": colour}, marker={"size": 9}, **where))
    ways = [[factor**step for step in range(steps + 1) if abs(factor) ** step <= _BOWL] for factor in factors]
    frames: list[Spec] = []
    for step in range(max(map(len, ways))):
        along, across = (number(way[step]) if step < len(way) else _("off the map") for way in ways)
        title = _(
            "Step {n}: along the valley {along} of the distance is left, across it {across}",
            n=step,
            along=along,
            across=across,
        )
        moved = [{"x": way[: step + 1], "y": [place**2 for place in way[: step + 1]]} for way in ways]
        frames.append({"data": [{}, moved[0], {}, moved[1]], "title": title})
    ends = {"range": [-_BOWL, _BOWL], "fixedrange": True}
    first, second = (axis(_("Distance, of the first"), domain=part, **ends) for part in ([0, 0.47], [0.53, 1]))
    up = axis(_("Loss, of the first"), range=[-0.1, _BOWL**2], fixedrange=True)
    second |= {"anchor": "y2"}
    drawn = layout("", xaxis=first, xaxis2=second, yaxis=up, yaxis2=up | {"anchor": "x2", "title": ""})
    return {"data": data, "layout": drawn, "frames": frames, "pace": 350}


def turned_bars(before: Mapping[str, float], after: Mapping[str, float]) -> go.Figure:
    """Return after how many steps each is there, before and after the valley was turned."""
    labels = [_(rule.label) for rule in RULES]
    longest = max(min(end, STEPS) for end in (*before.values(), *after.values()))
    bars = [_bars(labels, before, ""), _bars(labels, after, "/")]
    return figure(
        {
            "data": bars,
            "layout": layout(
                _("Steps until it is there to stay"),
                barmode="group",
                showlegend=False,
                xaxis=axis(_("Steps"), range=[0, _ROOM * longest]),
                yaxis=axis(autorange="reversed"),
            ),
        }
    )


def _bars(labels: Sequence[str], steps: Mapping[str, float], pattern: str) -> Spec:
    told = [number(end) if math.isfinite(end) else f"> {STEPS}" for end in steps.values()]
    colours = [BY_NAME[code].colour for code in steps]
    return trace(
        "bar",
        "",
        [min(end, STEPS) for end in steps.values()],
        labels,
        orientation="h",
        text=told,
        textposition="outside",
        cliponaxis=False,
        marker={"color": colours, "pattern": {"shape": pattern, "fgcolor": HALO}},
        hovertemplate="%{y}: %{text}<extra></extra>",
    )


def turned_alt(degrees: int, before: Mapping[str, float], after: Mapping[str, float]) -> str:
    """Say what `turned_bars` shows."""
    told = [
        _(
            "{label} {before} and {after}",
            label=_(rule.label),
            before=_end(before[rule.name]),
            after=_end(after[rule.name]),
        )
        for rule in RULES
    ]
    return _("Steps until there, level and turned by {degrees}°: {list}.", degrees=degrees, list=enumerated(told))


def _end(steps: float) -> str:
    return str(int(steps)) if math.isfinite(steps) else f"> {STEPS}"


def noise_curves(curves: Mapping[str, NDArray[np.float64]], floor: float) -> go.Figure:
    """Return the mean loss step by step for each schedule, and where theory says that a constant rate settles."""
    names = schedules()
    lines = [
        trace(
            "lines",
            names[schedule],
            np.arange(len(curve)),
            curve,
            line={"color": _COLOURS[schedule], "width": 2.5, "dash": _DASHES[schedule]},
            hovertemplate=names[schedule] + ": %{y:.3g}<extra></extra>",
        )
        for schedule, curve in curves.items()
    ]
    steps = len(curves["constant"]) - 1
    level = trace(
        "lines",
        _("Constant rate, by the formula"),
        [0, steps] if floor else [],
        [floor, floor] if floor else [],
        line={"color": GREY, "width": 1.5, "dash": "longdash"},
        hovertemplate="%{y:.3g}<extra></extra>",
    )
    return figure(
        {
            "data": [*lines, level],
            "layout": layout(
                _("Mean loss, step by step"),
                hovermode="x unified",
                xaxis=axis(_("Step")),
                yaxis=axis(_("Loss, logarithmic"), **POWERS, dtick=1),
            ),
        }
    )


def noise_alt(curves: Mapping[str, NDArray[np.float64]], floor: float) -> str:
    """Say what `noise_curves` shows."""
    ends = [
        _("{label} {loss}", label=schedules()[name], loss=number(float(curve[-1]))) for name, curve in curves.items()
    ]
    return _(
        "Mean loss at the end by schedule: {list}. The formula says {floor}.",
        list=enumerated(ends),
        floor=number(floor),
    )


def landscape_map(surface: OwnSurface) -> go.Figure:
    """Return the loss on the plane as a map, and the path on it."""
    ground = surface.ground
    logs = np.log10(ground.losses)
    low, high = float(logs.min()), float(logs.max())
    powers = [
        value
        for value in (digit * 10.0**power for power in range(-6, 3) for digit in (1, 2, 5))
        if low <= math.log10(value) <= high
    ]
    heights = {
        "type": "contour",
        "x": ground.across,
        "y": ground.up,
        "z": logs,
        "customdata": ground.losses,
        "ncontours": 24,
        "colorscale": "Cividis",
        "line": {"width": 0.6, "color": "rgba(255,255,255,0.45)"},
        "colorbar": colour_bar(_("Loss"))
        | {"tickvals": [math.log10(value) for value in powers], "ticktext": [number(value) for value in powers]},
        "hovertemplate": _("Loss %{customdata:.3g}") + "<extra></extra>",
    }
    first, second = (
        (_("First principal component"), _("Second principal component"))
        if surface.kind == "principal"
        else (_("First random direction"), _("Second random direction"))
    )
    return figure(
        {
            "data": [heights, *_path(surface)],
            "layout": layout(
                _("Loss of the network on the plane, and its path"),
                xaxis=axis(first, range=_ends(ground.across)),
                yaxis=axis(second, range=_ends(ground.up)),
                showlegend=False,
            ),
        }
    )


def _ends(values: NDArray[np.float64]) -> list[float]:
    return [float(values[0]), float(values[-1])]


def _path(surface: OwnSurface) -> list[Spec]:
    rule = BY_NAME[surface.settings.optimizer]
    x, y = surface.plane.path.T
    way = {"type": "scatter", "x": x, "y": y}
    symbol = _MARKERS.get(rule.marker, rule.marker)
    hover = _("Epoch %{pointNumber}, true loss %{customdata:.3g}") + "<extra></extra>"
    ends = ["circle-open", *[symbol] * (len(x) - 1)]
    sizes = [13, *[5] * (len(x) - 2), 13]
    edge = [1.5, *[0] * (len(x) - 2), 1.5]
    marker = {"symbol": ends, "size": sizes, "color": rule.colour, "line": {"color": "white", "width": edge}}
    return [
        way | {"mode": "lines", "line": {"color": "white", "width": 6}, "hoverinfo": "skip"},
        way
        | {
            "mode": "lines+markers",
            "line": {"color": rule.colour, "width": 3},
            "marker": marker,
            "customdata": surface.trained.losses,
            "hovertemplate": hover,
        },
    ]


def landscape_alt(surface: OwnSurface) -> str:
    """Say what `landscape_map` shows."""
    trained, heights = surface.trained, surface.ground.losses
    return _(
        "The loss on the plane goes from {low} to {high}. The path of {n} epochs goes from a loss of "
        "{before} to {after}.",
        low=number(float(heights.min())),
        high=number(float(heights.max())),
        n=len(surface.plane.path) - 1,
        before=number(float(trained.losses[0])),
        after=number(float(trained.losses[-1])),
    )


def schedules() -> Mapping[str, str]:
    """Return their names by their codes, as `bakeoff.features.learn.descent.schedules.SCHEDULES` has them."""
    return {
        "constant": _("Constant"),
        "exponential": _("Exponential decay"),
        "step": _("Step decay"),
        "cosine": _("Cosine"),
    }
