"""What contenders say of one row, and what they would say of its neighbours."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.ask.messages import Curve, Curves, Row, Sheet
from bakeoff.contenders import contender
from bakeoff.evaluation.base import Prediction
from bakeoff.figures.style import GREY, Panels, Spec, axis, figure, label, layout, on, suffix
from bakeoff.text import _

SHOWN = 6
COLUMNS = 3


def ceteris_paribus(sheet: Sheet, row: Row, curves: Curves, code: int | None, shown: int = SHOWN) -> go.Figure:
    """Draw what becomes of the answers when one feature changes: a panel for each of the features that matter most.

    Parameters
    ----------
    sheet : Sheet
    row : Row
    curves : tuple of Curve
        The most important first.
    code : int or None
        Class whose probability is drawn; None for numbers.
    shown : int
        How many features at most.
    """
    chosen = curves[:shown]
    panels = Panels([sheet.columns[curve.place].name for curve in chosen], min(COLUMNS, len(chosen)))
    traces: list[Spec] = []
    shapes: list[Spec] = []
    axes: Spec = {}
    for place, curve in enumerate(chosen):
        traces += [_line(curve, name, code, place) for name in curve.answers]
        if not sheet.columns[curve.place].options:
            shapes.append(_here(float(row[curve.place]), place))
        y = axis(_y_title(sheet, code) if panels.leftmost(place) else "", **_y_range(sheet))
        axes |= panels.axes(place, axis(type="category" if sheet.columns[curve.place].options else "linear"), y)
    parts = layout(_title(sheet, chosen), headings=panels.headings(), shapes=shapes, **axes)
    return figure({"data": traces, "layout": parts})


def ceteris_paribus_frame(sheet: Sheet, curves: Curves, code: int | None) -> pd.DataFrame:
    """Return what `ceteris_paribus` draws, of all features: a row per contender and value.

    Columns are feature, contender, label, value and answer.
    """
    parts = [
        pd.DataFrame(
            {
                "feature": sheet.columns[curve.place].name,
                "contender": name,
                "label": label(name),
                "value": list(curve.values),
                "answer": _answer(prediction, code),
            }
        )
        for curve in curves
        for name, prediction in curve.answers.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _answer(prediction: Prediction, code: int | None) -> NDArray[np.float64]:
    if prediction.probabilities is None or code is None:
        return np.asarray(prediction.values, dtype=np.float64)
    return prediction.probabilities[:, code]


def _line(curve: Curve, name: str, code: int | None, place: int) -> Spec:
    identity, few = contender(name).identity, isinstance(curve.values[0], str | bool)
    hover = "%{x}: %{y:.3~g}" + f"<extra>{label(name)}</extra>"
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": label(name),
        "legendgroup": name,
        "showlegend": place == 0,
        "x": [str(value) for value in curve.values] if few else list(curve.values),
        "y": _answer(curve.answers[name], code),
        "line": {"color": identity.colour, "dash": identity.dash, "width": 2},
        "marker": {"symbol": identity.marker, "size": 8 if few else 4},
        "hovertemplate": hover,
    } | on(place)


def _here(value: float, place: int) -> Spec:
    line = {"color": GREY, "dash": "dot", "width": 1.5}
    across, up = f"x{suffix(place)}", f"y{suffix(place)} domain"
    return {"type": "line", "xref": across, "yref": up, "x0": value, "x1": value, "y0": 0, "y1": 1, "line": line}


def _y_title(sheet: Sheet, code: int | None) -> str:
    return sheet.target_name if code is None else _("P({name})", name=sheet.class_names[code])


def _y_range(sheet: Sheet) -> Spec:
    return {"range": [-0.04, 1.04]} if sheet.task == "classification" else {}


def _title(sheet: Sheet, curves: Curves) -> str:
    if not curves or not curves[0].effect:
        return _("No single feature moves any answer")
    return _("{name} alone moves the answers most", name=sheet.columns[curves[0].place].name)
