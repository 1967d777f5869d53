"""Statements of the experiments on why a contender won, kept with the race that they are of."""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.evaluation.notation import count
from bakeoff.features.ask.messages import Imitate
from bakeoff.features.ask.parts.imitation_text import said_of_imitation
from bakeoff.features.ask.service import asks
from bakeoff.features.why.parts.rules import best_first, known_differences
from bakeoff.html import plain
from bakeoff.race.finished import FinishedRace
from bakeoff.race.models import can_be_asked
from bakeoff.race.outcome import WhyStatement
from bakeoff.race.snapshot import Run
from bakeoff.records.service import history
from bakeoff.runs.races import races
from bakeoff.study.fairness import cost_sentence
from bakeoff.study.findings import against_themselves
from bakeoff.study.record import Record
from bakeoff.study.summary import summary
from bakeoff.study.tipping import tipping
from bakeoff.text import _, listed, sentences, written
from bakeoff.web.visitor import visitor

EXPERIMENTS = ("differences", "turn", "fair", "imitation")
LATEST = 60
"""Studies of a visitor that are looked through."""
DEPTH = 3


def explained(run: Run) -> Run:
    """Return an ended race with all that experiments say of it, as far as this visitor knows."""
    race = run.report.finished_race
    return run if race is None else with_statements(run, race, latest_studies(run))


def keep_statements(race_id: str) -> None:
    """Keep with an ended race what a search or a tree that this visitor has just seen says of it."""
    kept = races().get(race_id)
    race = None if kept is None else kept.run.report.finished_race
    if kept is not None and race is not None:
        with_statements(kept.run, race, {})


def with_statements(run: Run, race: FinishedRace, studies: Mapping[str, Record]) -> Run:
    """Return an ended race with what experiments say of it; one of this visitor's keeps that, here and in history.

    Parameters
    ----------
    studies : mapping of str to Record
        By question, see `latest_studies`.
    """
    now = {statement.experiment: statement for statement in run.why}
    latest = [_differences(run, race), *(_study(record) for record in studies.values()), _imitation(run, race)]
    now |= {statement.experiment: statement for statement in latest if statement is not None}
    why, owner = tuple(now[name] for name in EXPERIMENTS if name in now), visitor().owner
    if _words(why) == _words(run.why):
        return run
    kept = races().get(run.id)
    if kept is None or not races().is_of(run.id, owner):
        return replace(run, why=why)
    kept.explain(why)
    with contextlib.suppress(HistoryError):  # the page says elsewhere that the history cannot be written
        history().explain(run.id, owner, kept.run.report)
    return kept.run


def why_list(why: Sequence[WhyStatement]) -> None:
    """Show what experiments said of a race, where they cannot be run again."""
    if why:
        st.markdown(f"**{_('Why: what experiments found')}**")
        st.markdown("\n".join(f"- {plain(statement.text)}" for statement in why))


def latest_studies(run: Run) -> dict[str, Record]:
    """Return this visitor's latest finished studies of a race, of what would turn it and of whether it is fair."""
    owner, studies = visitor().owner, dict[str, Record]()
    with contextlib.suppress(BakeoffError):  # the page says elsewhere that the history cannot be read
        for entry in history().find(owner, kind="study", limit=LATEST).races:
            asked = entry.question if entry.question in EXPERIMENTS and entry.question not in studies else ""
            if asked and (entry.spec, entry.status) == (run.spec, "finished"):
                stored = history().get(entry.id, owner)
                if stored is not None:
                    studies[asked] = stored.study()
    return studies


def _words(why: Sequence[WhyStatement]) -> list[object]:
    """Return statements such that the same one in two languages is equal."""
    return [(statement.experiment, written(statement.text), statement.explains) for statement in why]


def _study(record: Record) -> WhyStatement:
    if record.plan.question == "fair":
        costs = [cost_sentence(record, pair) for pair in against_themselves(record) if pair.winner == pair.first]
        return WhyStatement("fair", sentences(summary(record), *costs[:1]), bool(costs))
    tip = tipping(record)
    return WhyStatement("turn", summary(record), tip is not None and tip.crossing is not None)


def _differences(run: Run, race: FinishedRace) -> WhyStatement | None:
    result = known_differences(race, run.id)
    if result is None:
        return None
    first, second, *_others = (_(contender(name).label) for name in best_first(race))
    rule = next((rule for rule in result.rules if rule.where), None)
    if rule is not None:
        said = {"where": listed(rule.where), "n": count(len(rule.rows))}
        said |= {"a": first, "b": second, "first": count(rule.first), "second": count(rule.second)}
        statement = (
            _("Of the {n} rows with {where}, {a} is right on {first} and {b} on {second}.", **said)
            if race.is_classification
            else _("Of the {n} rows with {where}, {a} is closer on {first} and {b} on {second}.", **said)
        )
    elif not result.rules:
        statement = _("No part of the rows was found where {a} or {b} is clearly better.", a=first, b=second)
    else:
        statement = _("One is clearly better on all rows alike, or on pictures of a kind.")
    return WhyStatement("differences", statement, bool(result.rules))


def _imitation(run: Run, race: FinishedRace) -> WhyStatement | None:
    name = next(iter(best_first(race)), "decision_tree")
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
