"""Experiment on why a contender won: how well a small tree imitates it."""

from collections.abc import Iterator

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.notation import rough_time
from bakeoff.features.ask.messages import Imitate
from bakeoff.features.ask.page.imitation_text import said_of_imitation
from bakeoff.features.ask.service import asks
from bakeoff.html import plain
from bakeoff.race.finished import FinishedRace, best_first
from bakeoff.race.models import can_be_asked
from bakeoff.race.outcome import WhyStatement
from bakeoff.race.slots import Experiment
from bakeoff.race.snapshot import Run
from bakeoff.runs.races import races
from bakeoff.text import _
from bakeoff.web.parameters import RACE
from bakeoff.web.routes import route
from bakeoff.web.visitor import visitor

DEPTH = 3


def experiments(run: Run, race: FinishedRace) -> Iterator[Experiment]:
    """Yield the imitation of the winner, if it is no tree itself and can be asked."""
    name = _winner(race)

    def lead(tried: bool) -> None:
        words = {"label": _(contender(name).label), "time": rough_time(5)}
        label = (
            _("Show the tree") if tried else _("How well does a small tree imitate {label}? (about {time})", **words)
        )
        if st.button(plain(label), icon=":material/account_tree:", key="card-imitation", type="tertiary"):
            st.session_state[f"ask-views-{run.id}"] = _("As a tree")
            route("ask").open({RACE: run.id})

    if name != "decision_tree" and can_be_asked(run.id):
        yield Experiment("imitation", imitation_statement(run, race), lead)


def imitation_statement(run: Run, race: FinishedRace) -> WhyStatement | None:
    """Return what the tree that imitates the winner says of it, if this visitor has had it made."""
    name = _winner(race)
    question = Imitate(name)
    if name == "decision_tree" or not can_be_asked(run.id):
        return None
    try:
        session = asks().open(run.id, races(), visitor().owner)
        levels = session.ask(question) if session.knows(question) else None
    except BakeoffError:
        return None
    if not levels:
        return None
    text = said_of_imitation(race.setting.task, name, levels[min(DEPTH, len(levels)) - 1])
    return WhyStatement("imitation", text, False)  # it says what the winner knows, not why it won


def _winner(race: FinishedRace) -> str:
    return next(iter(best_first(race)), "decision_tree")
