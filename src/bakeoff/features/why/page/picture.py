"""The picture of a reason: where the leader alone is right, or both scores before and after the experiment."""

from dataclasses import replace

import numpy as np
import plotly.graph_objects as go

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import count
from bakeoff.evaluation.notation import score as score_text
from bakeoff.figures.regions import decision_regions
from bakeoff.figures.score_axis import drawn, score_range, score_ticks
from bakeoff.figures.style import GREY, Spec, axis, figure, label, layout, on
from bakeoff.race.finished import FinishedRace
from bakeoff.study.differences.rules import outcomes_of
from bakeoff.study.differences.search import FIRST, SECOND
from bakeoff.study.reasons.explain import Tried
from bakeoff.text import _, told

HEIGHT = 255
_RIGHT, _WRONG = "circle-open", "x-thin-open"


def on_plane(race: FinishedRace, leader: str, rival: str) -> bool:
    """Tell whether both answer all over a plane, so that their regions can be compared."""
    known = [race.answers[name].regions for name in (leader, rival)]
    return not race.held_out.plane.projected and all(regions is not None for regions in known)


def only_right(race: FinishedRace, leader: str, rival: str) -> tuple[str, go.Figure]:
    """Draw the regions of both, and mark the test rows on which the leader alone is right, or closer."""
    outcomes = outcomes_of(race, leader, rival)
    regions = decision_regions(replace(race, answers={name: race.answers[name] for name in (leader, rival)}), 2)
    plane = race.held_out.plane
    marked = outcomes[plane.rows] == FIRST
    x, y = (along[marked] for along in plane.drawn_at)
    for place, symbol in enumerate((_RIGHT, _WRONG)):
        for colour, width in (("#fff", 5), ("#000", 2)):  # seen on every colour, light and dark
            look = {"symbol": symbol, "size": 10, "color": colour, "line": {"color": colour, "width": width}}
            rows: Spec = {"type": "scatter", "mode": "markers", "x": x, "y": y, "marker": look, "hoverinfo": "skip"}
            regions.add_trace(rows | on(place))
    regions.update_layout(title_text="", showlegend=False, margin={"l": 8, "r": 8, "b": 8, "t": 28})
    regions.update_xaxes(title_text="", showticklabels=False).update_yaxes(title_text="", showticklabels=False)
    amounts = {"n": count(int(np.sum(outcomes == FIRST))), "m": count(int(np.sum(outcomes == SECOND)))}
    names = {"leader": label(leader), "rival": label(rival)}
    said = (
        _("Marked: {n} rows only {leader} gets right; reverse: {m}", **amounts, **names)
        if race.is_classification
        else _("Marked: {n} rows only {leader} is close to; reverse: {m}", **amounts, **names)
    )
    return said, regions


def before_and_after(race: FinishedRace, pair: tuple[str, str], tried: Tried) -> tuple[str, go.Figure]:
    """Draw the scores of leader and rival in the race, and in the experiment of a reason."""
    metric = race.metric
    as_raced = tuple(race.outcomes[name].metrics[metric.name].value for name in pair)
    rows = ((_("As raced"), as_raced), (told(tried.change), tried.scores))
    heights = range(len(rows) - 1, -1, -1)
    gaps: list[Spec] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [drawn(score, metric) for score in scores],
            "y": [y, y],
            "line": {"color": GREY, "width": 3},
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for y, (_title, scores) in zip(heights, rows, strict=True)
    ]
    marks: list[Spec] = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": label(name),
            "x": [drawn(scores[place], metric) for _title, scores in rows],
            "y": list(heights),
            "marker": {
                "symbol": contender(name).identity.marker,
                "color": contender(name).identity.colour,
                "size": 14,
            },
            "text": [score_text(scores[place], metric) for _title, scores in rows],
            "hovertemplate": "%{text}",
        }
        for place, name in enumerate(pair)
    ]
    y_axis = axis(
        tickvals=list(heights),
        ticktext=[title for title, _scores in rows],
        range=[-0.6, len(rows) - 0.4],
        zeroline=False,
    )
    ends = score_range([drawn(score, metric) for _title, scores in rows for score in scores], metric, 0.15)
    said = _("{metric} of both on the test rows", metric=_(metric.label))
    parts = layout("", xaxis=axis("", range=ends, **score_ticks(metric)), yaxis=y_axis)
    parts |= {"margin": {"l": 8, "r": 8, "b": 30, "t": 40}}
    return said, figure({"data": [*gaps, *marks], "layout": parts})
