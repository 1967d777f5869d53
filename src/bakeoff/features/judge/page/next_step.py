"""Next step after a study: the reasons for its contenders' predictions."""

import streamlit as st

from bakeoff.features.judge.page.draft import JudgeDraft
from bakeoff.race.models import can_be_asked
from bakeoff.study.findings import costs
from bakeoff.study.record import Record
from bakeoff.study.tuned import tuned_plan, tuning_help, tuning_label
from bakeoff.text import _
from bakeoff.web.parameters import RACE
from bakeoff.web.routes import route


def leads_on(draft: JudgeDraft, record: Record) -> bool:
    """Tell whether a study is over that answers the question as it is asked, and the race it came from can be asked."""
    race = draft.race.race
    if race is None or record.active or draft.asks_another(record) or not route("ask"):
        return False
    return race.run.spec == record.spec and can_be_asked(race.id)


def tuning_step(draft: JudgeDraft, record: Record) -> None:
    """Show the button that compares the contenders again, each also tuned."""
    if record.active or record.plan.question != "which" or record.plan.trials or draft.asks_another(record):
        return
    spent = costs(record)["fit_cpu_seconds"].dropna()
    if len(spent) > 1:
        plan, seconds = tuned_plan(record.plan, spent)
        st.button(
            tuning_label(seconds),
            icon=":material/tune:",
            help=tuning_help(),
            on_click=draft.judge,
            args=(plan,),
            key="judge-tune",
        )


def next_step(draft: JudgeDraft, record: Record) -> None:
    """Show the button that leads on, if there is where to."""
    race = draft.race.race
    if race is None or not leads_on(draft, record):
        return
    help = _("Ask the trained models about any row: what each answers, why, and what would change it.")
    if st.button(
        _("Ask the models"), type="primary", icon=":material/question_answer:", help=help, key="judge-next-why"
    ):
        route("ask").open({RACE: race.id})
