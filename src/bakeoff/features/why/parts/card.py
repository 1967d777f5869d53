"""Card of a finished race: what experiments say of why one won, and those that were not tried."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.notation import count, rough_time
from bakeoff.features.ask.messages import Imitate
from bakeoff.features.ask.parts.imitation_text import said_of_imitation
from bakeoff.features.ask.service import asks
from bakeoff.features.history.service import history
from bakeoff.features.judge.fairness import handicaps
from bakeoff.features.judge.plan import COARSE, Plan
from bakeoff.features.judge.record import Record
from bakeoff.features.judge.repairs import repairs
from bakeoff.features.judge.summary import summary
from bakeoff.features.judge.tipping import tipping
from bakeoff.features.race.service import races
from bakeoff.features.why.parts.rules import best_first, known_differences
from bakeoff.fields import write
from bakeoff.html import plain
from bakeoff.link import to_query
from bakeoff.race.finished import FinishedRace
from bakeoff.race.models import can_be_asked
from bakeoff.race.snapshot import Run
from bakeoff.text import _, listed
from bakeoff.web import routes
from bakeoff.web.parameters import JUDGE, RACE, STUDY
from bakeoff.web.visitor import visitor

LATEST = 60
"""Studies of a visitor that are looked through."""
DEPTH = 3


@dataclass(frozen=True)
class WhyStatement:
    """Statement of one experiment about a race.

    Attributes
    ----------
    statement : str
        What it says; empty if it was not tried.
    explains : bool
        Whether that says why one wins.
    lead : callable
        Shows the way to it.
    """

    statement: str
    explains: bool
    lead: Callable[[], None]


def why_card(run: Run, race: FinishedRace, open_differences: Callable[[], None]) -> None:
    """Show what experiments say of why one won, and the way to those that were not tried."""
    experiments = [
        experiment
        for experiment in (
            _differences(run, race, open_differences),
            _turning(run),
            _fairness(run),
            _imitation(run, race),
        )
        if experiment is not None
    ]
    leaders = race.verdict.leaders
    title = _("Why did {label} win?", label=_label(leaders[0])) if len(leaders) == 1 else _("What sets them apart?")
    st.markdown(f"**{plain(title)}**")
    tried = [experiment for experiment in experiments if experiment.statement]
    for experiment in tried:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(experiment.statement), width="stretch")
            experiment.lead()
    if tried and not any(experiment.explains for experiment in tried):
        st.markdown(_("Nothing that was tried so far explains it."))
    if len(tried) < len(experiments):
        st.caption(_("Not tried yet:") if tried else _("Only an experiment can tell. These were not tried yet:"))
        with st.container(horizontal=True, vertical_alignment="center"):
            for experiment in experiments:
                if not experiment.statement:
                    experiment.lead()


def _differences(run: Run, race: FinishedRace, open_differences: Callable[[], None]) -> WhyStatement | None:
    if len(race.rivals) < 2:
        return None
    result, names = known_differences(race, run.id), [_label(name) for name in best_first(race)]
    statement = ""
    rule = next((rule for rule in result.rules if rule.where), None) if result else None
    if rule is not None:
        said = {"where": listed(rule.where), "n": count(len(rule.rows))}
        said |= {"a": names[0], "b": names[1], "first": count(rule.first), "second": count(rule.second)}
        statement = (
            _("Of the {n} rows with {where}, {a} is right on {first} and {b} on {second}.", **said)
            if race.is_classification
            else _("Of the {n} rows with {where}, {a} is closer on {first} and {b} on {second}.", **said)
        )
    elif result is not None and not result.rules:
        said = {"a": names[0], "b": names[1]}
        statement = _("No part of the rows was found where {a} or {b} is clearly better.", **said)
    elif result is not None:
        statement = _("One is clearly better on all rows alike, or on pictures of a kind.")

    def lead() -> None:
        label = (
            _("Show the parts") if statement else _("Where is one clearly better? (about {time})", time=rough_time(3))
        )
        st.button(label, icon=":material/rule:", key="card-differences", type="tertiary", on_click=open_differences)

    return WhyStatement(statement, result is not None and bool(result.rules), lead)


def _fairness(run: Run) -> WhyStatement | None:
    if not repairs(run.spec):
        return None
    return _study(run, Plan(question="fair"), 2, lambda record: bool(handicaps(record)))


def _turning(run: Run) -> WhyStatement | None:
    plan, info = Plan(question="turn"), run.spec.dataset.info
    if len(run.spec.contenders) < 2 or not plan.knob(run.spec)[1].applies(run.spec.transform, info.task, info.kind):
        return None

    def turns(record: Record) -> bool:
        tip = tipping(record)
        return tip is not None and tip.crossing is not None

    return _study(run, plan, COARSE, turns)


def _study(run: Run, plan: Plan, fits: int, explains: Callable[[Record], bool]) -> WhyStatement:
    """Return a question of the judge; `fits` is how often a fold fits a contender."""
    record = _latest(run, plan.question)
    query = to_query(run.spec) | write(plan, f"{JUDGE}.") | ({STUDY: record.id} if record else {})
    seconds = sum(result.outcome.costs.fit_cpu_seconds for result in run.report.results.values() if result.outcome)
    time = rough_time(fits * plan.folds * plan.repeats * seconds)
    label = (
        _("Is it a fair fight? (about {time})", time=time)
        if plan.question == "fair"
        else _("What would change the winner? (about {time})", time=time)
    )

    def lead() -> None:
        icon = ":material/balance:" if plan.question == "fair" else ":material/tune:"
        routes.JUDGE.link(_("Show the study") if record else label, icon=icon, query=query)

    return WhyStatement(summary(record) if record else "", record is not None and explains(record), lead)


def _latest(run: Run, question: str) -> Record | None:
    """Return this visitor's latest finished study of a race that asks `question`."""
    owner = visitor().owner
    try:
        for entry in history().find(owner, kind="study", limit=LATEST).races:
            if (entry.question, entry.spec, entry.status) == (question, run.spec, "finished"):
                stored = history().get(entry.id, owner)
                return stored.study() if stored else None
    except BakeoffError:
        pass  # the page says elsewhere that the history cannot be read
    return None


def _imitation(run: Run, race: FinishedRace) -> WhyStatement | None:
    name = best_first(race)[0]
    if name == "decision_tree" or not can_be_asked(run.id):
        return None
    statement, question = "", Imitate(name)
    try:
        session = asks().open(run.id, races(), visitor().owner)
        if session.knows(question) and (levels := session.ask(question)):
            level = levels[min(DEPTH, len(levels)) - 1]
            statement = said_of_imitation(race.setting.task, name, level)
    except BakeoffError:
        return None

    def lead() -> None:
        words = {"label": _label(name), "time": rough_time(5)}
        label = _("Show the tree") if statement else _("How much of {label} does a tree say? (about {time})", **words)
        if st.button(plain(label), icon=":material/account_tree:", key="card-imitation", type="tertiary"):
            st.session_state[f"ask-views-{run.id}"] = _("As a tree")
            routes.ASK.open({RACE: run.id})

    return WhyStatement(statement, False, lead)  # it says what the winner knows, not why it won


def _label(name: str) -> str:
    return _(contender(name).label)
