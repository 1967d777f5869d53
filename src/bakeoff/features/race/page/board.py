"""The live part of the page: what is known of the race, several times a second."""

from contextlib import suppress
from typing import Any

import streamlit as st

from bakeoff.checks.looks import after_looks, looks
from bakeoff.contenders import contender, contenders
from bakeoff.errors import HistoryError
from bakeoff.evaluation.notation import count
from bakeoff.evaluation.verdict import Verdict
from bakeoff.features.race.page.cards import race_cards
from bakeoff.features.race.page.headline import headline, in_words
from bakeoff.features.race.page.lesson_run import test_part_closed
from bakeoff.features.race.page.predictions import show_luck
from bakeoff.figures.clock import flags
from bakeoff.figures.learning import curves_size, learning_curves_spec
from bakeoff.html import plain
from bakeoff.link import to_query
from bakeoff.race.race import Race
from bakeoff.race.report import Report
from bakeoff.race.seeds import model_seeds
from bakeoff.race.slots import ButtonKind, LeftOpen, NextStep, UnderVerdict
from bakeoff.race.snapshot import Run
from bakeoff.records.service import history
from bakeoff.replay.scene import stage_of
from bakeoff.runs.races import races
from bakeoff.service.engines import engine
from bakeoff.service.kernel import added
from bakeoff.text import _, sentences, told
from bakeoff.web.choice import chosen_cost, losses
from bakeoff.web.components.cards import cards
from bakeoff.web.components.chart import chart
from bakeoff.web.components.glossed import glossed
from bakeoff.web.contributions import draw
from bakeoff.web.draft import RaceDraft
from bakeoff.web.folds import fold
from bakeoff.web.leaderboard import short_table
from bakeoff.web.replay import live
from bakeoff.web.routes import route
from bakeoff.web.set_up_checks import race_notes, race_warnings
from bakeoff.web.streamlit_private import look_again_every
from bakeoff.web.visitor import visitor

TICK_SECONDS = 0.35
TICKS_A_SECOND = 35
"""Updates of all pages together: with many running races each page updates less often."""
CALM_SECONDS = 2.0
"""Longest interval of a page's updates, though its race waits for a slot or many others run."""
CALM_SHARE = 0.3
"""One that waits looks more often the less is left: after this share of it."""
SOON_SECONDS = 3.0
"""What is to begin sooner may begin at once, and its first step is not to be kept from whoever waits for it."""
FEWER_ROWS = 5000


def board(draft: RaceDraft, was_active: bool) -> None:
    """Show the race on show: headline, a row for each contender, their answers; live while it goes on.

    Parameters
    ----------
    was_active : bool
        Whether it went on when the page began: once that has changed, all of the page is shown anew.
    """
    if draft.race is None:
        return
    with st.container():  # of its own: a tick with one element more must not push out what follows
        st.fragment(_live, run_every=TICK_SECONDS if was_active else None)(draft, was_active)


def _live(draft: RaceDraft, was_active: bool) -> None:
    race = draft.race
    if race is None or race.run.active != was_active:
        st.rerun()
    run, seconds = race.run, pace(race.run, len(races().going_on()))
    closed = not run.active and test_part_closed(draft)
    title = _("The test part stays closed") if closed else headline(run)
    if run.active:
        look_again_every(seconds)
    with st.container(key="headline"):
        st.header(title, anchor=False)
        room = engine().capacity if run.active else ""
        if closed:
            st.caption(_("Choose by the validation scores. The first solution that reaches the goal opens it, once."))
        elif not run.active:
            glossed(run.report.advice(chosen_cost()), key="advice")
        glossed(sentences(_explained(run, draft), room), key="explained", small=True)
        if not closed:
            next_step(draft, race)
    with st.container(key="under-verdict"):  # there from the first, so that the stage below is not built anew
        finished = run.report.finished_race
        if not (run.active or closed) and finished is not None:
            for block in added(UnderVerdict):
                draw(block.show, run, finished)
    with st.container(key="halves"):
        left, right = st.columns(2, gap="medium")
    with left:
        _standings(run, draft, seconds, closed)
    with right:
        live(run, title)
        if not (run.active or any(lane.steps for lane in run.lanes.values())):
            return  # it was stopped before there was anything to draw
        if stage_of(run) is None or (box := fold(_("Learning curves"), key="learning-curves")).open:
            with box if stage_of(run) is not None else st.container():
                _curves(run)


def _standings(run: Run, draft: RaceDraft, seconds: float, closed: bool) -> None:
    """Show a row for each contender: how it gets on, and at the end the leaderboard with what to look at twice."""
    if not (run.active or closed) and run.report.finished():
        st.subheader(_("Leaderboard"), anchor=False)
        st.html(short_table(run.report))
        race_warnings(run, draft)
        race_notes(run.report)
        if (finished := run.report.finished_race) is not None:
            with st.container(horizontal=True, vertical_alignment="center", gap="small", key="after-board"):
                show_luck(run, finished)
                _late_entrants(run, draft)
        return
    unseen = run.active and not any(lane.steps for lane in run.lanes.values())
    eager = unseen and seconds == TICK_SECONDS
    cards(run.id, race_cards(run), key="cards", on_stop=draft.stop, eager=eager)
    if run.active and any(lane.active and lane.forecast for lane in run.lanes.values()):
        label = _("Stop, and race on {rows} rows instead", rows=count(FEWER_ROWS))
        st.button(
            label,
            icon=":material/fast_forward:",
            on_click=draft.restart_with_rows,
            args=(FEWER_ROWS,),
            key="fewer-rows",
        )


def _late_entrants(run: Run, draft: RaceDraft) -> None:
    """Show who else could join the race, a button each."""
    hides = draft.address.hides
    more = [info for info in contenders().values() if not (info.name in run.spec.contenders or info.missing)]
    more = [info for info in more if not (hides(info.name) or hides("contenders"))]
    if not more or run.spec != draft.spec:
        return
    with st.popover(_("Add a contender"), type="tertiary", icon=":material/person_add:", key="add-contender"):
        st.caption(_("It joins this race, on the same rows. Nobody else trains again."))
        for info in more:
            label, help = plain(_(info.label)), _(info.summary)
            st.button(label, help=help, on_click=draft.add, args=(info.name,), key=f"add-{info.name}")


def pace(run: Run, going_on: int = 1) -> float:
    """Return after how many seconds there is something new to see: while all wait, only how long they still will.

    Parameters
    ----------
    going_on : int
        How many races are, whoever watches them.
    """
    tick = min(max(TICK_SECONDS, going_on / TICKS_A_SECOND), CALM_SECONDS)
    waits = [lane.wait_seconds if lane.place else None for lane in run.lanes.values() if lane.active]
    known = [seconds for seconds in waits if seconds is not None]
    if not known or len(known) < len(waits) or min(known) < SOON_SECONDS:
        return tick
    return max(tick, min(CALM_SHARE * min(known), CALM_SECONDS))


def _explained(run: Run, draft: RaceDraft) -> str:
    """Say what stands behind the headline, or that it is of another set-up than the one on the left."""
    if run.spec != draft.spec:
        return _("The set-up has been changed since this race; start it to see what that does.")
    if run.note:
        return told(run.note)
    if any(lane.status == "waiting" for lane in run.lanes.values()) and (trouble := engine().trouble):
        return trouble
    if run.setting is None:
        return _("Reading the data.") if run.active else ""
    if not run.active and run.report.verdict is not None:
        return ""
    return _(
        "{train} rows to train on, {validation} to validate, {test} held out for the end.",
        train=count(run.setting.n_train),
        validation=count(run.setting.n_validation),
        test=count(run.setting.n_test),
    )


def _curves(run: Run) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="curve-controls"):
        quantity = _choice("quantity", _("Show"), {"score": _("Score"), "loss": _("Loss")})
        x = _choice("x", _("Against"), {"cpu_seconds": _("CPU time"), "step": _("Steps")})
        by_time = x == "cpu_seconds"  # times differ a thousandfold, steps do not
        log = st.toggle(_("Logarithmic"), value=by_time, key=f"curve-log-{x}", persist_state="session")
        smooth = st.toggle(_("Smoothed"), key="curve-smooth", persist_state="session")
    steps = {name: lane.steps for name, lane in run.lanes.items()}
    figure = learning_curves_spec(
        steps,
        task=run.spec.dataset.info.task,
        quantity=quantity,
        x=x,
        log=log,
        smooth=smooth,
        flags=flags(run.lanes),
    )
    height, min_width = curves_size(steps, x)
    chart(figure, alt=in_words(run), key="curves", height=height, min_width=min_width)


def _choice(key: str, label: str, options: dict[str, str]) -> Any:
    """A choice of one; the first unless chosen otherwise."""
    return st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        default=next(iter(options)),
        required=True,
        key=f"curve-{key}",
    )


SEEDS = 10


def next_step(draft: RaceDraft, race: Race) -> None:
    """Show what to do next, once a race is over and its verdict is there.

    No button is the first thing to do any more once another race has been set up.
    """
    run, verdict = race.run, race.run.report.verdict
    if run.active or verdict is None or run.report.finished_race is None:
        return
    own = (
        NextStep(lambda *_race: more_seeds(draft, run), 20),
        NextStep(lambda *_race: _basis(run.report, verdict), 40),
    )
    kind: ButtonKind = "primary" if run.spec == draft.spec else "secondary"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="next"):
        steps = sorted((*added(NextStep), *own), key=lambda step: step.order)
        first = next((step for step in steps if step.leads is not None and draw(step.leads, race)), None)
        for step in steps:
            draw(step.show, race, left_open(verdict), kind if first in (None, step) else "secondary")


def _basis(report: Report, verdict: Verdict) -> None:
    with st.popover(_("How do we know?"), type="tertiary", icon=":material/help:", key="basis"):
        glossed(told(verdict.basis), key="basis-said")
        with suppress(HistoryError):  # the history's page says what is wrong
            raced = history().raced(visitor().owner, report.spec.dataset.name)
            if said := after_looks(verdict, looks(report.spec, raced)):
                st.markdown(said)
        if report.choice is not None:
            losses(report.choice, report.metric, {name: _(contender(name).label) for name in report.choice.losses})
        route("judge").link(_("One split is one sample: how sure is this? Ask the judge"), query=to_query(report.spec))


def left_open(verdict: Verdict) -> LeftOpen:
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


def more_seeds(draft: RaceDraft, run: Run) -> None:
    """Show the button, unless nobody in the race would learn anything else with another seed."""
    if not may_differ(run):
        return
    st.button(
        _("Race again with {n} seeds", n=SEEDS),
        type="tertiary",
        icon=":material/casino:",
        help=_(
            "This verdict is about the models of one seed. With {n} seeds each contender with random training is "
            "trained {n} times on the same split. The verdict then counts seeds as well as rows.",
            n=SEEDS,
        ),
        on_click=draft.restart_on,
        args=(run.spec.replace("rules.seeds", SEEDS),),
        key="again-with-seeds",
    )


def may_differ(run: Run) -> bool:
    """Tell whether a race has come to a verdict with one seed, and other seeds might give another."""
    if run.active or run.spec.rules.seeds > 1 or not run.report.finished():
        return False
    more = run.spec.replace("rules.seeds", SEEDS)
    task = run.spec.dataset.info.task
    return any(len(model_seeds(more, name, task)) > 1 for name in run.report.finished())
