"""A Plotly chart that can be updated without being mounted anew."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from bakeoff.text import _
from bakeoff.ui.components.served import served

PLOTLY = "plotly.min.js"

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_HTML = """
<p class="bakeoff-chart-title"></p>
<div class="bakeoff-chart-frame"><div class="bakeoff-chart"></div></div>
"""
_CHART = st.components.v2.component("bakeoff_chart", html=_HTML, js=_SCRIPT, isolate_styles=False)


def chart(figure: go.Figure | Mapping[str, Any], *, alt: str, key: str, height: int = 420, min_width: int = 0) -> None:
    """Show a figure in the colours of the visitor's theme.

    Parameters
    ----------
    figure : Figure or mapping
        A Plotly figure, or its ``{"data": ..., "layout": ...}``.
    alt : str
        What the chart shows, for those who cannot see it.
    key : str
        Name that stays the same from run to run: the chart is then changed in place.
    height : int
        Pixels.
    min_width : int
        Pixels; on a narrower screen the chart scrolls sideways.
    """
    settings = {
        "alt": alt,
        "height": height,
        "minWidth": min_width,
        "download": _("Download as"),
        "reset": _("Reset zoom"),
        "name": re.sub(r"\W+", "-", key),
        "plotly": served(PLOTLY),
    }
    drawn = figure.to_json() if isinstance(figure, go.Figure) else json.dumps(figure)
    # As bytes, since what is given as an object Streamlit writes as JSON twice at every tick.
    _CHART(key=key, data=f'{{"figure":{drawn},"settings":{json.dumps(settings)}}}'.encode(), height="content")
