"""Ways from a race that is over to the judge."""

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.fields import write
from bakeoff.html import plain
from bakeoff.link import to_query
from bakeoff.race.race import Race
from bakeoff.race.report import Report
from bakeoff.race.slots import ButtonKind, LeftOpen
from bakeoff.runs.studies import studies
from bakeoff.study.plan import Plan
from bakeoff.text import _
from bakeoff.web.parameters import JUDGE, RUN, STUDY
from bakeoff.web.routes import route
from bakeoff.web.visitor import visitor

JUDGING_SECONDS = 90
"""Time limit of the judge where a race is too close to call."""
MOST_REPEATS, LEAST_REPEATS = 10, 2
"""Repeats of the folds; by simulation more of them add time and hardly any power (see docs/truth.md)."""
OVERHEAD_SECONDS = 0.02
"""Time of a fold besides its fits."""


def decide(race: Race, left_open: LeftOpen, kind: ButtonKind) -> None:
    """Show the button that has the judge decide who is better."""
    if left_open != "judge":
        return
    help = _(
        "Tests the same contenders on other splits of the rows, until the better one is decided, for at most "
        "{seconds} seconds. In simulations this found a real lead more often than more seeds did.",
        seconds=JUDGING_SECONDS,
    )
    if st.button(_("Let the judge decide"), type=kind, icon=":material/gavel:", help=help, key="next-judge"):
        _judge(race)


def until_decided(report: Report) -> Plan:
    """Return the plan that decides a race if that can be done in time.

    There are as many repeats as the time has room for, going by what the race's own fits took. As in the race, every
    difference counts, however small.
    """
    plan = Plan(until_decided=True, rope=0, minutes=JUDGING_SECONDS / 60)
    seconds = OVERHEAD_SECONDS + sum(outcome.costs.cpu_seconds for outcome in report.finished().values())
    repeats = int(JUDGING_SECONDS / (plan.folds * seconds))
    return plan.replace("repeats", max(LEAST_REPEATS, min(MOST_REPEATS, repeats)))


def _judge(race: Race) -> None:
    """Start the judge on what was raced, and go there; or tell why it can not start."""
    spec, plan = race.run.spec, until_decided(race.run.report)
    try:
        study = studies().start(spec, plan, visitor().owner)
    except BakeoffError as error:
        st.error(plain(str(error)))
        return
    route("judge").open(to_query(spec) | {RUN: race.id} | write(plan, f"{JUDGE}.") | {STUDY: study.id})
