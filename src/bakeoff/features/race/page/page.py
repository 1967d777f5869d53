"""The race page as a whole."""

import streamlit as st

from bakeoff.features.lessons.parts.bar import lesson_goal, lesson_on_top
from bakeoff.features.race.page.board import board
from bakeoff.features.race.page.lesson_run import lesson_run
from bakeoff.features.race.page.open_project import opened_project
from bakeoff.features.race.page.present import present
from bakeoff.features.race.page.results import results
from bakeoff.features.race.page.setup import folded, setup, strip
from bakeoff.features.race.page.welcome import welcome
from bakeoff.features.race.service import races
from bakeoff.html import plain
from bakeoff.web.draft import RaceDraft, race_draft
from bakeoff.web.link_notes import link_notes
from bakeoff.web.what_this_is import what_this_is


def race_page() -> None:
    """Show the set-up, beside what is known, or as a strip above the race that it started."""
    draft = race_draft()
    if draft.present:
        present(draft)
        return
    active = draft.race is not None and draft.race.run.active
    if draft.race is None and draft.address.lesson is None:
        what_this_is()
    lesson_goal(lesson_on_top(draft.address), draft.address, lesson_run(draft))
    if folded(draft):
        strip(draft)
        _shown(draft, active)
    else:
        left, right = st.columns([5, 11], gap="large")
        with left:
            setup(draft)
        with right:
            _shown(draft, active)
    draft.address.write(draft.query())  # so that reload and a copied address find it again


def _shown(draft: RaceDraft, active: bool) -> None:
    """Show what is known: of the race on show, or of what is set up."""
    with st.container(key="link-notes"):  # of its own: one note more must not make the browser build the board anew
        link_notes(draft)
        if trouble := races().recorder.trouble(draft.run_id):
            st.warning(plain(trouble), icon=":material/history_off:")
    if draft.race is None:
        if not opened_project(draft):
            welcome(draft)
    else:
        with st.container(key="board"):
            board(draft, active)
            results(draft)
