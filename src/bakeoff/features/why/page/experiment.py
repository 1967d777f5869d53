"""Experiment on why a contender won: a search for parts of the rows where one of the first two is better."""

from collections.abc import Iterator

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import count, rough_time
from bakeoff.features.why.page.rules import known_differences
from bakeoff.race.finished import FinishedRace, best_first
from bakeoff.race.outcome import WhyStatement
from bakeoff.race.slots import Experiment
from bakeoff.race.snapshot import Run
from bakeoff.text import _, listed
from bakeoff.web.race_views import open_view


def experiments(run: Run, race: FinishedRace) -> Iterator[Experiment]:
    """Yield the search for differences, with the way to it."""

    def lead(tried: bool) -> None:
        label = _("Show the parts") if tried else _("Where is one clearly better? (about {time})", time=rough_time(3))
        view = run.id, "err", "differences"
        key, icon = "card-differences", ":material/rule:"
        if st.button(label, icon=icon, key=key, type="tertiary", on_click=open_view, args=view):
            st.rerun()  # the view is outside of the fragment that the button is in

    statement = differences_statement(run, race)
    yield Experiment("differences", statement, lead if len(race.rivals) > 1 else None)


def differences_statement(run: Run, race: FinishedRace) -> WhyStatement | None:
    """Return what this visitor's search says of the winner and the one behind it; None if there was none."""
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
