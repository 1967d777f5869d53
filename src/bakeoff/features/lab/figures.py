"""Output of the lab's network over the plane, as a rotatable surface."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.figures.style import GREY, Spec, class_colour, figure, layout, rgb
from bakeoff.network.features import REACH
from bakeoff.network.points import Axis, Points
from bakeoff.text import _, enumerated, told

EVERY = 2
"""Of the output's cells, each second one along either side is a corner of the surface."""

_Numbers = NDArray[np.float32]
_UNDECIDED = {"light": "#F6F6F4", "dark": "#262B31"}
_SIGNS = {"light": ("#D97000", "#008084"), "dark": ("#F79E42", "#40BEBE")}
"""Numbers below and above 0, as in the lab's picture (`colours.js`)."""
_MARKERS = ("circle", "square", "diamond", "x", "cross")  # Plotly has no triangle in space
_STRENGTH = 0.85
_ROOM = 0.03  # what lies just at the end of an axis is drawn in part only
_CAMERA = {"eye": {"x": -1.75, "y": -2.35, "z": 1.25}, "center": {"x": 0, "y": 0, "z": -0.2}}  # a phone has room for it
_LIGHT = {"ambient": 0.85, "diffuse": 0.35, "specular": 0.05, "roughness": 0.9}


def output_surface(output: NDArray[np.uint8], points: Points, mode: str = "light") -> go.Figure:
    """Draw a network's answer over the plane, with the training points at the height that they ask for.

    Height is the probability of the second of two classes, the number for regression, and with more classes the
    probability of the likeliest, whose colour the surface has. A point of a class asks for a probability of 0 or 1.

    Parameters
    ----------
    output : ndarray of shape (80, 80) or (2, 80, 80), uint8
        As `bakeoff.network.messages.Snapshot.output`, of a network for these points.
    mode : {"light", "dark"}
        Which of the lab's two sets of colours.
    """
    x, y = _axis_values(points.x, output.shape[-1]), _axis_values(points.y, output.shape[-1])
    height, answer = _heights(output, points)
    colours = _colours(mode, points)
    place = {"type": "surface", "x": x, "y": y, "showscale": False, "lighting": _LIGHT, "hovertemplate": _hover(points)}
    if points.n_classes > 2:
        surfaces = [
            place
            | {"z": np.where(_touching(answer == code), height, np.nan), "name": told(name), "cmin": 0, "cmax": 1}
            | {"colorscale": [[0, colours[0]], [1, _towards(colours[0], colours[1 + code])]]}
            for code, name in enumerate(points.class_names)
            if (answer == code).any()
        ]
    else:
        low = -1 if points.n_classes == 0 else 0
        ends = [_towards(colours[0], colour) for colour in colours[1:3]]
        scale = [[0, ends[0]], [0.5, colours[0]], [1, ends[1]]]
        surfaces = [place | {"z": height, "name": "", "cmin": low, "cmax": 1, "colorscale": scale}]
    return figure({"data": [*surfaces, *_points(points, colours)], "layout": _layout(points)})


def surface_words(output: NDArray[np.uint8], points: Points) -> str:
    """Return in a sentence what `output_surface` shows."""
    height, answer = _heights(output, points)
    values: dict[str, object] = {"x": points.x.name, "y": points.y.name, "z": _height_name(points)}
    values |= {"low": f"{height.min():.2f}", "high": f"{height.max():.2f}"}
    if points.n_classes > 2:
        shares = np.bincount(answer.ravel(), minlength=points.n_classes) / answer.size
        named = zip(points.class_names, shares, strict=True)
        values["classes"] = enumerated(
            [_("{name} {share} %", name=name, share=f"{100 * share:.0f}") for name, share in named]
        )
        return _("{z} over {x} and {y}: from {low} to {high}; share of the plane: {classes}.", **values)
    return _("{z} over {x} and {y}: from {low} to {high}.", **values)


def _heights(output: NDArray[np.uint8], points: Points) -> tuple[_Numbers, NDArray[np.intp]]:
    """Return the surface's height and the code of the class that is answered, the lowest row first."""
    thin = output[..., ::-1, :][..., ::EVERY, ::EVERY].astype(np.float32)
    if points.n_classes > 2:
        return thin[1] / np.float32(255), thin[0].astype(np.intp)
    height: _Numbers = thin / np.float32(255) if points.n_classes else thin / np.float32(127.5) - np.float32(1)
    return height, (thin > 127).astype(np.intp)


def _colours(mode: str, points: Points) -> tuple[str, ...]:
    """Return what is undecided, and the classes' colours, or those of numbers below and above 0."""
    answers = map(class_colour, range(points.n_classes)) if points.n_classes else _SIGNS[mode]
    return _UNDECIDED[mode], *answers


def _axis_values(axis_: Axis, side: int) -> _Numbers:
    """Return where the surface's corners are on an axis: at the middles of cells."""
    shares = (np.arange(side, dtype=np.float32)[::EVERY] + 0.5) / side
    return (axis_.low + (axis_.high - axis_.low) * shares).astype(np.float32)


def _touching(own: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return a class's corners with those next to them, so that no gap is left between two classes."""
    padded = np.pad(own, 1)
    n, m = own.shape
    neighbours = [padded[i : i + n, j : j + m] for i in range(3) for j in range(3)]
    touching: NDArray[np.bool_] = np.any(neighbours, axis=0)
    return touching


def _towards(ground: str, colour: str) -> str:
    parts = [round(a + (b - a) * _STRENGTH) for a, b in zip(rgb(ground), rgb(colour), strict=True)]
    return "rgb({},{},{})".format(*parts)


def _points(points: Points, colours: tuple[str, ...]) -> list[Spec]:
    """Return the training points, a trace for each class."""
    x, y, target = (column[points.train] for column in (*_placed(points), points.target))
    every = {"type": "scatter3d", "mode": "markers"}
    if not points.n_classes:
        scale = [[0, colours[1]], [0.5, colours[0]], [1, colours[2]]]
        marker = {"size": 4, "color": target, "colorscale": scale, "cmin": -1, "cmax": 1, "line": {"color": GREY}}
        named = {
            "name": _("Training points"),
            "hovertemplate": _("{what} {value}", what=_("Truth"), value="%{z:.3f}") + "<extra></extra>",
        }
        return [every | named | {"x": x, "y": y, "z": target, "marker": marker, "showlegend": False}]
    return [
        every
        | {"x": x[target == code], "y": y[target == code], "name": told(name)}
        | {"z": np.full((target == code).sum(), code if points.n_classes == 2 else 1, np.float32)}
        | {"marker": {"size": 4, "symbol": _MARKERS[code], "color": colours[1 + code]}}
        | {"hovertemplate": _("Truth: {name}", name=name) + "<extra></extra>"}
        for code, name in enumerate(points.class_names)
    ]


def _placed(points: Points) -> tuple[_Numbers, _Numbers]:
    """Return the points' coordinates on the data's own scales."""
    shares = (points.X + REACH) / (2 * REACH)
    x, y = (axis_.low + (axis_.high - axis_.low) * shares[:, i] for i, axis_ in enumerate((points.x, points.y)))
    return x.astype(np.float32), y.astype(np.float32)


def _hover(points: Points) -> str:
    x, y = told(points.x.name), told(points.y.name)
    name = "%{fullData.name}: " if points.n_classes > 2 else ""
    return f"{name}%{{z:.3f}}<br>{x} %{{x:.3~g}}<br>{y} %{{y:.3~g}}<extra></extra>"


def _height_name(points: Points) -> str:
    if points.n_classes == 2:
        return _("Probability of {name}", name=points.class_names[1])
    return _("Probability of the likeliest class") if points.n_classes else _("Predicted value")


def _layout(points: Points) -> Spec:
    low = 0 if points.n_classes else -1
    scene = {
        "xaxis": _axis(points.x.name, points.x.low, points.x.high),
        "yaxis": _axis(points.y.name, points.y.low, points.y.high),
        "zaxis": _axis(_height_name(points), low - _ROOM, 1 + _ROOM) | {"tickvals": np.linspace(low, 1, 5)},
        "aspectratio": {"x": 1.1, "y": 1.1, "z": 0.75},
        "camera": _CAMERA,
    }
    figure_layout = layout(_height_name(points), scene=scene, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return figure_layout | {"legend": figure_layout["legend"] | {"itemsizing": "constant"}}


def _axis(name: str, low: float, high: float) -> Spec:
    return {"title": {"text": told(name), "font": {"size": 13}}, "range": [low, high], "zeroline": False}
