"""Figures of the chapter on the random forest."""

from collections.abc import Sequence

import numpy as np

from bakeoff.contenders import contender
from bakeoff.features.learn.forest.jury import Jury
from bakeoff.figures.style import GREY, Spec, axis, layout, percent_ticks
from bakeoff.text import _

FOREST = contender("random_forest").identity.colour
TREE = contender("decision_tree").identity.colour
TRAINING = GREY


def curves(lines: Sequence[tuple[str, Sequence[float], str, str]], chosen: int) -> Spec:
    """Draw shares that are right, in percent, by the number of trees: a name, the shares, a colour and a dash each."""
    traces = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "x": list(range(1, len(shares) + 1)),
            "y": [None if np.isnan(share) else round(100 * share, 3) for share in shares],
            "line": {"color": colour, "dash": dash, "width": 2.5},
        }
        for name, shares, colour, dash in lines
    ]
    here = {"type": "line", "x0": chosen, "x1": chosen, "yref": "paper", "y0": 0, "y1": 1, "line": {"color": GREY}}
    parts = layout("", xaxis=axis(_("Trees")), yaxis=axis(_("Right"), **percent_ticks()), shapes=[here])
    return {"data": traces, "layout": parts}


def benches(jury: Jury, trees: int) -> Spec:
    """Draw which tree is wrong about which validation row, hard rows first; and about which the vote is."""
    wrong = jury.wrong[:trees]
    order = np.argsort(-wrong.sum(axis=0), kind="stable")
    outvoted = np.flatnonzero((jury.voted(trees) != jury.truth)[order])
    cells: Spec = {
        "type": "heatmap",
        "name": "",
        "x": list(range(1, len(order) + 1)),
        "y": list(range(1, trees + 1)),
        "z": wrong[:, order].astype(int).tolist(),
        "colorscale": [[0, "rgba(128,128,128,0.12)"], [1, TREE]],
        "zmin": 0,
        "zmax": 1,
        "showscale": False,
        "xgap": 1,
        "ygap": 1 if trees <= 30 else 0,
        "hoverinfo": "skip",
    }
    vote: Spec = {
        "type": "scatter",
        "mode": "markers",
        "name": _("The vote is wrong"),
        "x": (outvoted + 1).tolist(),
        "y": [0] * len(outvoted),
        "marker": {"symbol": "triangle-up", "size": 10, "color": FOREST},
        "hoverinfo": "skip",
    }
    key: Spec = {
        "type": "scatter",
        "mode": "markers",
        "name": _("This tree is wrong"),
        "x": [None],
        "y": [None],
        "marker": {"symbol": "square", "size": 10, "color": TREE},
    }
    across = axis(_("Validation rows, hard ones first"), showgrid=False, fixedrange=True, range=[0, len(order) + 1])
    up = axis(_("Trees"), showgrid=False, fixedrange=True, range=[-0.06 * trees - 0.5, trees + 0.6])
    return {"data": [cells, key, vote], "layout": layout("", xaxis=across, yaxis=up, showlegend=True)}
