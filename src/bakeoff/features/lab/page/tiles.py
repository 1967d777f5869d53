"""Small drawings of the lab's points, one for each choice of data."""

import base64
import functools
from typing import get_args

import numpy as np

from bakeoff.figures.style import class_colour
from bakeoff.network.features import REACH
from bakeoff.network.point_settings import Data
from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings

_SIDE = 44
_DOTS = 140
_SIGNS = "#d97000", "#008084"  # as in colours.js
_FRAME = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE} {_SIDE}">'
_GLYPHS = {
    "painted": '<path fill="none" stroke="#808890" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round" '
    'd="M11 33l2-7 16-16 5 5-16 16zM25 14l5 5"/>',
    "table": '<path fill="none" stroke="#808890" stroke-width="2.4" d="M9 11h26v22H9zM9 18.5h26M9 26h26M18 11v22"/>',
}


@functools.cache
def drawings() -> str:
    """Return the addresses of all drawings, parted by spaces."""
    return " ".join(map(_link, get_args(Data)))


def _link(data: str) -> str:
    content = _GLYPHS.get(data) or _dots(data)
    return "data:image/svg+xml;base64," + base64.b64encode(f"{_FRAME}{content}</svg>".encode()).decode("ascii")


def _dots(data: str) -> str:
    points = make_points(LabSettings.parse({"data": data, "points": _DOTS}))
    placed = (points.X * [1, -1] + REACH) / (2 * REACH) * _SIDE
    above = points.target > (0.5 if points.n_classes else 0)
    low, high = (class_colour(0), class_colour(1)) if points.n_classes else _SIGNS
    strength = np.ones(len(placed)) if points.n_classes else np.abs(points.target) ** 0.7
    return "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.5" fill="{high if up else low}" '
        f'fill-opacity="{0.12 + 0.88 * size:.2f}"/>'
        for (x, y), up, size in zip(placed, above, strength, strict=True)
    )
