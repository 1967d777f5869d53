"""The plane of the lab's points: what models answer over it, and what a layer makes of it."""

from collections.abc import Sequence

from bakeoff.contenders import contender
from bakeoff.features.learn.features.bending import Bent, bent
from bakeoff.features.learn.features.models import LINE
from bakeoff.features.learn.network import Floats
from bakeoff.features.learn.parted import CLASS_NAMES
from bakeoff.features.learn.parts.plane import right_of
from bakeoff.features.learn.parts.traces import trace
from bakeoff.figures.style import GREY, HALO, Spec, axis, class_colour, class_marker, layout
from bakeoff.network.points import Points, make_points
from bakeoff.network.settings import LabSettings
from bakeoff.text import _, told
from bakeoff.web.network.planes import Panel, packed, planes
from bakeoff.web.network.view import LabView


def beside(panels: Sequence[Panel], settings: LabSettings, points: Points, *, key: str, title: str = "") -> None:
    """Show planes side by side, with the points on them, those that are held out hollow."""
    planes(packed(panels, LabView(settings, points), title=title), key=key)


def bent_plane(settings: LabSettings, seen: Bent, title: str) -> Spec:
    """Draw the plane as a layer has bent it; another one that is shown in its place is moved to."""
    points = make_points(settings)
    class_names = CLASS_NAMES.get(settings.data, points.class_names)
    lines: list[Spec] = [
        trace(
            "lines",
            "",
            line[:, 0].round(4).tolist(),
            line[:, 1].round(4).tolist(),
            line={"color": GREY, "width": 0.8, "simplify": False},
            opacity=0.6,
            hoverinfo="skip",
            showlegend=False,
        )
        for line in seen.grid
    ]
    border = {"type": "line", "x0": 0, "x1": 0, "y0": -1.05, "y1": 1.05}
    ends = {"range": [-1.05, 1.05], "fixedrange": True, "showticklabels": False, "showgrid": False, "zeroline": False}
    drawn = layout(
        title,
        xaxis=axis(_("Distance from the straight line"), **ends),
        yaxis=axis(_("Where the points differ most besides"), **ends),
        shapes=[border | {"line": {"color": contender(LINE).identity.colour, "width": 3}}],
        transition={"duration": 1200, "easing": "cubic-in-out"},
    )
    marks = [class_marks(seen.points, points, code, name) for code, name in enumerate(class_names)]
    return {"data": [*lines, *marks], "layout": drawn}


def bending(settings: LabSettings, hidden: tuple[int, ...]) -> Spec:
    """Draw how a network's layers bend the plane, one after another, which is played."""
    stages, n = bent(settings, hidden), int((~make_points(settings).train).sum())
    titles = [
        _("Behind layer {n}: a straight line gets {right} right", n=place, right=right_of(seen.right, n))
        if place
        else _("The plane: a straight line gets {right} right", right=right_of(seen.right, n))
        for place, seen in enumerate(stages)
    ]
    drawn = [bent_plane(settings, seen, title) for seen, title in zip(stages, titles, strict=True)]
    moved = [[{"x": part["x"], "y": part["y"]} for part in plane["data"]] for plane in drawn]
    frames = [{"data": data, "title": title} for data, title in zip(moved, titles, strict=True)]
    return {**drawn[0], "frames": frames, "pace": 2000}


def class_marks(X: Floats, points: Points, code: int, name: str) -> Spec:
    """Return the points of a class as a trace, those that are held out hollow."""
    of_class = points.target == code
    symbols = [class_marker(code) + ("" if train else "-open") for train in points.train[of_class]]
    return trace(
        "markers",
        told(name),
        X[of_class, 0].round(4).tolist(),
        X[of_class, 1].round(4).tolist(),
        marker={"symbol": symbols, "color": class_colour(code), "size": 7, "line": {"width": 0.8, "color": HALO}},
        hovertemplate="(%{x:.2f}, %{y:.2f})",
    )
