"""Card of a finished race: what experiments say of why one won, and those that were not tried."""

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.html import plain
from bakeoff.race.finished import FinishedRace
from bakeoff.race.snapshot import Run
from bakeoff.text import _
from bakeoff.web.statements import experiments, with_statements


def why_card(run: Run, race: FinishedRace) -> None:
    """Show what experiments say of why one won, and the way to those that were not tried."""
    tried = experiments(run, race)
    run = with_statements(run, (experiment.statement for experiment in tried))
    said = {statement.experiment: statement for statement in run.why}
    leads = {experiment.name: experiment.lead for experiment in tried if experiment.lead is not None}
    leaders = race.verdict.leaders
    label = _(contender(leaders[0]).label) if len(leaders) == 1 else ""
    title = _("Why did {label} win?", label=label) if label else _("What sets them apart?")
    st.markdown(f"**{plain(title)}**")
    for name, statement in said.items():
        with st.container(border=True):
            text, way = st.columns([4, 1], vertical_alignment="center")
            text.markdown(plain(statement.text))
            if name in leads:
                with way:
                    leads[name](True)
    if said and not any(statement.explains for statement in said.values()):
        st.markdown(_("Nothing that was tried so far explains it."))
    if untried := [lead for name, lead in leads.items() if name not in said]:
        st.caption(_("Not tried yet:") if said else _("Only an experiment can tell. These were not tried yet:"))
        with st.container(horizontal=True, vertical_alignment="center"):
            for lead in untried:
                lead(False)
