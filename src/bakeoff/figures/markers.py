"""Markers of the contenders as small images."""

import base64
import functools

from bakeoff.contenders import Identity
from bakeoff.html import Markup

# The markers of Plotly's charts, drawn in a box of 16 by 16.
_MARKERS = {
    "circle": "M8 2a6 6 0 1 0 .01 0z",
    "square": "M2.5 2.5h11v11h-11z",
    "diamond": "M8 1l7 7-7 7-7-7z",
    "triangle-up": "M8 1.5L15 14H1z",
    "triangle-down": "M8 14.5L1 2h14z",
    "pentagon": "M8 1.3L14.85 6.275L12.23 14.32L3.768 14.32L1.152 6.275z",
    "star": "M8 1l1.8 5.1 5.3.1-4.3 3.2 1.6 5.2L8 11.5l-4.4 3.1 1.5-5.2L.9 6.2l5.3-.1z",
    "cross": "M5.5 1.5h5v4h4v5h-4v4h-5v-4h-4v-5h4z",
    "hexagon": "M8 1l6.1 3.5v7L8 15l-6.1-3.5v-7z",
    "hourglass": "M2 1.5h12L9.5 8l4.5 6.5H2L6.5 8z",
    "x": "M3.5 1L8 5.5 12.5 1 15 3.5 10.5 8l4.5 4.5-2.5 2.5L8 10.5 3.5 15 1 12.5 5.5 8 1 3.5z",
    "line": "M1 6.5h5v3H1zM10 6.5h5v3h-5z",
}


def marker_path(identity: Identity) -> str:
    """Return a contender's marker as a path of SVG in a box of 16 by 16."""
    return _MARKERS.get(identity.marker, _MARKERS["line"])


@functools.cache
def marker(identity: Identity) -> Markup:
    """Return a contender's marker in its colour as an HTML image; decoration beside its name, so without a text."""
    drawing = f'<path fill="{identity.colour}" d="{marker_path(identity)}"/>'
    return svg_image(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{drawing}</svg>', "bakeoff-marker")


def svg_image(svg: str, css_class: str, alt: str = "") -> Markup:
    """Return a drawing as an HTML image; `alt` says what it shows unless it is decoration."""
    data = base64.b64encode(svg.encode()).decode("ascii")
    return Markup('<img class="{}" alt="{}" src="data:image/svg+xml;base64,{}">').format(css_class, alt, data)
