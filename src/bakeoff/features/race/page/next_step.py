"""Next step after a race: one button for the open question of its verdict, and one for more seeds."""

import math
from typing import Literal

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.evaluation.verdict import Verdict
from bakeoff.features.judge.plan import Plan
from bakeoff.features.judge.service import studies
from bakeoff.features.race.page.more_seeds import more_seeds
from bakeoff.fields import write
from bakeoff.html import plain
from bakeoff.link import to_query
from bakeoff.race.outcome import Costs
from bakeoff.race.race import Race
from bakeoff.race.report import Report
from bakeoff.text import _, told
from bakeoff.web import routes
from bakeoff.web.components.glossed import glossed
from bakeoff.web.draft import RaceDraft
from bakeoff.web.parameters import JUDGE, RACE, RUN, STUDY
from bakeoff.web.visitor import visitor

JUDGING_SECONDS = 90
"""Time limit of the judge where a race is too close to call."""
MOST_REPEATS, LEAST_REPEATS = 10, 2
"""Repeats of the folds; by simulation more of them add time and hardly any power (see docs/truth.md)."""
OVERHEAD_SECONDS = 0.02
"""Time of a fold besides its fits."""

Open = Literal["judge", "why", "data"]


def next_step(draft: RaceDraft, race: Race) -> None:
    """Show what to do next, once a race is over and its verdict is there."""
    run = race.run
    if run.active or run.report.verdict is None or run.report.finished_race is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="next"):
        _button(draft, race, left_open(run.report.verdict))
        more_seeds(draft, run)
        with st.popover(_("How do we know?"), type="tertiary", icon=":material/help:", key="basis"):
            glossed(told(run.report.verdict.basis), key="basis-said")
            link = _("One split is one sample: how sure is this? Ask the judge")
            routes.JUDGE.link(link, query=to_query(run.spec))


def left_open(verdict: Verdict) -> Open:
    """Return what a verdict leaves open.

    Returns
    -------
    "judge"
        Who is better: several share the first place, which more splits of the rows may part.
    "why"
        Why the winner answers as it does.
    "data"
        Whether there is anything to learn: nobody is better than the baseline.
    """
    if not any(verdict.beats_baselines(rival) for rival in verdict.rivals):
        return "data"
    return "judge" if len(verdict.leaders) > 1 else "why"


def until_decided(report: Report) -> Plan:
    """Return the plan that decides a race if that can be done in time.

    There are as many repeats as the time has room for, going by what the race's own fits took. As in the race, every
    difference counts, however small.
    """
    plan = Plan(until_decided=True, rope=0, minutes=JUDGING_SECONDS / 60)
    seconds = OVERHEAD_SECONDS + sum(_seconds(outcome.costs) for outcome in report.finished().values())
    repeats = int(JUDGING_SECONDS / (plan.folds * seconds))
    return plan.replace("repeats", max(LEAST_REPEATS, min(MOST_REPEATS, repeats)))


def _seconds(costs: Costs) -> float:
    """Return what a fit takes of CPU time, as far as it was measured."""
    parts = (costs.startup_cpu_seconds, costs.fit_cpu_seconds, costs.calibration_cpu_seconds)
    return sum(part for part in parts if part is not None and math.isfinite(part))


def _button(draft: RaceDraft, race: Race, what: Open) -> None:
    """Show the one button; it is not the first thing to do any more once another race has been set up."""
    kind: Literal["primary", "secondary"] = "primary" if race.run.spec == draft.spec else "secondary"
    match what:
        case "judge":
            help = _(
                "Tests the same contenders on other splits of the rows, until the better one is decided, for at most "
                "{seconds} seconds. In simulations this found a real lead more often than more seeds did.",
                seconds=JUDGING_SECONDS,
            )
            if st.button(_("Let the judge decide"), type=kind, icon=":material/gavel:", help=help, key="next-judge"):
                _judge(race)
        case "why":
            help = _("Ask the trained models about any row: what each answers, why, and what would change it.")
            if st.button(_("See why"), type=kind, icon=":material/question_answer:", help=help, key="next-why"):
                routes.ASK.open({RACE: race.id})
        case "data":
            help = _("Nobody has learnt more than the baseline knows: see whether the columns tell anything.")
            if st.button(_("Look at the data"), type=kind, icon=":material/query_stats:", help=help, key="next-data"):
                routes.EXPLORE.open(to_query(race.run.spec))


def _judge(race: Race) -> None:
    """Start the judge on what was raced, and go there; or tell why it can not start."""
    spec, plan = race.run.spec, until_decided(race.run.report)
    try:
        study = studies().start(spec, plan, visitor().owner)
    except BakeoffError as error:
        st.error(plain(str(error)))
        return
    routes.JUDGE.open(to_query(spec) | {RUN: race.id} | write(plan, f"{JUDGE}.") | {STUDY: study.id})
