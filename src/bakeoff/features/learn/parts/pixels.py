"""A small picture, drawn pixel by pixel, as the chapters on amounts of data and on uses show it."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.features.learn.digits import HIGHEST
from bakeoff.figures.style import Spec, axis, figure, layout


def of_pixels(picture: NDArray[np.float64], title: str, *, numbered: bool = False) -> go.Figure:
    """Draw a picture, dark on light.

    Parameters
    ----------
    picture : ndarray of shape (height, width)
        From 0 to 1.
    numbered : bool
        Whether each pixel says its number, from 0 to 16.
    """
    drawn: Spec = {
        "type": "heatmap",
        "z": picture.tolist(),
        "colorscale": "Greys",
        "zmin": 0,
        "zmax": 1,
        "showscale": False,
        "hoverinfo": "skip",
    }
    if numbered:
        drawn |= {"text": np.rint(HIGHEST * picture).astype(int).tolist(), "texttemplate": "%{text}"}
    bare: Spec = {"showticklabels": False, "showgrid": False, "showline": False, "ticks": "", "automargin": False}
    across = axis(constrain="domain", constraintoward="left", **bare)
    down = axis(autorange="reversed", scaleanchor="x", constrain="domain", constraintoward="top", **bare)
    margin = {"l": 0, "r": 8, "t": 40, "b": 4}
    return figure({"data": [drawn], "layout": layout(title, xaxis=across, yaxis=down, margin=margin)})
