"""Predicted against actual numbers, and what is left."""

from typing import Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from bakeoff.contenders import contender
from bakeoff.figures.style import GREY, Panels, Spec, axis, empty, figure, label, layout, on, suffix
from bakeoff.figures.titles import first_place
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _

MOST_ROWS = 2000


def predicted_actual(race: FinishedRace, columns: int | None = None) -> go.Figure:
    """Draw each finished contender's answers against the truth; on the dotted line they are right."""
    return _figure(race, "predicted", columns)


def residuals(race: FinishedRace, columns: int | None = None) -> go.Figure:
    """Draw each finished contender's errors, answer minus truth, against its answers."""
    return _figure(race, "residual", columns)


def regression_frame(race: FinishedRace, seed: int = 0) -> pd.DataFrame:
    """Return what `predicted_actual` and `residuals` draw: a row per held-out row and contender.

    Columns are contender, label, row (number in the data set), actual, predicted and residual. Of more
    than 2,000 held-out rows a random part of that size is taken, the same for all.
    """
    columns = ["contender", "label", "row", "actual", "predicted", "residual"]
    if race.is_classification or not race.rivals:
        return pd.DataFrame(columns=columns)
    target = race.held_out.target
    kept = np.arange(len(target))
    if len(target) > MOST_ROWS:
        kept = np.sort(np.random.default_rng(seed).choice(len(target), MOST_ROWS, replace=False))
    parts = [
        pd.DataFrame(
            {
                "contender": name,
                "label": label(name),
                "row": race.held_out.rows[kept],
                "actual": target[kept],
                "predicted": rival.prediction.values[kept],
                "residual": rival.prediction.values[kept] - target[kept],
            }
        )
        for name, rival in race.rivals.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _figure(race: FinishedRace, shown: Literal["predicted", "residual"], columns: int | None) -> go.Figure:
    if not race.rivals:
        return empty(_("No contender has come to its end yet."))
    if race.is_classification:
        return empty(_("This figure is for numbers; this race predicts classes."))
    frame, names = regression_frame(race), list(race.rivals)
    panels = Panels([label(name) for name in names], columns)
    axes: Spec = {}
    for place in range(len(names)):
        axes |= panels.axes(place, *_axes(panels, place, shown))
    limits = [float(frame["actual"].min()), float(frame["actual"].max())]
    right = [_right(place, shown, limits) for place in range(len(names))]
    traces = [_trace(name, frame[frame["contender"] == name], place, shown) for place, name in enumerate(names)]
    title = _title(race, shown)
    return figure(
        {"data": traces, "layout": layout(title, headings=panels.headings(), shapes=right, showlegend=False, **axes)}
    )


def _axes(panels: Panels, place: int, shown: str) -> tuple[Spec, Spec]:
    if shown == "predicted":
        x, y = axis(_("Actual")), axis(_("Predicted"))
    else:
        x, y = axis(_("Predicted")), axis(_("Predicted minus actual"))
    if place:
        x, y = x | {"matches": "x"}, y | {"matches": "y"}
    if not panels.leftmost(place):
        y |= {"title": {"text": ""}, "showticklabels": False}
    return x, y


def _right(place: int, shown: str, limits: list[float]) -> Spec:
    """Return the line on which answers are right."""
    line = {"type": "line", "line": {"color": GREY, "dash": "dot", "width": 1.5}, "yref": f"y{suffix(place)}"}
    if shown == "predicted":
        ends = {"x0": limits[0], "x1": limits[1], "y0": limits[0], "y1": limits[1]}
        return line | ends | {"xref": f"x{suffix(place)}"}
    return line | {"xref": f"x{suffix(place)} domain", "x0": 0, "x1": 1, "y0": 0, "y1": 0}


def _trace(name: str, rows: pd.DataFrame, place: int, shown: str) -> Spec:
    identity = contender(name).identity
    x, y, third = ("actual", shown, "residual") if shown == "predicted" else ("predicted", shown, "actual")
    return {
        "type": "scatter",
        "mode": "markers",
        "name": label(name),
        "x": rows[x].to_numpy(np.float32),  # these are most of the bytes of an exported page
        "y": rows[y].to_numpy(np.float32),
        "customdata": rows[["row", third]].to_numpy(np.float32),
        "marker": {"symbol": identity.marker, "color": identity.colour, "size": 6, "opacity": 0.8},
        "hovertemplate": _(
            "Row {row}<br>Actual {actual}<br>Predicted {predicted}<br>Off by {residual}",
            row="%{customdata[0]}",
            **{x: "%{x:,.4~r}", y: "%{y:,.4~r}", third: "%{customdata[1]:,.4~r}"},
        )
        + "<extra></extra>",
        **on(place),
    }


def _title(race: FinishedRace, shown: str) -> str:
    """Return what is seen; who is nearest to the dotted line the verdict says, whose metrics all measure just that."""
    target = race.setting.target_name
    if shown == "residual":
        return _("{target}: what is left, predicted minus actual", target=target)
    seen = _("{target}, predicted against actual, by {metric}", target=target, metric=_(race.metric.noun))
    return first_place(seen, race.verdict)
