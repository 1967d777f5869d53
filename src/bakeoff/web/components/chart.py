"""A Plotly chart that can be updated without being mounted anew."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from bakeoff.figures.buttons import button_words
from bakeoff.text import _
from bakeoff.web.components.beside import component_beside
from bakeoff.web.components.served import served

PLOTLY = "plotly.min.js"
PLOTLY_VERSION = version("plotly")

_CHART = component_beside(
    __file__,
    """
<p class="bakeoff-chart-title"></p>
<div class="bakeoff-chart-frame"><div class="bakeoff-chart"></div></div>
<div class="bakeoff-chart-player" hidden><button type="button"></button><input type="range" min="0" step="1"></div>
""",
    isolated=False,
)


@dataclass(frozen=True)
class Clicked:
    """Clicked point of a chart.

    Attributes
    ----------
    trace : str
        Name of the trace that it belongs to.
    """

    trace: str
    x: str | float
    y: str | float


def chart(
    figure: go.Figure | Mapping[str, Any] | str,
    *,
    alt: str,
    key: str,
    height: int = 420,
    min_width: int = 0,
    on_click: Callable[[Clicked], None] | None = None,
    draggable: bool = False,
) -> None:
    """Show a figure in the colours of the visitor's theme.

    Parameters
    ----------
    figure : Figure, mapping or str
        A Plotly figure, its ``{"data": ..., "layout": ...}``, or that as JSON, which is worth keeping of a figure that
        many look at. Its ``"frames"``, each ``{"data": ..., "title": ...}`` with what is other than at first in each
        trace, are played, ``"pace"`` milliseconds apart.
    alt : str
        What the chart shows, for those who cannot see it.
    key : str
        Name that stays the same from run to run: the chart is then changed in place.
    height : int
        Pixels.
    min_width : int
        Pixels; on a narrower screen the chart scrolls sideways.
    on_click : callable, optional
        Called with what was clicked, before the page is run again.
    draggable : bool
        Call it also for each place under a pointer that is held down; for axes with a fixed range.
    """

    def clicked() -> None:
        state = st.session_state.get(key)  # None if the page had already been left
        told = clicked_of(state.clicked) if state is not None else None
        if told is not None and on_click is not None:
            on_click(told)

    settings = {
        "alt": alt,
        "height": height,
        "minWidth": min_width,
        "download": _("Download as {kind}"),
        "reset": _("Reset zoom"),
        "words": button_words(),
        "name": re.sub(r"\W+", "-", key),
        "plotly": served(f"{PLOTLY}?{PLOTLY_VERSION}"),
        "failure": _("The chart library could not be loaded; reload the page."),
        "clickable": on_click is not None,
        "draggable": draggable,
        "play": _("Play"),
        "pause": _("Pause"),
    }
    if isinstance(figure, go.Figure):
        figure = figure.to_json()
    drawn = figure if isinstance(figure, str) else json.dumps(figure)
    # As bytes, since what is given as an object Streamlit writes as JSON twice at every tick.
    content = f'{{"figure":{drawn},"settings":{json.dumps(settings)}}}'.encode()
    _CHART(key=key, data=content, height="content", on_clicked_change=clicked)


def clicked_of(sent: Any) -> Clicked | None:
    """Return what a browser sends as what was clicked; None if it is nothing of the kind."""
    if not isinstance(sent, Mapping) or not isinstance(sent.get("trace"), str):
        return None
    x, y = sent.get("x"), sent.get("y")
    if not isinstance(x, str | float | int) or not isinstance(y, str | float | int):
        return None
    return Clicked(sent["trace"], x, y)
