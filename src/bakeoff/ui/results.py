"""The right side after a race: leaderboard, and a tab for every way to look closer."""

import streamlit as st

from bakeoff.race import Report
from bakeoff.text import _
from bakeoff.ui.code import code
from bakeoff.ui.draft import Draft
from bakeoff.ui.leaderboard import leaderboard
from bakeoff.ui.predictions import predictions
from bakeoff.ui.components import chart


def results(mine: Draft) -> None:
    """Show what has come out, once nothing runs any more."""
    race = mine.race
    if race is None or race.run.active:
        return
    report = race.run.report
    if not report.finished():
        return
    if report.verdict is not None:
        st.caption(report.verdict.test)
    st.subheader(_("Leaderboard"), anchor=False)
    leaderboard(report)
    _tabs(report)
