"""Predictions of contenders for one row, and for its neighbours."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.datasets.base import as_declared
from bakeoff.evaluation.base import Prediction
from bakeoff.features.ask.answers import Curves, Dependent, Importances, ResponseCurve, Row, Sheet, Value
from bakeoff.features.ask.workings import Imitation, LearntWeights
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
from bakeoff.text import _, declared, told

SHOWN = 6
COLUMNS = 3
MOST_MARKED = 12
"""Values of a curve that each have a large mark."""


def ceteris_paribus(sheet: Sheet, row: Row, curves: Curves, code: int | None, shown: int = SHOWN) -> go.Figure:
    """Draw what becomes of the answers when one feature changes: a panel for each of the features that matter most.

    Parameters
    ----------
    curves : tuple of ResponseCurve
        The most important first.
    code : int or None
        Class whose probability is drawn; None for numbers.
    shown : int
        How many features at most.
    """
    chosen = curves[:shown]
    columns = [sheet.columns[curve.place] for curve in chosen]
    dated = any(column.kind == "date" for column in columns)
    panels = _panels(sheet, [column.name for column in columns], min(COLUMNS, len(chosen)), two_lines=dated)
    traces: list[Spec] = []
    shapes: list[Spec] = []
    axes: Spec = {}
    for place, curve in enumerate(chosen):
        kind = sheet.columns[curve.place].kind
        mode = "markers" if kind == "category" else "lines+markers"  # no order leads from one category to the next
        traces += [_line(curve, name, code, place) | {"mode": mode} for name in curve.answers]
        here = row[curve.place]
        if kind in ("number", "date") and here is not None:
            shapes.append(_here(here, place))
        y = _y_axis(sheet, code, leftmost=panels.leftmost(place))
        axes |= panels.axes(place, axis(**_x_axis(kind)), y)
    parts = layout(_title(sheet, chosen), headings=panels.headings(), shapes=shapes, **axes)
    return figure({"data": traces, "layout": parts})


_X_AXES: dict[str, Spec] = {
    "category": {"type": "category"},
    "date": {"type": "date", "nticks": 4, "tickformat": declared("%d %b<br>%Y"), "hoverformat": declared("%b %-d, %Y")},
}
"""Axis of a feature's values; 25 dates side by side would cover one another."""


def _x_axis(kind: str) -> Spec:
    return {name: told(value) for name, value in _X_AXES.get(kind, {"type": "linear", "hoverformat": ".4~r"}).items()}


def _answer(prediction: Prediction, code: int | None) -> NDArray[np.float64]:
    if prediction.probabilities is None or code is None:
        return np.asarray(prediction.values, dtype=np.float64)
    return prediction.probabilities[:, code]


def _line(curve: ResponseCurve, name: str, code: int | None, place: int) -> Spec:
    identity, few = contender(name).identity, isinstance(curve.values[0], str | bool)
    marked = few and len(curve.values) < MOST_MARKED
    hover = _hover(code) + f"<extra>{label(name)}</extra>"
    return {
        "type": "scatter",
        "name": label(name),
        "legendgroup": name,
        "showlegend": place == 0,
        "x": [str(value) for value in curve.values] if few else list(curve.values),
        "y": _scale(code) * _answer(curve.answers[name], code),
        "line": {"color": identity.colour, "dash": identity.dash, "width": 2},
        "marker": {"symbol": identity.marker, "size": 8 if marked else 4},
        "hovertemplate": hover,
    } | on(place)


def _here(value: Value, place: int) -> Spec:
    line = {"color": GREY, "dash": "dot", "width": 1.5}
    across, up = f"x{suffix(place)}", f"y{suffix(place)} domain"
    return {"type": "line", "xref": across, "yref": up, "x0": value, "x1": value, "y0": 0, "y1": 1, "line": line}


def _y_title(sheet: Sheet, code: int | None) -> str:
    return sheet.target_name if code is None else _("P({name})", name=sheet.class_names[code])


def _panels(sheet: Sheet, titles: Sequence[str], columns: int | None = None, *, two_lines: bool = False) -> Panels:
    """Return panels with room between them for the ticks of numbers, each panel's own; probabilities share theirs."""
    gap = 0.06 if sheet.task == "classification" else 0.11
    return Panels(titles, columns, gap, two_lines=two_lines)


def _y_axis(sheet: Sheet, code: int | None, *, leftmost: bool, ends: Sequence[float] | None = None) -> Spec:
    """Return the axis of a panel's answers; of numbers from one end to the other, if they are named."""
    title = _y_title(sheet, code) if leftmost else ""
    if sheet.task != "classification":
        return axis(title) if ends is None else axis(title, range=list(ends))
    return axis(title, range=[-4, 104], showticklabels=leftmost, **percent_ticks())


def _scale(code: int | None) -> int:
    """Return what answers are multiplied with to be drawn: probabilities are in percent, as they are in words."""
    return 1 if code is None else 100


def _hover(code: int | None) -> str:
    if code is None:
        return _("{name}: {value}", name="%{x}", value="%{y:,.4~r}")
    return _("{name}: {value}", name="%{x}", value=_("{number} %", number="%{y:.1f}"))


def _title(sheet: Sheet, curves: Curves) -> str:
    if not curves or not curves[0].effect:
        return _("No single feature moves any answer")
    return _("{name} alone moves the answers most", name=sheet.columns[curves[0].place].name)


IMPORTANT = 12
MOST_UNITS = 36
MOST_WEIGHTS = 64


def importances(sheet: Sheet, importances_of: Mapping[str, Importances]) -> go.Figure:
    """Draw by how much each contender's score falls when a feature is shuffled, with 95 % intervals."""
    frame = importances_frame(sheet, importances_of)
    if frame.empty:
        return empty(_("No contender has been measured yet."))
    order = frame.groupby("feature")["fall"].max().nlargest(IMPORTANT).index.tolist()
    names = as_declared(order, (column.name for column in sheet.columns))
    scale, value = (100, _("{fall} points", fall="%{x:.1f}")) if sheet.task == "classification" else (1, "%{x:.3f}")
    hover = _("{name}: {value}", name="%{text}", value=value)
    traces: list[Spec] = []
    apart = min(0.16, 0.8 / len(importances_of))  # so that all marks of a feature are nearer to it than to the next
    for number, (name, part) in enumerate(frame.groupby("contender", sort=False)):
        identity = contender(str(name)).identity
        rows = scale * part.set_index("feature").loc[order, ["fall", "low", "high"]]
        shift = apart * (number - (len(importances_of) - 1) / 2)
        spread = {"array": rows["high"] - rows["fall"], "arrayminus": rows["fall"] - rows["low"]}
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": label(str(name)),
                "x": rows["fall"],
                "y": np.arange(len(order)) + shift,
                "text": names,
                "marker": {"symbol": identity.marker, "color": identity.colour, "size": 8},
                "error_x": spread | {"type": "data", "symmetric": False, "color": identity.colour, "thickness": 1.5},
                "hovertemplate": hover + f"<extra>{label(str(name))}</extra>",
            }
        )
    y = axis(tickvals=list(range(len(order))), ticktext=names, range=[len(order) - 0.5, -0.5])
    words = (
        _("Fall in accuracy when the feature is shuffled, points")
        if sheet.task == "classification"
        else _("Fall in R² when the feature is shuffled")
    )
    x = axis(words, zeroline=True)
    first = frame.loc[frame.groupby("contender")["fall"].idxmax(), "feature"].unique()
    title = _("{name} matters most", name=names[0]) if len(first) == 1 else _("Contenders differ in what matters most")
    return figure(
        {
            "data": traces,
            "layout": layout(title, xaxis=x, yaxis=y),
        }
    )


def importances_frame(sheet: Sheet, importances_of: Mapping[str, Importances]) -> pd.DataFrame:
    """Return what `importances` draws: a row per contender and feature.

    Columns are contender, feature, fall (mean over the shuffles), low and high (its 95 % interval).
    """
    names = [column.name for column in sheet.columns]
    parts = [
        pd.DataFrame(
            {
                "contender": name,
                "feature": names,
                "fall": [fall.value for fall in importance.falls],
                "low": [fall.low for fall in importance.falls],
                "high": [fall.high for fall in importance.falls],
            }
        )
        for name, importance in importances_of.items()
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["contender", "feature", "fall"])


def dependences(sheet: Sheet, place: int, dependents: Mapping[str, Dependent], code: int | None) -> go.Figure:
    """Draw partial dependence, thick, and single rows' curves, thin: a panel for each contender."""
    if not dependents:
        return empty(_("No contender has been measured yet."))
    panels = _panels(sheet, [label(name) for name in dependents])
    traces: list[Spec] = []
    axes: Spec = {}
    ends = _reach(dependents.values())
    for at, (name, dependent) in enumerate(dependents.items()):
        colour = contender(name).identity.colour
        mean, single = (_scale(code) * curves for curves in _of_class(dependent, code))
        few = bool(sheet.columns[place].options)
        mode = "markers" if few else "lines"  # no order leads from one category to the next
        x = [str(value) for value in dependent.values] if few else list(dependent.values)
        for curve in single[:: max(1, len(single) // 40)]:
            thin = {"color": faded(colour, 0.18), "width": 1}
            traces.append({"type": "scatter", "mode": mode, "x": x, "y": curve, "line": thin, "hoverinfo": "skip"})
            traces[-1] |= {"marker": {"color": thin["color"], "size": 4}, "showlegend": False} | on(at)
        thick = {"color": colour, "width": 3}
        hover = _hover(code) + f"<extra>{label(name)}</extra>"
        line = {"type": "scatter", "mode": mode, "x": x, "y": mean, "line": thick}
        line |= {"marker": {"color": colour, "size": 9}}
        traces.append(line | {"name": label(name), "showlegend": False, "hovertemplate": hover} | on(at))
        y = _y_axis(sheet, code, leftmost=panels.leftmost(at), ends=ends)
        axes |= panels.axes(at, axis(type="category" if few else "linear"), y)
    title = _("How the answers depend on {name}", name=sheet.columns[place].name)
    return figure({"data": traces, "layout": layout(title, headings=panels.headings(), **axes)})


def _reach(dependents: Iterable[Dependent]) -> tuple[float, float]:
    """Return between which two ends all curves are, with some room: contenders are compared on one scale."""
    curves = [part for dependent in dependents for part in (dependent.average, dependent.individual)]
    low, high = min(float(part.min()) for part in curves), max(float(part.max()) for part in curves)
    room = 0.04 * (high - low) or 0.5
    return low - room, high + room


def _of_class(dependent: Dependent, code: int | None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return average and single curves of a class; of two classes scikit-learn tells the second alone."""
    if code is None:
        return dependent.average[0], dependent.individual[0]
    if len(dependent.average) == 1:
        return (
            (dependent.average[0], dependent.individual[0])
            if code == 1
            else (1 - dependent.average[0], 1 - dependent.individual[0])
        )
    return dependent.average[code], dependent.individual[code]


def imitations(sheet: Sheet, name: str, levels: Sequence[Imitation]) -> go.Figure:
    """Draw, by depth, how often a tree answers as a contender does, and how good it and a tree of the labels are."""
    classes = sheet.task == "classification"
    scale, colour = 100 if classes else 1, contender(name).identity.colour
    lines = (
        ("alike", _("Answers as {label} does", label=label(name)), colour, "solid", "circle"),
        ("right", _("Right: the tree that imitates it"), colour, "dash", "diamond"),
        ("plainly_right", _("Right: a tree that learns the labels"), GREY, "dot", "square"),
    )
    traces: list[Spec] = []
    for what, title, own_colour, dash, symbol in lines:
        values = np.array([(e.value, e.high, e.low) for e in (getattr(each, what) for each in levels)]) * scale
        trace: Spec = {"type": "scatter", "mode": "lines+markers", "x": [each.depth for each in levels]}
        trace |= {"y": values[:, 0], "name": title, "line": {"color": own_colour, "dash": dash}}
        trace |= {"marker": {"color": own_colour, "symbol": symbol, "size": 8}}
        if what == "alike":
            ends = {"array": values[:, 1] - values[:, 0], "arrayminus": values[:, 0] - values[:, 2]}
            trace["error_y"] = {"type": "data", "color": colour, "thickness": 1} | ends
        traces.append(trace)
    y_axis = axis(_("Held-out rows") if classes else _("R² on held-out rows"), **(percent_ticks() if classes else {}))
    title = _("How well a tree imitates {label}", label=label(name))
    words = layout(title, xaxis=axis(_("Questions in a row, at most"), dtick=1), yaxis=y_axis)
    return figure({"data": traces, "layout": words | {"legend": {"orientation": "h", "y": -0.25}}})


def first_layer(sheet: Sheet, weights: LearntWeights, name: str) -> go.Figure:
    """Draw the weights of a network's first layer or a linear model: pictures of pixels, else a coloured table."""
    order = np.argsort(-np.abs(weights.kernel).sum(axis=0), kind="stable")[:MOST_UNITS]
    if weights.codes is not None:
        order = np.arange(weights.kernel.shape[1])[:MOST_UNITS]
    kernel = weights.kernel[:, order]
    most = float(np.abs(kernel).max()) or 1.0
    colours = {"zmin": -most, "zmax": most, "colorscale": "RdBu", "colorbar": {"title": {"text": _("Weight")}}}
    if sheet.image_shape is not None:
        z: NDArray[np.float64] = _mosaic(kernel, sheet.image_shape)
        heat: Spec = {"type": "heatmap", "z": z, "hoverinfo": "skip"} | colours
        axes: Spec = {
            "xaxis": {"visible": False},
            "yaxis": {"visible": False, "autorange": "reversed", "scaleanchor": "x"},
        }
    else:
        strongest = np.argsort(-np.abs(kernel).sum(axis=1), kind="stable")[:MOST_WEIGHTS]
        names = [weights.features[place] for place in strongest]
        units = _unit_names(sheet, weights, kernel.shape[1])
        heat = {"type": "heatmap", "z": kernel[strongest], "y": names, "x": units} | colours
        heat["hovertemplate"] = "%{y}, %{x}: %{z:.3f}<extra></extra>"
        across = _("Unit") if weights.codes is None else _("Answer")
        axes = {"xaxis": axis(across, type="category"), "yaxis": axis(autorange="reversed")}
    title = _("What the first layer of {label} looks for", label=label(name))
    if weights.codes is not None:
        title = _("How {label} weighs each feature", label=label(name))
    return figure({"data": [heat], "layout": layout(title, **axes)})


def _unit_names(sheet: Sheet, weights: LearntWeights, n: int) -> list[str]:
    if weights.codes is None:
        return [str(unit + 1) for unit in range(n)]
    return [sheet.class_names[code] for code in weights.codes[:n]] or [sheet.target_name]


def _mosaic(kernel: NDArray[np.float32], shape: tuple[int, int]) -> NDArray[np.float64]:
    """Return the units' weights as pictures side by side, with a gap between."""
    n = kernel.shape[1]
    across = int(np.ceil(np.sqrt(2 * n)))
    height, width = shape[0] + 1, shape[1] + 1
    sheet = np.full((height * -(-n // across), width * across), np.nan)
    for unit in range(n):
        down, right = divmod(unit, across)
        picture = kernel[:, unit].reshape(shape)
        sheet[down * height : down * height + shape[0], right * width : right * width + shape[1]] = picture
    return sheet
