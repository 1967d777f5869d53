"""Bets of a class, for its teacher: each learner's mean Brier score, and how often chances came true."""

from collections.abc import Sequence
from statistics import fmean

import streamlit as st

from bakeoff.evaluation.notation import count, placed
from bakeoff.features.lessons.bet import Bet, Calibration, calibration
from bakeoff.features.lessons.board import Board
from bakeoff.figures.style import CLASS_COLOURS, GREY, Spec, axis, layout, percent_ticks
from bakeoff.text import _, counted
from bakeoff.web.components.chart import chart
from bakeoff.web.tables import html_table, table_row


def show_bets(board: Board) -> None:
    """Show the bets of all whose runs have a verdict, the lowest mean score first."""
    made = {learner: [bet for each in learner.progress if (bet := Bet.of(each))] for learner in board.learners}
    n_open = sum(not bet.outcome for bets in made.values() for bet in bets)
    settled = {learner: known for learner, bets in made.items() if (known := [bet for bet in bets if bet.outcome])}
    st.subheader(_("Bets"), anchor=False)
    if n_open or not settled:
        st.caption(counted("{n} bet has no verdict yet.", "{n} bets have no verdict yet.", n_open))
    if not settled:
        return
    scores = {learner: fmean(bet.score for bet in bets) for learner, bets in settled.items()}
    rows = [
        table_row(
            board.called(learner),
            [
                count(len(settled[learner])),
                placed(scores[learner], 2),
                placed(fmean(bet.even_score for bet in settled[learner]), 2),
            ],
        )
        for learner in sorted(settled, key=scores.__getitem__)
    ]
    titles = _("Learner"), _("Bets"), _("Mean Brier score"), _("Even chances")
    left, right = st.columns(2)
    left.html(html_table(_("Well calibrated learners first"), titles, rows))
    with right:
        title = _("Chances that the class gave, and how often each came true")
        bins = calibration(bet for bets in settled.values() for bet in bets)
        chart(_calibration(bins, title), alt=title, key="class-calibration", height=340)


def _calibration(bins: Sequence[Calibration], title: str) -> Spec:
    """Draw how often chances came true against their size, each point with their number."""
    points = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [round(each.given, 1) for each in bins],
        "y": [round(each.true, 1) for each in bins],
        "text": [count(each.n) for each in bins],
        "textposition": "top center",
        "marker": {"size": 11, "color": CLASS_COLOURS[0]},
        "cliponaxis": False,
        "hovertemplate": _("Given {given} on average, came true {true}", given="%{x}", true="%{y}") + "<extra></extra>",
    }
    honest = {
        "type": "line",
        "x0": 0,
        "x1": 100,
        "y0": 0,
        "y1": 100,
        "line": {"color": GREY, "dash": "dot", "width": 1},
    }
    across, up = (
        axis(name, range=[-4, 110], nticks=6, **percent_ticks()) for name in (_("Chance given"), _("Came true"))
    )
    return {"data": [points], "layout": layout(title, xaxis=across, yaxis=up, shapes=[honest])}
