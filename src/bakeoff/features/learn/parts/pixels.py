"""Small pictures, drawn pixel by pixel."""

from collections.abc import Iterable

import numpy as np
import plotly.graph_objects as go
import streamlit as st
from numpy.typing import NDArray

from bakeoff.features.learn.digits import HIGHEST
from bakeoff.figures.style import Spec, axis, figure, layout
from bakeoff.text import _
from bakeoff.web.components.chart import chart

_WIDTH = 88
"""Screen pixels: five beside one another, on a phone three."""


def of_pixels(picture: NDArray[np.float64], title: str, *, numbered: bool = False) -> go.Figure:
    """Draw a picture of pixels from 0 to 1, dark on light; numbered, each says its number from 0 to 16."""
    look = {"colorscale": "Greys", "zmin": 0, "zmax": 1, "showscale": False, "hoverinfo": "skip"}
    drawn: Spec = {"type": "heatmap", "z": picture.tolist()} | look
    if numbered:
        drawn |= {"text": np.rint(HIGHEST * picture).astype(int).tolist(), "texttemplate": "%{text}"}
    bare: Spec = {"showticklabels": False, "showgrid": False, "showline": False, "ticks": "", "automargin": False}
    across = axis(constrain="domain", constraintoward="left", **bare)
    down = axis(autorange="reversed", scaleanchor="x", constrain="domain", constraintoward="top", **bare)
    margin = {"l": 0, "r": 8, "t": 40, "b": 4}
    return figure({"data": [drawn], "layout": layout(title, xaxis=across, yaxis=down, margin=margin)})


def side_by_side(pictures: Iterable[tuple[NDArray[np.float64], str]], name: str, *, key: str) -> None:
    """Show pictures and their titles; the name says to screen readers what they are."""
    row = st.container(horizontal=True)
    for place, (picture, title) in enumerate(pictures):
        with row.container(width=_WIDTH):
            alt = _("{name}: {title}", name=name, title=title)
            chart(of_pixels(picture, title), alt=alt, key=f"{key}-{place}", height=112)
