"""Points in the plane, as the chapters on tree and SVM draw them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.learn.parted import Parted
from bakeoff.features.learn.parts.traces import trace
from bakeoff.features.learn.svm.machine import Machine
from bakeoff.features.learn.tree.growing import Grown
from bakeoff.figures.style import GREY, HALO, Spec, axis, class_colour, class_marker, layout
from bakeoff.text import _, told
from bakeoff.web.components.chart import Clicked

REACH = 7.0
"""Of the plane that is drawn, in each direction."""
NAMES = ("x₁", "x₂")
HEIGHT = 430


def plane(title: str, traces: Sequence[Spec], *, square: bool = False, **parts: Any) -> Spec:
    """Return a figure of the plane; a square one has one scale for both axes, so that angles look as they are."""
    ends = {"range": [-REACH, REACH], "showgrid": False, "fixedrange": True}
    across, up = axis(NAMES[0], **ends), axis(NAMES[1], **ends)
    if square:
        across |= {"constrain": "domain"}
        up |= {"constrain": "domain", "scaleanchor": "x", "constraintoward": "bottom"}
    return {"data": list(traces), "layout": layout(title, xaxis=across, yaxis=up) | parts}


def marks(
    points: Parted,
    *,
    held: bool = False,
    sizes: NDArray[Any] | None = None,
    said: NDArray[Any] | None = None,
    rings: NDArray[np.bool_] | None = None,
) -> list[Spec]:
    """Return the points as traces, a class each: hollow validation points if `held`; with sizes, words and rings."""
    X, y = points.validation if held else (points.X, points.y)
    traces: list[Spec] = []
    for code, name in enumerate(points.class_names):
        of_class = y == code
        marker: Spec = {
            "symbol": class_marker(code) + ("-open" if held else ""),
            "color": class_colour(code),
            "opacity": 1,
            "size": 7 if sizes is None else sizes[of_class].round(2).tolist(),
            "line": _edges(code, held, None if rings is None else rings[of_class]),
        }
        traces.append(
            trace(
                "markers",
                told(name),
                X[of_class, 0].round(4).tolist(),
                X[of_class, 1].round(4).tolist(),
                marker=marker,
                hovertemplate="%{text}<extra></extra>" if said is not None else "(%{x:.2f}, %{y:.2f})",
                text=None if said is None else [str(text) for text in said[of_class]],
                showlegend=not held,
            )
        )
    return traces


def _edges(code: int, held: bool, rings: NDArray[np.bool_] | None) -> Spec:
    if held:
        return {"width": 1.2, "color": class_colour(code)}
    if rings is None:
        return {"width": 0.8, "color": HALO}
    return {"width": [2.5 if ring else 0.8 for ring in rings], "color": [GREY if ring else HALO for ring in rings]}


def ground() -> Spec:
    """Return a trace that is not seen, with a place to click at wherever there is no point."""
    places, clear = np.linspace(-REACH, REACH, 57).tolist(), "rgba(0,0,0,0)"
    look = {"colorscale": [[0, clear], [1, clear]], "hovertemplate": "(%{x:.2f}, %{y:.2f})<extra></extra>"}
    cells = {"x": places, "y": places, "z": np.zeros((57, 57), int).tolist()}
    return {"type": "heatmap", "name": "", "showscale": False} | cells | look


def right_of(right: int, n: int) -> str:
    """Write how many points are answered rightly."""
    return _("{right} of {n}", right=right, n=n)


def tested(points: Parted, model: Grown | Machine) -> str:
    """Say how many test points a model answers rightly."""
    return _("{right} test points are right.", right=right_of(model.right(*points.test), len(points.test[1])))


def place(clicked: Clicked) -> tuple[float, float] | None:
    """Return where in the plane was clicked; None if it is no place."""
    if isinstance(clicked.x, str) or isinstance(clicked.y, str):
        return None
    return float(np.clip(clicked.x, -REACH, REACH)), float(np.clip(clicked.y, -REACH, REACH))
