"""Confusion matrices side by side."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import confusion
from bakeoff.evaluation.notation import percent
from bakeoff.figures.style import Panels, Spec, axis, colour_bar, empty, faded, figure, label, layout, on, percent_sign
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _, counted

MOST_NUMBERS = 12
_INK = "#3D52A0"
_DARK_CELL = 0.7


def confusion_matrices(race: FinishedRace, columns: int | None = None) -> go.Figure:
    """Draw what each finished contender takes for what.

    Shading is the share of the true class's rows, on one scale for all; the numbers are rows, written where
    there are at most twelve classes.
    """
    if not race.rivals:
        return empty(_("No contender has come to its end yet."))
    if not race.is_classification:
        return empty(_("Confusion matrices are for classes; this race predicts numbers."))
    names, classes = list(race.rivals), race.setting.class_names
    panels = Panels([label(name) for name in names], columns)
    matrices = [_counts(race, rival.prediction) for rival in race.rivals.values()]
    axes: Spec = {}
    for place in range(len(names)):
        x = axis(_("Answer"), type="category", showgrid=False)
        y = axis(_("Truth"), type="category", showgrid=False, autorange="reversed")
        if not panels.leftmost(place):
            y |= {"title": {"text": ""}, "showticklabels": False}
        axes |= panels.axes(place, x, y)
    scale = {
        "cmin": 0,
        "cmax": 100,
        "colorscale": [[0, faded(_INK, 0)], [1, faded(_INK, 1)]],
        "colorbar": colour_bar(_("Share of truth"), ticksuffix=percent_sign()),
    }
    traces = []
    for place, (name, counts) in enumerate(zip(names, matrices, strict=True)):
        traces += [_cells(counts, classes, label(name), place)]
        traces += _numbers(counts, classes, place) if len(classes) <= MOST_NUMBERS else []
    title = _title(np.sum(matrices, axis=0), classes)
    return figure({"data": traces, "layout": layout(title, headings=panels.headings(), coloraxis=scale, **axes)})


def _counts(race: FinishedRace, prediction: Prediction) -> NDArray[np.int64]:
    return confusion(race.held_out.target, prediction.values, len(race.setting.class_names))


def _shares(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return counts as shares of their row; 0 where a class has no rows."""
    return np.asarray(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))


def _cells(counts: NDArray[np.int64], classes: tuple[str, ...], name: str, place: int) -> Spec:
    return {
        "type": "heatmap",
        "name": name,
        "x": list(classes),
        "y": list(classes),
        "z": 100 * _shares(counts),
        "text": counts.tolist(),
        "customdata": [list(map(_said, *rows)) for rows in zip(counts, _shares(counts), strict=True)],
        "hovertemplate": _("Truth %{y}, answer %{x}") + f"<br>%{{customdata}}<extra>{name}</extra>",
        "coloraxis": "coloraxis",
        "xgap": 1,
        "ygap": 1,
        **on(place),
    }


def _said(n: int, share: float) -> str:
    words = {"percent": percent(share)}
    return counted("{n} row, {percent} % of the truth", "{n} rows, {percent} % of the truth", int(n), **words)


def _numbers(counts: NDArray[np.int64], classes: tuple[str, ...], place: int) -> list[Spec]:
    """Return the numbers in the cells: white on dark ones, elsewhere in the page's own ink."""
    dark = _shares(counts) >= _DARK_CELL
    return [_texts(counts, classes, place, dark, {"color": "#FFFFFF"}), _texts(counts, classes, place, ~dark, {})]


def _texts(
    counts: NDArray[np.int64], classes: tuple[str, ...], place: int, chosen: NDArray[np.bool_], font: Spec
) -> Spec:
    truth, answer = np.nonzero(chosen)
    return {
        "type": "scatter",
        "mode": "text",
        "x": [classes[code] for code in answer],
        "y": [classes[code] for code in truth],
        "text": [str(number) for number in counts[chosen]],
        "textfont": font,
        "hoverinfo": "skip",
        "showlegend": False,
        **on(place),
    }


def _title(total: NDArray[np.int64], classes: tuple[str, ...]) -> str:
    """Return the finding: the commonest mistake of all contenders together."""
    wrong = total - np.diag(np.diag(total))
    if not wrong.any():
        return _("No contender made a mistake")
    truth, answer = np.unravel_index(int(wrong.argmax()), wrong.shape)
    words = {"truth": classes[truth], "answer": classes[answer]}
    return _("Most frequent mistake, all contenders together: {truth} taken for {answer}", **words)
