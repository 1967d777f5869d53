"""Figures of the chapter on the random forest."""

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.features.learn.forest.jury import Jury
from bakeoff.features.learn.parts.traces import trace
from bakeoff.figures.style import GREY, Spec, axis, layout
from bakeoff.text import _

FOREST = contender("random_forest").identity.colour
TREE = contender("decision_tree").identity.colour
TRAINING = GREY


def tallies(shares: list[float]) -> Spec:
    """Draw the share of trees that are right about each of a few digits; bars move to the next number of trees."""
    colours = [FOREST if share > 0.5 else TREE for share in shares]
    bars = trace("bar", "", list(range(1, len(shares) + 1)), shares, marker={"color": colours}, hoverinfo="skip")
    half = {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": 0.5,
        "y1": 0.5,
        "line": {"color": GREY, "dash": "dot"},
    }
    up = axis(_("Trees that are right"), fixedrange=True, range=[0, 1], tickformat=".0%")
    across = axis(_("Digit"), fixedrange=True, dtick=1)
    motion = {"duration": 500, "easing": "cubic-in-out"}
    title = _("Digits that divide the trees: the vote is right above the line")
    return {"data": [bars], "layout": layout(title, xaxis=across, yaxis=up, shapes=[half], transition=motion)}


def hardness(jury: Jury, expected: NDArray[np.float64]) -> Spec:
    """Draw how many rows so many trees are right about; and how many the formula expects, as shares."""
    rows, trees = len(jury.validation.truth), len(jury.in_bag)
    right = np.bincount((~jury.wrong).sum(axis=0), minlength=trees + 1)
    bars: list[Spec] = [
        trace("bar", name, list(range(trees + 1))[part], right[part].tolist(), hovertemplate="%{y}")
        | {"marker": {"color": colour}}
        for name, part, colour in (
            (_("The vote is wrong"), slice(trees // 2 + 1), TREE),
            (_("The vote is right"), slice(trees // 2 + 1, None), FOREST),
        )
    ]
    looks = {"line": {"color": GREY, "width": 2}, "hoverinfo": "skip"}
    line = trace("lines", _("By the formula"), list(range(trees + 1)), (rows * expected).round(2).tolist(), **looks)
    up = axis(_("Validation digits"), fixedrange=True, type="log", range=[-0.3, 2.8], tickvals=[1, 10, 100, 600])
    across = axis(_("Trees that are right about a digit"), fixedrange=True, range=[-0.8, trees + 0.8])
    return {"data": [*bars, line], "layout": layout("", xaxis=across, yaxis=up, showlegend=True, bargap=0.1)}
