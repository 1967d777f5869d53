"""One view of a stored race and nothing else, for a frame of 300 pixels on another site."""

from collections.abc import Callable, Iterator
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from bakeoff.features.history.page.record_text import outcome
from bakeoff.figures.of_race import Size, figures_of
from bakeoff.figures.titles import title_of
from bakeoff.html import plain
from bakeoff.race.kept_replay import with_replay
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.records.service import history
from bakeoff.runs.races import races
from bakeoff.service.ownership import is_foreign, not_yours
from bakeoff.text import _, enumerated
from bakeoff.web.components.chart import chart
from bakeoff.web.components.served import own_address
from bakeoff.web.leaderboard import short_table
from bakeoff.web.parameters import RACE
from bakeoff.web.replay import live
from bakeoff.web.visitor import visitor

HEIGHT = 235
"""Pixels that are left for a chart below its title."""


def embedded(id: str, view: str) -> None:
    """Show the view of this name of the race with this id, below a line that leads to all of it."""
    kept = history().get(id, visitor().owner)
    if kept is None or kept.entry.question:
        st.warning(_("No race is kept under this link; it was deleted, or the link is not whole."))
        return
    report, race = Report.from_json(kept.report), races().get(id)
    if not kept.own and is_foreign(report.spec, visitor().owner):
        st.warning(not_yours())
        return
    run = with_replay(Run.ended(id, report)) if race is None or race.run.active else race.run
    said, address = plain(outcome(kept.entry)), own_address("history", **{RACE: id})
    views = dict(_views(run, said))
    with st.container(key="embedded", gap="small"):
        st.markdown(f"**{said}** [{_('Open in Bakeoff')}]({address})")  # links of Markdown open a tab
        if view in views:
            views[view]()
        else:
            st.warning(
                _(
                    "There is no view “{name}” of this race; there are {known}.",
                    name=plain(view),
                    known=enumerated(list(views)),
                )
            )


def _views(run: Run, title: str) -> Iterator[tuple[str, Callable[[], None]]]:
    if run.report.finished():
        yield "leaderboard", partial(_table, run.report)
    if any(lane.moments for lane in run.lanes.values()):
        yield "replay", lambda: live(run, title, large=True)
    for name, draw in figures_of(run.report, low=True):
        yield name, partial(_show, name, draw)


def _table(report: Report) -> None:
    st.html(short_table(report))


def _show(name: str, draw: Callable[[], tuple[go.Figure, Size]]) -> None:
    figure, (_height, least_width) = draw()
    chart(figure, alt=title_of(figure), key=name, height=HEIGHT, min_width=least_width)
