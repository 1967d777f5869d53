"""Figures of the chapter on the support vector machine."""

from collections.abc import Sequence

import numpy as np

from bakeoff.contenders import contender
from bakeoff.features.learn.parted import Parted
from bakeoff.features.learn.parts.plane import NAMES, REACH, marks, plane
from bakeoff.features.learn.parts.traces import trace
from bakeoff.features.learn.svm.lift import Circle, lifted
from bakeoff.features.learn.svm.machine import Machine, Numbers, over_plane
from bakeoff.features.learn.svm.street import HandLine
from bakeoff.figures.style import GREY, Spec, axis, class_colour, class_marker, faded, layout
from bakeoff.text import _, told

MACHINE = contender("svm").identity.colour
_STEPS = 71
_FAR = 3 * REACH
_LEVELS = (-1.0, 0.0, 1.0)


def streets(points: Parted, own: HandLine, width: float, machine: tuple[HandLine, float] | None) -> Spec:
    """Draw a line with its street between the training points; and, if it is known, the widest of all."""
    traces = [*marks(points), *_street(own, width, GREY, _("Your line"))]
    if machine is not None:
        traces += _street(*machine, MACHINE, _("The widest street"))
    return plane("", traces, square=True)


def _street(line: HandLine, width: float, colour: str, name: str) -> list[Spec]:
    edges = [(-width / 2, "dot"), (width / 2, "dot")] if width > 0 else []
    return [_straight(line, by, colour, dash, name) for by, dash in [(0.0, "solid"), *edges]]


def _straight(line: HandLine, by: float, colour: str, dash: str, name: str) -> Spec:
    normal = line.normal
    foot, along = normal * (line.offset + by), np.array([-normal[1], normal[0]]) * _FAR
    ends = np.stack([foot - along, foot + along])
    line_ = {"color": colour, "width": 3 if dash == "solid" else 2, "dash": dash}
    look = {"legendgroup": name, "showlegend": dash == "solid", "line": line_, "hoverinfo": "skip"}
    return trace("lines", name, ends[:, 0].round(4).tolist(), ends[:, 1].round(4).tolist(), **look)


def decided(points: Parted, machine: Machine, *, held: bool = False) -> Spec:
    """Draw border and street of a machine; a point is as large as its multiplier, a support vector has a ring."""
    axis, values = over_plane(machine.decision, REACH, _STEPS)
    traces = [_shade(axis, values), *_contours(axis, values)]
    if held:
        traces += marks(points, held=True)
    most = max(float(machine.alpha.max()), 1e-12)
    sizes = 7 + 12 * machine.alpha / most
    words = np.array([_("Multiplier {alpha}", alpha=f"{alpha:.3g}") for alpha in machine.alpha])
    return plane("", [*traces, *marks(points, sizes=sizes, said=words, rings=machine.alpha > 0)], square=True)


def _shade(axis: Numbers, values: Numbers) -> Spec:
    first, second = class_colour(0), class_colour(1)
    sides = [[0, faded(first, 0.5)], [0.5, faded(first, 0.02)], [0.5, faded(second, 0.02)], [1, faded(second, 0.5)]]
    look = {"zmin": -2, "zmax": 2, "zsmooth": "best", "colorscale": sides, "showscale": False, "hoverinfo": "skip"}
    return _over("heatmap", "", axis, np.clip(values, -2, 2)) | look


def _over(kind: str, name: str, axis: Numbers, values: Numbers) -> Spec:
    places = axis.round(3).tolist()
    return {"type": kind, "name": name, "x": places, "y": places, "z": values.round(3).tolist()}


def _contours(axis: Numbers, values: Numbers) -> list[Spec]:
    look: Spec = {"showscale": False, "showlegend": True, "hoverinfo": "skip"}
    lines = [({"start": level, "end": level, "size": 1, "coloring": "none"}, level) for level in _LEVELS]
    return [
        _over("contour", _("f(x) = {level}", level=_level(level)), axis, np.clip(values, -3, 3))
        | look
        | {
            "contours": at,
            "line": {"color": MACHINE, "width": 1.8 if level else 3, "dash": "dot" if level else "solid"},
        }
        for at, level in lines
    ]


def _level(level: float) -> str:
    return {-1.0: "−1", 0.0: "0", 1.0: "1"}[level]


def settings_map(rows: list[list[int | None]], across: Sequence[float], up: Sequence[float], machine: Machine) -> Spec:
    """Draw the score of each pair of settings that is known, as a map with a frame round the machine's own."""
    names = [[f"{value:g}" for value in values] for values in (across, up)]
    cells = {"type": "heatmap", "x": names[0], "y": names[1], "z": rows, "texttemplate": "%{z}", "showscale": False}
    cells |= {"colorscale": "Greens", "reversescale": True, "zmin": 40, "zmax": 100, "xgap": 2, "ygap": 2}
    x, y = across.index(machine.C), up.index(machine.gamma)
    frame: Spec = {"type": "rect", "x0": x - 0.5, "x1": x + 0.5, "y0": y - 0.5, "y1": y + 0.5}
    ends = {"type": "category", "fixedrange": True, "showgrid": False}
    title, frame["line"] = (
        _("Validation points right for each C and γ tried; click a place to try it"),
        {"color": MACHINE, "width": 3},
    )
    axes = axis(_("Price C"), **ends), axis(_("Nearness γ"), **ends)
    return {
        "data": [cells | {"hovertemplate": "C %{x}, γ %{y}"}],
        "layout": layout(title, shapes=[frame], xaxis=axes[0], yaxis=axes[1]),
    }


def lift(points: Parted, machine: Machine, share: float, cut: Circle | None) -> Spec:
    """Draw the points, lifted by a share of the whole way, with the plane that parts them when it is the whole."""
    high = lifted(points.X)
    top = float(high[:, 2].max())
    traces = [_lifted_class(points, high, code, share) for code in (0, 1)]
    if share == 1:
        traces.append(_flat(machine, top))
    if cut is not None:
        traces.append(_ring(cut, share))
    ends = {"range": [-REACH, REACH]}
    scene = {
        "xaxis": {"title": {"text": NAMES[0]}, **ends},
        "yaxis": {"title": {"text": NAMES[1]}, **ends},
        "zaxis": {"title": {"text": "x₁² + x₂²"}, "range": [0, top]},
        "aspectmode": "cube",
        "camera": {"eye": {"x": 1.5, "y": -1.6, "z": 0.7}},
    }
    rises = {"rises": share == 1}  # by itself, when it is drawn for the first time
    return {"data": traces, "layout": layout("", scene=scene, margin={"l": 0, "r": 0, "t": 8, "b": 32}, meta=rises)}


def _lifted_class(points: Parted, high: Numbers, code: int, share: float) -> Spec:
    of_class = points.y == code
    x, y, z = high[of_class].T
    marker = {"size": 4, "color": class_colour(code), "symbol": class_marker(code)}
    look = {"mode": "markers", "marker": marker, "hovertemplate": "(%{x:.2f}, %{y:.2f}, %{z:.2f})<extra></extra>"}
    return _space(told(points.class_names[code]), x, y, share * z) | look


def _space(name: str, x: Numbers, y: Numbers, z: Numbers) -> Spec:
    places = (("x", x), ("y", y), ("z", z))
    return {"type": "scatter3d", "name": name} | {each: at.round(4).tolist() for each, at in places}


def _flat(machine: Machine, top: float) -> Spec:
    """Return the plane on which a machine decides 0."""
    across, up, height = machine.weights
    axis = np.linspace(-REACH, REACH, 9)
    x, y = np.meshgrid(axis, axis)
    z = -(across * x + up * y + machine.bias) / height
    z[(z < 0) | (z > top)] = np.nan
    heights = [[None if np.isnan(value) else round(float(value), 3) for value in row] for row in z]
    places = {"x": axis.tolist(), "y": axis.tolist(), "z": heights}
    look = {"colorscale": [[0, MACHINE], [1, MACHINE]], "opacity": 0.45, "showscale": False, "hoverinfo": "skip"}
    return {"type": "surface", "name": _("The plane that separates them"), "showlegend": True} | places | look


def _ring(cut: Circle, share: float) -> Spec:
    turn = np.linspace(0, 2 * np.pi, 73)
    ring = np.column_stack([cut.x + cut.radius * np.cos(turn), cut.y + cut.radius * np.sin(turn)])
    look = {"mode": "lines", "line": {"color": MACHINE, "width": 6}, "hoverinfo": "skip"}
    x, y = ring.T
    return _space(_("Its cut: a circle in the plane"), x, y, share * lifted(ring)[:, 2]) | look
