"""Tabs of a finished race, and what opens one of its views or rows from elsewhere on the page."""

from collections.abc import Mapping

import streamlit as st

from bakeoff.race.finished import FinishedRace
from bakeoff.race.slots import Question, RowView
from bakeoff.race.snapshot import Run
from bakeoff.service.kernel import added
from bakeoff.text import _
from bakeoff.web.contributions import draw

_OPENED = "opened-row"


def question_titles() -> Mapping[Question, str]:
    """Return the titles of the tabs, in their order."""
    return {
        "won": _("At what cost?"),
        "err": _("Where do they err?"),
        "trust": _("Can they be trusted?"),
        "why": _("Why this answer?"),
        "home": _("Save and export"),
    }


def open_view(run_id: str, question: Question, key: str) -> None:
    """Open a view when the results are next displayed."""
    st.session_state[f"views-{run_id}"] = question_titles()[question]
    st.session_state[f"view-{question}-{run_id}"] = key


def rows_open() -> bool:
    """Tell whether there is anything to see of a single row."""
    return bool(added(RowView))


def open_row(place: int) -> None:
    """Open a row, by its position in the test set, when the results are next displayed."""
    st.session_state[_OPENED] = place


def opened_row(run: Run, race: FinishedRace) -> None:
    """Open the row that was asked for, if one was, over the page."""
    place = st.session_state.pop(_OPENED, None)
    if place is None or not 0 <= place < len(race.held_out.rows):
        return

    def show() -> None:
        for view in added(RowView):
            draw(view.show, run, place)

    if rows_open():
        st.dialog(_("Held-out row {n}", n=place + 1), width="large")(show)()
