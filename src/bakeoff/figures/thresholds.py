"""Effect of another threshold for "yes" in two-class problems: confusion matrix, ROC point and cost.

On the test set, this shows the meaning of a threshold. To choose one by it would be tuning on the test set.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.evaluation.curves import roc
from bakeoff.evaluation.thresholds import cheapest, threshold_table
from bakeoff.figures.style import GREY, Spec, axis, empty, figure, label, layout
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _


@dataclass(frozen=True)
class WhatIf:
    """A threshold and what mistakes cost.

    Attributes
    ----------
    positive : int
        Code of the class that is looked for.
    threshold : float
        From which probability of it, 0 to 1, the answer is that class.
    false_alarm, miss : float
        What an answer of that class costs that is wrong, and what a row of it costs that is not found.
    """

    positive: int = 1
    threshold: float = 0.5
    false_alarm: float = 1.0
    miss: float = 1.0


def threshold_roc(race: FinishedRace, what_if: WhatIf) -> go.Figure:
    """Draw each contender's ROC curve with the point that the threshold stands for."""
    given = _given(race)
    if not given:
        return empty(_("Thresholds are for contenders that give probabilities of two classes."))
    now = threshold_frame(race, what_if).set_index("contender")
    order = [1 - what_if.positive, what_if.positive]
    target = _positive(race, what_if).astype(np.int64)
    traces: list[Spec] = []
    for name, probabilities in given.items():
        curve, identity, row = roc(target, probabilities[:, order]), contender(name).identity, now.loc[name]
        line = {"color": identity.colour, "dash": identity.dash, "width": 2}
        traces.append(
            _trace(name, "lines", curve.x, curve.y) | {"line": line, "hoverinfo": "skip", "showlegend": False}
        )
        mark = {"symbol": identity.marker, "color": identity.colour, "size": 15, "line": {"color": GREY, "width": 1}}
        hover = _("False positive rate %{x:.3f}<br>True positive rate %{y:.3f}") + f"<extra>{label(name)}</extra>"
        point = _trace(name, "markers", [row["false_positive_rate"]], [row["recall"]])
        traces.append(point | {"marker": mark, "hovertemplate": hover})
    title = _("Where a threshold of {threshold} stands on the ROC curve", threshold=f"{what_if.threshold:.2f}")
    x, y = axis(_("False positive rate"), range=[-0.03, 1.03]), axis(_("True positive rate"), range=[-0.03, 1.03])
    return figure({"data": traces, "layout": layout(title, xaxis=x, yaxis=y)})


def threshold_cost(race: FinishedRace, what_if: WhatIf) -> go.Figure:
    """Draw the cost of all test rows together over the threshold; hollow markers are at the cheapest."""
    tables = threshold_tables(race, what_if)
    if not tables:
        return empty(_("Thresholds are for contenders that give probabilities of two classes."))
    now = threshold_frame(race, what_if).set_index("contender")
    traces: list[Spec] = []
    for name, table in tables.items():
        identity, row = contender(name).identity, now.loc[name]
        line = {"color": identity.colour, "dash": identity.dash, "width": 2, "shape": "hv"}
        hover = _("From %{x:.2f} on: cost %{y:,.4~r}") + f"<extra>{label(name)}</extra>"
        curve = _trace(name, "lines", table.index.to_numpy(), table["cost"].to_numpy())
        traces.append(curve | {"line": line, "hovertemplate": hover, "showlegend": False})
        for mark, x, y, size in (
            (identity.marker, what_if.threshold, row["cost"], 12),
            (f"{identity.marker}-open", row["cheapest"], row["cheapest_cost"], 15),
        ):
            marker = {
                "symbol": mark,
                "color": identity.colour,
                "size": size,
                "line": {"color": identity.colour, "width": 2},
            }
            traces.append(
                _trace(name, "markers", [x], [y])
                | {"marker": marker, "hovertemplate": hover, "showlegend": mark == identity.marker}
            )
    here = {"type": "line", "x0": what_if.threshold, "x1": what_if.threshold, "yref": "paper", "y0": 0, "y1": 1}
    here |= {"line": {"color": GREY, "dash": "dot", "width": 1.5}}
    title = _("Cost of all test rows over the threshold; hollow where it is least")
    x, y = axis(_("Threshold"), range=[-0.03, 1.03]), axis(_("Cost of all test rows"), rangemode="tozero")
    return figure({"data": traces, "layout": layout(title, xaxis=x, yaxis=y, shapes=[here])})


def threshold_frame(race: FinishedRace, what_if: WhatIf) -> pd.DataFrame:
    """Return what the threshold comes to: a row per contender.

    Columns are contender, label, those of `threshold_table` at the threshold, cheapest (the threshold with the
    least cost; this one if no other costs less) and cheapest_cost.
    """
    rows = []
    for name, table in threshold_tables(race, what_if).items():
        at = _table(race, what_if, name, np.array([what_if.threshold])).iloc[0]
        rows.append(
            {"contender": name, "label": label(name), **at}
            | {"cheapest": what_if.threshold if at["cost"] == table["cost"].min() else cheapest(table)}
            | {"cheapest_cost": float(table["cost"].min())}
        )
    return pd.DataFrame(rows)


def threshold_tables(race: FinishedRace, what_if: WhatIf) -> dict[str, pd.DataFrame]:
    """Return what comes of every threshold, 0, 0.01 ... 1, by contender; what `threshold_cost` draws."""
    return {name: _table(race, what_if, name) for name in _given(race)}


def _table(
    race: FinishedRace, what_if: WhatIf, name: str, thresholds: NDArray[np.float64] | None = None
) -> pd.DataFrame:
    prediction = race.rivals[name].prediction
    probability = prediction.chances[:, what_if.positive]
    even_but_no = (probability == 0.5) & (prediction.values != what_if.positive)  # the race's answer is kept at 0.50
    return threshold_table(
        _positive(race, what_if),
        np.where(even_but_no, np.nextafter(0.5, 0), probability),
        what_if.false_alarm,
        what_if.miss,
        thresholds,
    )


def _positive(race: FinishedRace, what_if: WhatIf) -> NDArray[np.bool_]:
    return np.asarray(race.held_out.target == what_if.positive)


def _given(race: FinishedRace) -> dict[str, NDArray[np.float64]]:
    """Return the probabilities of contenders, if there are two classes."""
    if len(race.setting.class_names) != 2:
        return {}
    given = {name: rival.prediction.probabilities for name, rival in race.rivals.items()}
    return {name: chances for name, chances in given.items() if chances is not None}


def _trace(name: str, mode: str, x: object, y: object) -> Spec:
    return {"type": "scatter", "mode": mode, "name": label(name), "x": x, "y": y}
