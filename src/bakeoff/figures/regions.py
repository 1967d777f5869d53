"""Predictions of all contenders on one plane: regions, or rows if there are more than two features."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.evaluation.base import Plane, Regions
from bakeoff.figures.answers import answered_classes, error_scale, errors, keyed, map_title
from bakeoff.figures.style import (
    CLEAR,
    DIVERGING,
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
    suffix,
)
from bakeoff.png import png_link
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _, told

_HOVER_POINTS = 40


def decision_regions(race: FinishedRace, columns: int | None = None) -> go.Figure:
    """Draw what each finished contender answers, all over the plane or, of more than two features, to each row.

    All over the plane colour is the answer, strength its probability, marker shape the truth of a held-out row; for
    numbers there is one colour scale for the answer and the truth. Rows of more features are drawn on a plane that they
    are projected to, coloured by the answer and with a ring if it is wrong: between them nothing is claimed.
    """
    if not race.rivals:
        return empty(_("No contender has come to its end yet."))
    panels = Panels([label(name) for name in race.rivals], columns)
    traces, more = _projected(race) if race.held_out.plane.projected else _flat(race)
    parts = layout(_title(race), headings=panels.headings(), **_axes(panels, race.held_out.plane))
    return figure({"data": traces, "layout": parts | more})


def _projected(race: FinishedRace) -> tuple[list[Spec], Spec]:
    draw = answered_classes if race.is_classification else errors
    traces = [trace for place, rival in enumerate(race.rivals.values()) for trace in draw(race, rival, place)]
    return (list(keyed(traces)), {}) if race.is_classification else (traces, {"coloraxis": error_scale(race)})


def _flat(race: FinishedRace) -> tuple[list[Spec], Spec]:
    draw = _draw_classes if race.is_classification else _draw_numbers
    known = [rival.regions for rival in race.rivals.values() if rival.regions is not None]
    drawn = [draw(race, regions, place) for place, regions in enumerate(known)]
    more: Spec = {"images": [picture for _traces, pictures in drawn for picture in pictures]}
    if not race.is_classification:
        more["coloraxis"] = _colour_scale(race, known)
    return [trace for traces, _pictures in drawn for trace in traces], more


def _title(race: FinishedRace) -> str:
    if race.held_out.plane.projected:
        return map_title(race)
    if race.is_classification:
        return _("Answers all over the plane; stronger is surer")
    return _("Answers all over the plane")


def _axes(panels: Panels, plane: Plane) -> Spec:
    axes: Spec = {}
    for place in range(len(panels.titles)):
        x = axis(told(plane.axis_names[0]), range=[plane.x[0], plane.x[-1]], showgrid=False)
        y = axis(told(plane.axis_names[1]), range=[plane.y[0], plane.y[-1]], showgrid=False)
        if place:  # a zoom of one zooms them all
            x, y = x | {"matches": "x"}, y | {"matches": "y"}
        if not panels.leftmost(place):
            y |= {"title": {"text": ""}, "showticklabels": False}
        axes |= panels.axes(place, x, y)
    return axes


def _draw_classes(race: FinishedRace, regions: Regions, place: int) -> tuple[list[Spec], list[Spec]]:
    return [_hover(race, regions, place), *_class_rows(race, place)], [_picture(race, regions, place)]


def shading(regions: Regions, n_classes: int) -> NDArray[np.uint8]:
    """Return regions as pixels: the class's colour, more opaque the surer.

    Returns
    -------
    ndarray of uint8 of shape (resolution, resolution, 4)
        Top row first, as in a picture.
    """
    palette = np.array([rgb(class_colour(code)) for code in range(n_classes)], dtype=np.uint8)
    chance = 1 / n_classes
    sure = np.ones(regions.answer.shape) if regions.confidence is None else (regions.confidence - chance) / (1 - chance)
    pixels = np.empty((*regions.answer.shape, 4), dtype=np.uint8)
    pixels[..., :3] = palette[regions.answer]
    pixels[..., 3] = 8 * np.round((25 + 130 * np.clip(sure, 0, 1)) / 8)  # few levels make a small file
    return pixels[::-1]


def _picture(race: FinishedRace, regions: Regions, place: int) -> Spec:
    plane = race.held_out.plane
    step_x, step_y = plane.x[1] - plane.x[0], plane.y[1] - plane.y[0]
    return {
        "source": png_link(shading(regions, len(race.setting.class_names))),
        "xref": f"x{suffix(place)}",
        "yref": f"y{suffix(place)}",
        "x": plane.x[0] - step_x / 2,  # a pixel is centred on its point
        "y": plane.y[-1] + step_y / 2,
        "sizex": plane.x[-1] - plane.x[0] + step_x,
        "sizey": plane.y[-1] - plane.y[0] + step_y,
        "sizing": "stretch",
        "layer": "below",
    }


def _hover(race: FinishedRace, regions: Regions, place: int) -> Spec:
    """Return an invisible heat map that says the answer and its probability under the pointer."""
    plane = race.held_out.plane
    skip = max(1, round(len(plane.x) / _HOVER_POINTS))
    names = np.array([told(name) for name in race.setting.class_names])
    confidence = np.ones(regions.answer.shape) if regions.confidence is None else regions.confidence
    return {
        "type": "heatmap",
        "name": "",
        "x": plane.x[::skip],
        "y": plane.y[::skip],
        "z": np.round(100 * confidence[::skip, ::skip], 1),
        "text": names[regions.answer[::skip, ::skip]].tolist(),
        "colorscale": [[0, CLEAR], [1, CLEAR]],
        "showscale": False,
        "hovertemplate": _("{name}, {share} %", name="%{text}", share="%{z:.1f}"),
        **on(place),
    }


def _class_rows(race: FinishedRace, place: int) -> list[Spec]:
    plane = race.held_out.plane
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
        for code, name in enumerate(race.setting.class_names)
    ]


def _draw_numbers(race: FinishedRace, regions: Regions, place: int) -> tuple[list[Spec], list[Spec]]:
    plane = race.held_out.plane
    surface = {
        "type": "heatmap",
        "name": "",
        "x": plane.x,
        "y": plane.y,
        "z": regions.answer,
        "coloraxis": "coloraxis",
        "hovertemplate": _("{what} {value}", what=_("Answer"), value="%{z:,.4~r}") + "<extra></extra>",
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
        "hovertemplate": _("{what} {value}", what=_("Truth"), value="%{marker.color:,.4~r}") + "<extra></extra>",
        **on(place),
    }
    return [surface, rows], []


def _colour_scale(race: FinishedRace, all_regions: list[Regions]) -> Spec:
    """Return one scale for all: diverging around 0 where the target has both signs, else from low to high."""
    target = race.held_out.plane.rows_target
    low = min(float(target.min()), *(float(regions.answer.min()) for regions in all_regions))
    high = max(float(target.max()), *(float(regions.answer.max()) for regions in all_regions))
    if low < 0 < high:
        reach = max(-low, high)
        scale = {"colorscale": DIVERGING, "cmin": -reach, "cmax": reach}
    else:
        scale = {"colorscale": "Cividis", "cmin": low, "cmax": high}
    return scale | {"colorbar": colour_bar(race.setting.target_name)}
