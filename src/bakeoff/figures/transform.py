"""Effect of a transform on the data: before and after side by side, and the variance retained."""

from dataclasses import replace

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.datasets import Dataset
from bakeoff.figures.data import montage_pixels
from bakeoff.figures.style import (
    GREY,
    Panels,
    Spec,
    axis,
    class_colour,
    class_marker,
    figure,
    layout,
    on,
    percent_ticks,
    suffix,
)
from bakeoff.png import png_link
from bakeoff.preparation.preview import SHOWN_PICTURES, BeforeAfter, Pictures, PlanePoints
from bakeoff.text import _, told

_LINE = "#5B6BA8"


def transformed_pictures(samples: Pictures, data: Dataset) -> go.Figure:
    """Draw the same pictures as they are, changed, and made anew from the components kept."""
    parts = [
        (title, tiles)
        for title, tiles in (
            (_("As they are"), samples.before),
            (_("A changed copy of each"), samples.copies),
            (_("From the components kept"), samples.compressed),
        )
        if tiles is not None
    ]
    panels = Panels([title for title, _tiles in parts], columns=len(parts))
    traces: list[Spec] = []
    pictures: list[Spec] = []
    axes: Spec = {}
    n_lines = len(samples.class_names)
    for place, (_title, tiles) in enumerate(parts):
        pictures.append(_montage(tiles, data, place))
        traces.append(
            {"type": "scatter", "x": [None], "y": [None], "hoverinfo": "skip", "showlegend": False} | on(place)
        )
        ticks = {"tickmode": "array", "tickvals": list(range(n_lines)), "ticktext": list(samples.class_names)}
        x = axis(visible=False, range=[-0.5, SHOWN_PICTURES - 0.5], constrain="domain", constraintoward="left")
        y = axis(range=[n_lines - 0.5, -0.5], showgrid=False, scaleanchor=f"x{suffix(place)}")
        y |= {"constrain": "domain", "constraintoward": "top"}
        y |= ticks if panels.leftmost(place) else {"showticklabels": False}
        axes |= panels.axes(place, x, y)
    title = _("Training pictures before and after")
    return figure({"data": traces, "layout": layout(title, headings=panels.headings(), images=pictures, **axes)})


def transformed_rows(before_after: BeforeAfter, data: Dataset) -> go.Figure:
    """Draw training rows before and after, made-up ones hollow."""
    panels = Panels([told(title) for title, _points in before_after.points], columns=2)
    traces: list[Spec] = []
    axes: Spec = {}
    for place, (_title, points) in enumerate(before_after.points):
        traces += [trace | on(place) for trace in _marks(points, data, first=place == 0)]
        across, up = (axis(told(name)) for name in points.axis_names)
        if place and points.axis_names == before_after.points[place - 1][1].axis_names:
            across, up = across | {"matches": f"x{suffix(place - 1)}"}, up | {"matches": f"y{suffix(place - 1)}"}
        axes |= panels.axes(place, across, up)
    legend = bool(data.class_names)
    title = _("Training rows before and after")
    return figure({"data": traces, "layout": layout(title, headings=panels.headings(), showlegend=legend, **axes)})


def compression(before_after: BeforeAfter) -> go.Figure:
    """Draw the share of the variance that is kept against the number of components, the chosen one marked."""
    frame = compression_frame(before_after)
    at = min(before_after.kept, len(frame))
    share = 100 * float(frame["kept"].iloc[at - 1])
    curve = {"type": "scatter", "mode": "lines", "x": frame["components"], "y": 100 * frame["kept"]}
    curve |= {"line": {"color": _LINE}, "hovertemplate": _("%{x} components keep %{y:.1f} %") + "<extra></extra>"}
    here = {"type": "scatter", "mode": "markers", "x": [at], "y": [share], "marker": {"size": 13, "color": _LINE}}
    here |= {"hovertemplate": _("Chosen: %{x} components keep %{y:.1f} %") + "<extra></extra>"}
    dashed = {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": share, "line": {"color": GREY, "dash": "dot"}}
    title = _(
        "{kept} of {all} components keep {share} % of the variance",
        kept=at,
        all=before_after.n_components,
        share=f"{share:.1f}",
    )
    x, y = axis(_("Components")), axis(_("Variance kept"), range=[0, 103], **percent_ticks())
    parts = layout(title, xaxis=x, yaxis=y, shapes=[dashed], showlegend=False)
    return figure({"data": [curve, here], "layout": parts})


def compression_frame(before_after: BeforeAfter) -> pd.DataFrame:
    """Return what `compression` draws: columns components and kept, the share of the variance, 0 to 1."""
    shares = np.zeros(0) if before_after.shares is None else before_after.shares
    return pd.DataFrame({"components": np.arange(1, len(shares) + 1), "kept": shares.cumsum()})


def _montage(tiles: NDArray[np.uint8], data: Dataset, place: int) -> Spec:
    n_lines, n_columns, n_pixels = tiles.shape
    rows = np.arange(n_lines * n_columns).reshape(n_lines, n_columns)
    pixels = montage_pixels(replace(data, X=tiles.reshape(-1, n_pixels)), rows)
    where = {"x": -0.5, "y": -0.5, "sizex": n_columns, "sizey": n_lines, "sizing": "stretch", "layer": "below"}
    return {"source": png_link(pixels), "xref": f"x{suffix(place)}", "yref": f"y{suffix(place)}"} | where


def _marks(points: PlanePoints, data: Dataset, first: bool) -> list[Spec]:
    """Return the points of a panel: a trace per class, and one for those of them that were made."""
    if not data.class_names:
        return [
            _mark(points.rows[chosen], {"color": points.target[chosen], "colorscale": "Cividis"}, hollow, "")
            for hollow in (False, True)
            if (chosen := points.made == hollow).any()
        ]
    traces = []
    for code, name in enumerate(data.class_names):
        for hollow in (False, True):
            chosen = (points.target == code) & (points.made == hollow)
            if chosen.any():
                look = {"color": class_colour(code), "symbol": class_marker(code)}
                trace = _mark(points.rows[chosen], look, hollow, name)
                traces.append(trace | {"legendgroup": name, "showlegend": first and not hollow})
    return traces


def _mark(rows: NDArray[np.float64], look: Spec, hollow: bool, name: str) -> Spec:
    x, y = rows.astype(np.float32).T
    symbol = f"{look.get('symbol', 'circle')}-open" if hollow else look.get("symbol", "circle")
    marker = look | {"symbol": symbol, "size": 6}
    hover = "%{fullData.name} %{x:.4~r}, %{y:.4~r}<extra></extra>"
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": x,
        "y": y,
        "marker": marker,
        "hovertemplate": hover,
    }
