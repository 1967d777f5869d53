"""Race of the history: all that can be asked of it while the server remembers its answers, else what is left."""

import streamlit as st

from bakeoff.features.race.page.code import code
from bakeoff.features.race.page.page import closer
from bakeoff.race.report import Report
from bakeoff.runs.races import races
from bakeoff.text import _
from bakeoff.web.save import save_button
from bakeoff.web.why_list import why_list


def stored_race(id: str, report: Report) -> None:
    """Show the tabs of a race, or what can be saved of it."""
    race = races().get(id)
    finished = race.run.report.finished_race if race is not None and not race.active else None
    if race is not None and finished is not None:
        closer(race.run, finished)
        return
    why_list(report.why)
    st.caption(
        _(
            "The answers for single rows, and with them confusion, map and models, are not kept for good. Restore this "
            "set-up and start it: with the same seed and versions it comes to the same."
        )
    )
    with st.expander(_("Save and export"), key="stored-files"):
        save_button(
            _("Report as JSON"),
            report.to_json,
            f"{report.spec.dataset.name}.json",
            key="stored-json",
            help=_("Every number, setting and learning curve, for programs."),
        )
        code(report.spec)
