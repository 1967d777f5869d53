"""What all contenders answer on one plane, side by side: regions, or rows where there are more than two features."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.evaluation.base import Plane, Regions
from bakeoff.figures.answers import answered_classes, error_scale, errors, map_title
from bakeoff.figures.style import (
    CLEAR,
    HALO,
    Panels,
    Spec,
    axis,
    class_colour,
    class_marker,
    colour_bar,
    empty,
    figure,
    label,
    layout,
    on,
    rgb,
    rivals,
    suffix,
)
from bakeoff.png import png_link
from bakeoff.race.report import Outcome, Report, Setting
from bakeoff.text import _

_HOVER_POINTS = 40


def decision_regions(report: Report, columns: int | None = None) -> go.Figure:
    """Draw what each finished contender answers, all over the plane or, of more than two features, to each row.

    All over the plane colour is the answer, strength its probability, marker shape the truth of a held-out row; for
    numbers there is one colour scale for the answer and the truth. Rows of more features are drawn on a plane that they
    are projected to, coloured by the answer and with a ring if it is wrong: between them nothing is claimed.
    """
    setting, finished = report.setting, rivals(report)
    if setting is None or not finished:
        return empty(_("No contender has come to its end yet."))
    panels = Panels([label(name) for name in finished], columns)
    draw = _projected if setting.plane.projected else _flat
    traces, more = draw(setting, list(finished.values()))
    parts = layout(_title(setting), headings=panels.headings(), **_axes(panels, setting.plane))
    return figure({"data": traces, "layout": parts | more})


def _projected(setting: Setting, outcomes: list[Outcome]) -> tuple[list[Spec], Spec]:
    draw = answered_classes if setting.task == "classification" else errors
    traces = [trace for place, outcome in enumerate(outcomes) for trace in draw(setting, outcome, place)]
    return traces, {} if setting.class_names else {"coloraxis": error_scale(setting, outcomes)}


def _flat(setting: Setting, outcomes: list[Outcome]) -> tuple[list[Spec], Spec]:
    draw = _draw_classes if setting.task == "classification" else _draw_numbers
    known = [one.regions for one in outcomes if one.regions is not None]
    drawn = [draw(setting, found, place) for place, found in enumerate(known)]
    more: Spec = {"images": [picture for _traces, pictures in drawn for picture in pictures]}
    if setting.task == "regression":
        more["coloraxis"] = _colour_scale(setting, known)
    return [trace for traces, _pictures in drawn for trace in traces], more


def regions_frame(report: Report) -> pd.DataFrame:
    """Return what `decision_regions` shades: a row per point and contender; none where the rows are projected.

    Columns are contender, label, x, y, answer (class name or number) and confidence.
    """
    columns = ["contender", "label", "x", "y", "answer", "confidence"]
    if report.setting is None or report.setting.plane.projected or not rivals(report):
        return pd.DataFrame(columns=columns)
    names = np.array(report.setting.class_names)
    x, y = np.meshgrid(report.setting.plane.x, report.setting.plane.y)
    parts = [
        pd.DataFrame(
            {
                "contender": name,
                "label": label(name),
                "x": x.ravel(),
                "y": y.ravel(),
                "answer": names[found.answer.ravel()] if len(names) else found.answer.ravel(),
                "confidence": np.nan if found.confidence is None else found.confidence.ravel(),
            }
        )
        for name, outcome in rivals(report).items()
        if (found := outcome.regions) is not None
    ]
    return pd.concat(parts, ignore_index=True)


def rows_frame(report: Report) -> pd.DataFrame:
    """Return the held-out rows that `decision_regions` shows, in columns x, y and target."""
    if report.setting is None:
        return pd.DataFrame(columns=["x", "y", "target"])
    plane, names = report.setting.plane, np.array(report.setting.class_names)
    target = names[plane.rows_target] if len(names) else plane.rows_target
    return pd.DataFrame({"x": plane.rows_x, "y": plane.rows_y, "target": target})


def _title(setting: Setting) -> str:
    if setting.plane.projected:
        return map_title(setting)
    return (
        _("Answers all over the plane; stronger is surer") if setting.class_names else _("Answers all over the plane")
    )


def _axes(panels: Panels, plane: Plane) -> Spec:
    axes: Spec = {}
    for place in range(len(panels.titles)):
        x = axis(plane.axis_names[0], range=[plane.x[0], plane.x[-1]], showgrid=False)
        y = axis(plane.axis_names[1], range=[plane.y[0], plane.y[-1]], showgrid=False)
        if place:  # a zoom of one zooms them all
            x, y = x | {"matches": "x"}, y | {"matches": "y"}
        if not panels.leftmost(place):
            y |= {"title": {"text": ""}, "showticklabels": False}
        axes |= panels.axes(place, x, y)
    return axes


def _draw_classes(setting: Setting, found: Regions, place: int) -> tuple[list[Spec], list[Spec]]:
    return [_hover(setting, found, place), *_class_rows(setting, place)], [_picture(setting, found, place)]


def shading(found: Regions, n_classes: int) -> NDArray[np.uint8]:
    """Return regions as pixels: the class's colour, more opaque the surer.

    Returns
    -------
    ndarray of uint8 of shape (resolution, resolution, 4)
        Top row first, as in a picture.
    """
    palette = np.array([rgb(class_colour(code)) for code in range(n_classes)], dtype=np.uint8)
    chance = 1 / n_classes
    sure = np.ones(found.answer.shape) if found.confidence is None else (found.confidence - chance) / (1 - chance)
    pixels = np.empty((*found.answer.shape, 4), dtype=np.uint8)
    pixels[..., :3] = palette[found.answer]
    pixels[..., 3] = 8 * np.round((25 + 130 * np.clip(sure, 0, 1)) / 8)  # few levels make a small file
    return pixels[::-1]


def _picture(setting: Setting, found: Regions, place: int) -> Spec:
    plane = setting.plane
    step_x, step_y = plane.x[1] - plane.x[0], plane.y[1] - plane.y[0]
    return {
        "source": png_link(shading(found, len(setting.class_names))),
        "xref": f"x{suffix(place)}",
        "yref": f"y{suffix(place)}",
        "x": plane.x[0] - step_x / 2,  # a pixel is centred on its point
        "y": plane.y[-1] + step_y / 2,
        "sizex": plane.x[-1] - plane.x[0] + step_x,
        "sizey": plane.y[-1] - plane.y[0] + step_y,
        "sizing": "stretch",
        "layer": "below",
    }


def _hover(setting: Setting, found: Regions, place: int) -> Spec:
    """Return an invisible heat map that says the answer and its probability under the pointer."""
    plane, skip = setting.plane, max(1, round(len(setting.plane.x) / _HOVER_POINTS))
    names = np.array(setting.class_names)
    confidence = np.ones(found.answer.shape) if found.confidence is None else found.confidence
    return {
        "type": "heatmap",
        "name": "",
        "x": plane.x[::skip],
        "y": plane.y[::skip],
        "z": np.round(100 * confidence[::skip, ::skip], 1),
        "text": names[found.answer[::skip, ::skip]].tolist(),
        "colorscale": [[0, CLEAR], [1, CLEAR]],
        "showscale": False,
        "hovertemplate": "%{text}, %{z:.1f} %",
        **on(place),
    }


def _class_rows(setting: Setting, place: int) -> list[Spec]:
    plane = setting.plane
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": plane.rows_x[plane.rows_target == code].astype(np.float32),
            "y": plane.rows_y[plane.rows_target == code].astype(np.float32),
            "marker": {
                "symbol": class_marker(code),
                "color": class_colour(code),
                "size": 6,
                "line": {"color": HALO, "width": 0.8},
            },
            "legendgroup": name,
            "showlegend": place == 0,
            "hovertemplate": _("Truth: {name}", name=name) + "<extra></extra>",
            **on(place),
        }
        for code, name in enumerate(setting.class_names)
    ]


def _draw_numbers(setting: Setting, found: Regions, place: int) -> tuple[list[Spec], list[Spec]]:
    plane = setting.plane
    surface = {
        "type": "heatmap",
        "name": "",
        "x": plane.x,
        "y": plane.y,
        "z": found.answer,
        "coloraxis": "coloraxis",
        "hovertemplate": _("Answer") + " %{z:.4g}<extra></extra>",
        **on(place),
    }
    rows = {
        "type": "scatter",
        "mode": "markers",
        "name": _("Truth"),
        "x": plane.rows_x.astype(np.float32),
        "y": plane.rows_y.astype(np.float32),
        "marker": {
            "color": plane.rows_target,
            "coloraxis": "coloraxis",
            "size": 6,
            "line": {"color": HALO, "width": 0.8},
        },
        "showlegend": False,
        "hovertemplate": _("Truth") + " %{marker.color:.4g}<extra></extra>",
        **on(place),
    }
    return [surface, rows], []


def _colour_scale(setting: Setting, found: list[Regions]) -> Spec:
    """Return one scale for all: diverging around 0 where the target has both signs, else from low to high."""
    target = setting.plane.rows_target
    low = min(float(target.min()), *(float(one.answer.min()) for one in found))
    high = max(float(target.max()), *(float(one.answer.max()) for one in found))
    if low < 0 < high:
        reach = max(-low, high)
        scale = {"colorscale": "RdBu", "cmin": -reach, "cmax": reach}
    else:
        scale = {"colorscale": "Cividis", "cmin": low, "cmax": high}
    return scale | {"colorbar": colour_bar(setting.target_name)}
