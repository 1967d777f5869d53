"""Card of a finished race: what experiments say of why one won, and those that were not tried."""

from collections.abc import Callable

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import rough_time
from bakeoff.features.why.parts.rules import best_first
from bakeoff.features.why.parts.statements import latest_studies, with_statements
from bakeoff.fields import write
from bakeoff.html import plain
from bakeoff.link import to_query
from bakeoff.race.finished import FinishedRace
from bakeoff.race.models import can_be_asked
from bakeoff.race.snapshot import Run
from bakeoff.study.plan import COARSE, Plan
from bakeoff.study.record import Record
from bakeoff.study.repairs import repairs
from bakeoff.text import _
from bakeoff.web.parameters import JUDGE, RACE, STUDY
from bakeoff.web.routes import route

Lead = Callable[[bool], None]
"""Shows the way to an experiment: to its result if it was tried."""


def why_card(run: Run, race: FinishedRace, open_differences: Callable[[], None]) -> None:
    """Show what experiments say of why one won, and the way to those that were not tried."""
    studies = latest_studies(run)
    run = with_statements(run, race, studies)
    said = {statement.experiment: statement for statement in run.why}
    leads = _leads(run, race, open_differences, studies)
    leaders = race.verdict.leaders
    title = _("Why did {label} win?", label=_label(leaders[0])) if len(leaders) == 1 else _("What sets them apart?")
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


def _leads(
    run: Run, race: FinishedRace, open_differences: Callable[[], None], studies: dict[str, Record]
) -> dict[str, Lead]:
    """Return the ways to the experiments that can be tried on a race."""
    leads: dict[str, Lead] = {}

    def differences(tried: bool) -> None:
        label = _("Show the parts") if tried else _("Where is one clearly better? (about {time})", time=rough_time(3))
        st.button(label, icon=":material/rule:", key="card-differences", type="tertiary", on_click=open_differences)

    if len(race.rivals) > 1:
        leads["differences"] = differences
    if len(run.spec.contenders) > 1 and _slides(run, plan := Plan(question="turn")):
        leads["turn"] = lambda _tried: _study(run, plan, COARSE, studies.get("turn"))
    if repairs(run.spec):
        leads["fair"] = lambda _tried: _study(run, Plan(question="fair"), 2, studies.get("fair"))
    winner = next(iter(best_first(race)), "decision_tree")
    if winner != "decision_tree" and can_be_asked(run.id):
        leads["imitation"] = lambda tried: _imitation(run, winner, tried)
    return leads


def _slides(run: Run, plan: Plan) -> bool:
    info = run.spec.dataset.info
    return plan.knob(run.spec)[1].applies(run.spec.transform, info.task, info.kind)


def _study(run: Run, plan: Plan, fits: int, record: Record | None) -> None:
    """Show the way to a question of the judge; `fits` is how often a fold fits a contender."""
    query = to_query(run.spec) | write(plan, f"{JUDGE}.") | ({STUDY: record.id} if record else {})
    seconds = sum(result.outcome.costs.fit_cpu_seconds for result in run.report.results.values() if result.outcome)
    time = rough_time(fits * plan.folds * plan.repeats * seconds)
    label = (
        _("Is it a fair fight? (about {time})", time=time)
        if plan.question == "fair"
        else _("What would change the winner? (about {time})", time=time)
    )
    icon = ":material/balance:" if plan.question == "fair" else ":material/tune:"
    route("judge").link(_("Show the study") if record else label, icon=icon, query=query)


def _imitation(run: Run, name: str, tried: bool) -> None:
    words = {"label": _label(name), "time": rough_time(5)}
    label = _("Show the tree") if tried else _("How well does a small tree imitate {label}? (about {time})", **words)
    if st.button(plain(label), icon=":material/account_tree:", key="card-imitation", type="tertiary"):
        st.session_state[f"ask-views-{run.id}"] = _("As a tree")
        route("ask").open({RACE: run.id})


def _label(name: str) -> str:
    return _(contender(name).label)
