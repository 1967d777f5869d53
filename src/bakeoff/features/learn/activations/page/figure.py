"""Pictures of the chapter on activations."""

from collections.abc import Iterator, Mapping

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.evaluation.notation import percent
from bakeoff.features.learn.activations.curve import flat, steepest
from bakeoff.features.learn.activations.depth import DEEPEST, STEPS, Learning, Start
from bakeoff.features.learn.activations.page.words import COLOURS, name_of, number, start_of
from bakeoff.features.learn.network import ACTIVATIONS, Floats
from bakeoff.features.learn.parts.curves import curves
from bakeoff.features.learn.parts.traces import trace
from bakeoff.figures.style import CLASS_COLOURS, GREY, POWERS, Spec, axis, faded, figure, layout, percent_ticks
from bakeoff.text import _, clauses

_BINS = 48
_LEAST_REACH = 4.0
_LOUD, _DEAD = CLASS_COLOURS[0], CLASS_COLOURS[1]


def of_sums(activation: str, sums: Floats) -> go.Figure:
    """Draw a layer's sums as a histogram, the activation's slope over it, and shade where that is flat."""
    reach = max(_LEAST_REACH, float(np.ceil(np.quantile(np.abs(sums), 0.99))))
    shares, edges = np.histogram(np.clip(sums, -reach, reach), bins=_BINS, range=(-reach, reach))
    z = np.linspace(-reach, reach, 401)
    colour = COLOURS[activation]
    slopes, tallest = ACTIVATIONS[activation].slope(z), 100 * float(shares.max()) / sums.size
    data = [
        trace(
            "bar",
            _("Sums"),
            ((edges[1:] + edges[:-1]) / 2).tolist(),
            (100 * shares / sums.size).tolist(),
            width=2 * reach / _BINS,
            marker={"color": faded(GREY, 0.6)},
            hovertemplate=_("Sums about {z}: {share} %", z="%{x:.2f}", share="%{y:.1f}") + "<extra></extra>",
        ),
        trace(
            "lines",
            _("Slope f′(z) of {name}", name=name_of(activation)),
            z.tolist(),
            slopes.tolist(),
            yaxis="y2",
            line={"color": colour, "width": 2.5},
            hovertemplate="f′(%{x:.2f}) = %{y:.3f}<extra></extra>",
        ),
    ]
    shades = [
        {
            "type": "rect",
            "yref": "paper",
            "x0": low,
            "x1": high,
            "y0": 0,
            "y1": 1,
            "line": {"width": 0},
            "fillcolor": faded(CLASS_COLOURS[1], 0.14),
            "layer": "below",
        }
        for low, high in _stretches(z, flat(activation, z))
    ]
    across = axis(_("Sum z"), range=[-reach, reach])
    top = 1.08 * steepest(activation)
    below = min(0.0, 1.08 * float(slopes.min())) / top  # of the height above 0, so that both axes have it at one place
    left = axis(_("Share of the sums"), range=[1.08 * tallest * below, 1.08 * tallest], **percent_ticks())
    right = axis(_("Slope"), overlaying="y", side="right", showgrid=False, range=[top * below, top])
    right |= {"tickmode": "linear", "tick0": 0, "dtick": 0.05 if activation == "sigmoid" else 0.25}
    title = _("Where the sums lie; shaded where the activation is flat")
    spec: Spec = {"xaxis": across, "yaxis": left, "yaxis2": right, "shapes": shades, "bargap": 0}
    return figure({"data": data, "layout": layout(title, **spec)})


def _stretches(z: Floats, is_flat: NDArray[np.bool_]) -> Iterator[tuple[float, float]]:
    """Yield where each flat stretch begins and ends."""
    turns = np.flatnonzero(np.diff(np.concatenate([[False], is_flat, [False]]).astype(int)))
    for first, after in zip(turns[::2], turns[1::2], strict=True):
        yield float(z[first]), float(z[after - 1])


def of_units(awake: tuple[Floats, ...]) -> go.Figure:
    """Draw for each unit the share of points for which its activation is not flat."""
    names = [
        _("{layer}, unit {n}", layer=layer, n=n)
        for layer, shares in enumerate(awake, 1)
        for n in range(1, len(shares) + 1)
    ]
    shares = 100 * np.concatenate(awake)
    places = list(range(len(shares)))
    bars = trace(
        "bar",
        "",
        places,
        shares.tolist(),
        marker={"color": _LOUD},
        customdata=names,
        hovertemplate="%{customdata}: %{y:.1f} %<extra></extra>",
        showlegend=False,
    )
    dead = [place for place in places if shares[place] == 0]
    crosses = trace(
        "markers",
        _("Dead: no point moves it"),
        dead,
        [3] * len(dead),
        marker={"color": _DEAD, "symbol": "x", "size": 12},
        hoverinfo="skip",
        showlegend=True,
    )
    n_first = len(awake[0])
    ticks = {"tickvals": places, "ticktext": [str(place % n_first + 1) for place in places]}
    headings = [
        {
            "text": _("Hidden layer {n}", n=layer + 1),
            "showarrow": False,
            "x": layer * n_first + (n_first - 1) / 2,
            "y": 1.02,
            "yref": "paper",
            "yanchor": "bottom",
        }
        for layer in range(len(awake))
    ]
    parted = {"type": "line", "yref": "paper", "x0": n_first - 0.5, "x1": n_first - 0.5, "y0": 0, "y1": 1}
    shapes = [parted | {"line": {"color": GREY, "dash": "dot", "width": 1}}]
    up = axis(_("Points that move the unit"), range=[0, 103], **percent_ticks())
    title = _("How many points each unit learns from")
    spec: Spec = {"xaxis": axis(_("Unit"), **ticks), "yaxis": up, "shapes": shapes}
    return figure({"data": [bars, crosses], "layout": layout(title, headings=headings, **spec)})


def of_layers(sizes: tuple[float, ...], activation: str) -> go.Figure:
    """Draw how large the gradient is in each layer, on a scale of powers of ten."""
    names = [str(layer) for layer in range(1, len(sizes) + 1)]
    line = trace(
        "lines+markers+text",
        "",
        names,
        list(sizes),
        text=[number(size) for size in sizes],
        textposition="top center",
        cliponaxis=False,
        line={"color": COLOURS[activation], "width": 2},
        marker={"color": COLOURS[activation], "size": 11},
        hovertemplate=_("Layer {n}: {size}", n="%{x}", size="%{text}") + "<extra></extra>",
        showlegend=False,
    )
    low, high = np.log10(min(sizes)), np.log10(max(sizes))
    margin = max(1.0, 0.12 * (high - low))
    ends = [min(-3.0, low) - margin, max(0.0, high) + margin]
    up = axis(_("Gradient by the layer’s sums"), **POWERS, range=ends, dtick=max(1, round((ends[1] - ends[0]) / 7)))
    across = axis(_("Layer, from the input to the output"), type="category")
    title = _("How large the gradient is in each layer")
    return figure({"data": [line], "layout": layout(title, xaxis=across, yaxis=up)})


BARS: tuple[tuple[str, Start], ...] = (("sigmoid", "glorot"), ("sigmoid", "residual"), ("tanh", "glorot"))
"""Networks whose gradients are shown while they learn."""


def of_gradients(learnt: Mapping[tuple[str, Start], Learning]) -> Spec:
    """Draw the gradient in each layer as bars that move while networks learn."""
    sizes = {how: learnt[how].sizes[::5] for how in BARS}
    bars = [
        trace(
            "bar",
            _("{name}, {start}", name=name_of(activation), start=start_of(start)),
            [str(layer) for layer in range(1, DEEPEST + 1)],
            list(sizes[activation, start][0]),
            marker={"color": COLOURS[activation], "pattern": {"shape": "/" if start == "residual" else ""}},
            hovertemplate=_("Layer {n}: {size}", n="%{x}", size="%{y:.2g}"),
        )
        for activation, start in BARS
    ]
    frames = [
        {"data": [{"y": list(now)} for now in moment], "title": _told(learnt, 5 * at)}
        for at, moment in enumerate(zip(*sizes.values(), strict=True))
    ]
    up = axis(_("Gradient by the layer’s sums"), **POWERS, range=[-7, 0], dtick=1)
    across = axis(_("Layer, from the input to the output"), type="category")
    figure = layout("", xaxis=across, yaxis=up, barmode="group", bargap=0.15)
    return {"data": bars, "layout": figure, "frames": frames, "pace": 120}


def _told(learnt: Mapping[tuple[str, Start], Learning], step: int) -> str:
    shares = [
        _(
            "{name}, {start}: {n} %",
            name=name_of(name),
            start=start_of(start),
            n=percent(learnt[name, start].right[step]),
        )
        for name, start in BARS
    ]
    return _("Step {n}. Right: {list}", n=step, list=clauses(shares))


def of_learning(learnt: Mapping[tuple[str, Start], Learning]) -> Spec:
    """Draw which share of digits each network has right, step by step."""
    dashes = {"glorot": "solid", "he": "dot", "residual": "dash"}
    lines = [
        (_("{name}, {start}", name=name_of(name), start=start_of(start)), how.right, COLOURS[name], dashes[start])
        for (name, start), how in learnt.items()
    ]
    title = _("Networks of 8 layers on the same digits")
    return curves(range(STEPS + 1), lines, _("Steps"), of=_("Training digits right"), heading=title)
