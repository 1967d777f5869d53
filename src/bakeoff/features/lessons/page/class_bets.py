"""Bets of a class, for its teacher: each learner's mean Brier score, and how often chances came true."""

from collections.abc import Sequence
from statistics import fmean

import streamlit as st

from bakeoff.evaluation.notation import count, placed
from bakeoff.features.lessons.bet import Bet, Calibration, calibration
from bakeoff.features.lessons.board import Board
from bakeoff.figures.style import CLASS_COLOURS, GREY, Spec, axis, layout, percent_ticks
from bakeoff.html import Markup
from bakeoff.text import _
from bakeoff.web.components.chart import chart
from bakeoff.web.tables import html_table, table_row


def show_bets(board: Board) -> None:
    """Show the bets of all whose runs have a verdict, the lowest mean score first."""
    st.subheader(_("Bets"), anchor=False)
    settled: list[Bet] = []
    rows: list[tuple[float, Markup]] = []
    races: set[tuple[int, str]] = set()
    for learner in board.learners:
        own = [bet for each in learner.progress if (bet := Bet.of(each)) is not None and bet.outcome]
        if own:
            score, even = fmean(bet.score for bet in own), fmean(bet.even_score for bet in own)
            rows.append((score, table_row(board.called(learner), [count(len(own)), placed(score, 2), placed(even, 2)])))
            settled += own
            races |= {(place, each.outcome) for place, each in enumerate(learner.progress) if each.bet and each.outcome}
    if not rows:
        st.caption(_("No bet has a verdict yet."))
        return
    titles = _("Learner"), _("Bets"), _("Mean Brier score"), _("Even chances")
    left, right = st.columns(2)
    in_order = [row for _score, row in sorted(rows, key=lambda scored: scored[0])]
    left.html(html_table(_("Best bets first, by mean Brier score"), titles, in_order))
    if len(settled) == len(rows):
        left.caption(_("One bet each: luck decides this order."))
    if len(races) < 2:
        right.caption(_("All bets have one outcome; how often chances come true shows after several."))
        return
    with right:
        title = _("Chances that the class gave, and how often each came true")
        chart(_drawn(calibration(settled), title), alt=title, key="class-calibration", height=340)


def _drawn(bins: Sequence[Calibration], title: str) -> Spec:
    """Draw how often chances came true against their size, each point with their number."""
    points = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [each.given for each in bins],
        "y": [each.true for each in bins],
        "text": [count(each.n) for each in bins],
        "textposition": "top center",
        "marker": {"size": 11, "color": CLASS_COLOURS[0]},
        "hoverinfo": "x+y",
    }
    line = {"type": "line", "x0": 0, "x1": 100, "y0": 0, "y1": 100, "line": {"color": GREY, "dash": "dot", "width": 1}}
    scale: Spec = {"range": [-4, 110], "nticks": 6, **percent_ticks()}
    across, up = axis(_("Chance given"), **scale), axis(_("Came true"), **scale)
    return {"data": [points], "layout": layout(title, xaxis=across, yaxis=up, shapes=[line])}
