"""A tab for every question about a finished race."""

import streamlit as st

from bakeoff.features.export.setup_text import first_seed_told
from bakeoff.features.race.page.row_why import opened_row
from bakeoff.features.race.page.views import RaceQuestion, groups
from bakeoff.race.finished import FinishedRace
from bakeoff.race.snapshot import Run
from bakeoff.text import told
from bakeoff.web.draft import RaceDraft
from bakeoff.web.tabs import tabs


def results(draft: RaceDraft) -> None:
    """Show the tabs of a finished race."""
    race = draft.race
    if race is None or race.run.active:
        return
    finished = race.run.report.finished_race
    if finished is not None:
        closer(race.run, finished)


@st.fragment
def closer(run: Run, race: FinishedRace) -> None:
    """Show a tab for each question; only what is open is worked out."""
    if said := first_seed_told(race):
        st.caption(told(said))
    asked = groups(run, race)
    shown = tabs([group.question for group in asked], key=f"views-{run.id}")
    for tab, group in zip(shown, asked, strict=True):
        if tab.open:
            with tab, st.container(key=f"tab-{group.key}"):
                _answered(group, run)
    opened_row(run, race)


def _answered(group: RaceQuestion, run: Run) -> None:
    """Show the view that is chosen of a question's, and the others to choose from, if there are any."""
    views = {view.key: view for view in group.views}
    chosen = group.views[0].key
    if len(views) > 1:
        chosen = st.segmented_control(
            group.question,
            list(views),
            format_func=lambda key: views[key].title,
            default=chosen,
            required=True,
            key=f"view-{group.key}-{run.id}",
            label_visibility="collapsed",
        )
    with st.container(key=f"view-{chosen}"):
        views[chosen].show()
    if group.further is not None:
        group.further()
