"""Titles of figures: the leader, as far as the test supports it."""

import html
import math
import re

import plotly.graph_objects as go

from bakeoff.contenders.registry import joined
from bakeoff.evaluation.standings import Standings
from bakeoff.text import _, enumerated


def first_place(what: str, standings: Standings) -> str:
    """Return what is shown, and who is 1st in it by the test; with one contender alone, what is shown.

    Parameters
    ----------
    what : str
        What is shown, without a full stop.
    standings : Standings
        By the metric that is shown.
    """
    rivals = [name for name in standings.rivals if not math.isnan(standings.scores[name])]
    if rivals and not any(map(standings.beats_baselines, rivals)):
        return _("{what}: no contender is better than the baseline", what=what)
    first = [name for name in rivals if name in standings.leaders]
    if len(rivals) < 2 or not first:
        return what
    if len(first) > 1:
        return _("{what}: {labels} share the 1st place", what=what, labels=joined(first))
    return _("{what}: {labels} is 1st", what=what, labels=joined(first))


def title_of(figure: go.Figure) -> str:
    """Return a figure's title, which says the finding, as its description; the same numbers stand in the tables."""
    lines = re.sub("</?b>", "", figure.layout.title.text or "").split("<br>")
    return enumerated(list(map(html.unescape, lines)))
