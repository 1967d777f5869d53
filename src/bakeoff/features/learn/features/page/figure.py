"""Figures of the chapter on machine learning and deep learning."""

from collections.abc import Sequence

import numpy as np

from bakeoff.contenders import contender
from bakeoff.features.learn.features.models import (
    LINE,
    NETWORK,
    TREE,
    UNITS,
    LineAnswers,
    ModelAnswers,
    held_out,
    line,
    network,
    tree,
)
from bakeoff.features.learn.network import Floats
from bakeoff.features.learn.parted import CLASS_NAMES
from bakeoff.features.learn.parts.bent import beside, class_marks
from bakeoff.features.learn.parts.plane import right_of
from bakeoff.features.learn.parts.traces import trace
from bakeoff.figures.style import Spec, axis, layout
from bakeoff.network.features import featurise
from bakeoff.network.points import make_points
from bakeoff.network.settings import Feature, LabSettings
from bakeoff.text import _
from bakeoff.web.network.planes import Panel

HEIGHT = 330
_ROOM = 0.06  # beyond the outermost points, as a share of the whole


def three(settings: LabSettings, hidden: tuple[int, ...] = (UNITS,), *, key: str, title: str = "") -> None:
    """Show what a straight line, a tree and a network answer over the plane.

    Raises
    ------
    SettingError
        If nothing can be learnt from the points.
    """
    points = make_points(settings)
    n = held_out(points)
    answered, leaves, layers = line(settings), tree(settings), network(settings, hidden)
    panels = [
        _panel(name_of(LINE), answered, n, _("{n} numbers learnt", n=answered.size)),
        _panel(name_of(TREE), leaves, n, _("{n} leaves", n=leaves.size)),
        _panel(name_of(NETWORK), layers, n, _("{n} numbers learnt", n=layers.size)),
    ]
    beside(panels, settings, points, key=key, title=title)


def _panel(title: str, answered: ModelAnswers, n: int, size: str) -> Panel:
    return Panel(title, answered.plane, (right_of(answered.right, n), size))


def name_of(model: str) -> str:
    """Return what a model of the chapter is called."""
    return {LINE: _("Straight line"), TREE: _(contender(TREE).label), NETWORK: _("Network")}[model]


def in_features(
    settings: LabSettings, names: tuple[Feature, Feature], answered: LineAnswers, labels: Sequence[str]
) -> Spec:
    """Draw points and the border between them where two features are the axes: there it is straight."""
    points = make_points(settings)
    X = featurise(points.X, names).astype(np.float64)
    low, high = X.min(axis=0), X.max(axis=0)
    low, high = low - _ROOM * (high - low), high + _ROOM * (high - low)
    ends = [{"range": [float(low[k]), float(high[k])], "fixedrange": True} for k in (0, 1)]
    class_names = CLASS_NAMES.get(settings.data, points.class_names)
    traces = [class_marks(X, points, code, name) for code, name in enumerate(class_names)]
    figure = layout("", xaxis=axis(labels[0], **ends[0]), yaxis=axis(labels[1], **ends[1]))
    return {"data": [*traces, _border(answered, low, high)], "layout": figure}


def _border(answered: LineAnswers, low: Floats, high: Floats) -> Spec:
    """Return the straight line w·f + b = 0, cut off far outside of what is drawn."""
    w, b = answered.weights, answered.bias
    middle, reach = (low + high) / 2, 2 * float(np.hypot(*(high - low)))
    foot = middle - w * (w @ middle + b) / (w @ w)
    along = np.array([-w[1], w[0]]) / np.hypot(*w) * reach
    ends = np.stack([foot - along, foot + along])
    return trace(
        "lines",
        _("Border"),
        ends[:, 0].round(4).tolist(),
        ends[:, 1].round(4).tolist(),
        line={"color": contender(LINE).identity.colour, "width": 3},
        hoverinfo="skip",
    )
