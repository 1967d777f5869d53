"""ROC, precision-recall and cumulative gains curves of all contenders."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.evaluation import curves
from bakeoff.evaluation.curves import Curve
from bakeoff.evaluation.metrics import Metric, metric_named
from bakeoff.evaluation.notation import score
from bakeoff.figures.style import GREY, Spec, axis, empty, figure, label, layout, percent_ticks
from bakeoff.figures.titles import first_place
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _

_SHARE: Spec = {"range": [-0.02, 1.02], "hoverformat": ".3f"}
_CHANCE: Spec = {
    "type": "line", "x0": 0, "x1": 1, "y0": 0, "y1": 1, "line": {"color": GREY, "dash": "dot", "width": 1},
}  # fmt: skip
_Curves = Callable[[NDArray[np.int64], NDArray[np.float64]], Curve]


def roc(race: FinishedRace) -> go.Figure:
    """Draw the ROC curve of each finished contender that gives probabilities.

    With more than two classes it is the average over classes, each against the rest.
    """
    x, y = (axis(title, **_SHARE) for title in (_("False positive rate"), _("True positive rate")))
    title = _ranked(race, _("Area under the ROC curve"), metric_named("roc_auc"))
    return _figure(race, curves.roc, "linear", title, xaxis=x, yaxis=y, shapes=[_CHANCE])


def precision_recall(race: FinishedRace) -> go.Figure:
    """Draw precision over recall of each finished contender that gives probabilities.

    With more than two classes it is the average over classes, each against the rest.
    """
    x, y = (axis(title, **_SHARE) for title in (_("Recall"), _("Precision")))
    title = _ranked(race, _("Average precision"), metric_named("average_precision"))
    return _figure(race, curves.precision_recall, "vh", title, xaxis=x, yaxis=y)


def cumulative_gains(race: FinishedRace) -> go.Figure:
    """Draw the share of a class that is found over the share of rows looked at, the likeliest first.

    With more than two classes it is the average over classes, each against the rest.
    """
    x, y = (
        axis(title, range=[-2, 102], **percent_ticks()) for title in (_("Share of rows looked at"), _("Share found"))
    )
    title = _of_classes(race, _("Cumulative gains"))
    shapes = [_CHANCE | {"x1": 100, "y1": 100}]
    return _figure(race, _gains_in_percent, "linear", title, xaxis=x, yaxis=y, shapes=shapes)


def _gains_in_percent(target: NDArray[np.int64], probabilities: NDArray[np.float64]) -> Curve:
    gains = curves.cumulative_gains(target, probabilities)
    return replace(gains, x=100 * gains.x, y=100 * gains.y)


def _figure(race: FinishedRace, curve: _Curves, shape: str, title: str, **parts: Any) -> go.Figure:
    if not race.is_classification:
        return empty(_("These curves are for classes; this race predicts numbers."))
    given = {name: answers.prediction.probabilities for name, answers in race.answers.items()}
    drawn = {name: curve(race.held_out.target, shares) for name, shares in given.items() if shares is not None}
    if not drawn:
        return empty(_("No contender has come to its end yet."))
    traces = [_trace(name, points, shape) for name, points in drawn.items()]
    return figure({"data": traces, "layout": layout(title, **parts)})


def _ranked(race: FinishedRace, area: str, metric: Metric) -> str:
    """Return of what the area is, and who is 1st in it by the paired test."""
    if race.setting.task != metric.task:
        return area
    return first_place(_of_classes(race, area), race.standings(metric))


def _of_classes(race: FinishedRace, what: str) -> str:
    classes = race.setting.class_names
    if len(classes) == 2:
        return _("{what} for “{positive}”", what=what, positive=classes[1])
    return _("{what}, averaged over classes", what=what)


def _trace(name: str, curve: Curve, shape: str) -> Spec:
    info = contender(name)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _("{label} ({area})", label=info.label, area=score(curve.area, metric_named("roc_auc"))),
        "x": curve.x,
        "y": curve.y,
        "line": {"color": info.identity.colour, "dash": info.identity.dash, "width": 2.5, "shape": shape},
        "marker": {"symbol": info.identity.marker, "color": info.identity.colour, "size": 8, "maxdisplayed": 6},
        "hovertemplate": f"%{{xaxis.title.text}} %{{x}}<br>%{{yaxis.title.text}} %{{y}}<extra>{label(name)}</extra>",
    }
