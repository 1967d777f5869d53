"""Block under the verdict of a race: what the same contenders score with the rows split otherwise, and the price."""

import math

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.engine.waiting import Waiting
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.notation import difference, difference_interval, gap, rough_time, score, with_interval
from bakeoff.features.other_split.job import BothSplits, Question
from bakeoff.features.other_split.two_splits import TwoSplits, two_splits
from bakeoff.html import plain
from bakeoff.race.finished import FinishedRace
from bakeoff.race.race import Race
from bakeoff.race.slots import ButtonKind
from bakeoff.race.snapshot import Run
from bakeoff.study.plan import Plan
from bakeoff.text import _, sentences
from bakeoff.web.draft import race_draft
from bakeoff.web.tables import contender_table
from bakeoff.web.visitor_job import begin_job, job_progress

FOLDS, REPEATS = 5, 2
LONG_SECONDS = 60.0
"""With more CPU time for both splits there is one repeat."""
MOST_SECONDS = 900.0
MOST_RACES = 64
_JOB = "bakeoff.features.other_split.job:race_both"


def ask(race: Race, kind: ButtonKind) -> None:
    """Show the button that asks, until it has been pressed."""
    finished = race.run.report.finished_race
    splits = two_splits(finished) if finished is not None else None
    if finished is None or splits is None or _asked(race.id) in st.session_state:
        return
    help = _(
        "Scores the same contenders over {folds} folds of both splits, by chance and honest (about {time}).",
        folds=FOLDS,
        time=rough_time(2 * FOLDS * _plan(finished).repeats * _seconds(finished)),
    )
    icon = ":material/call_split:"
    kind = kind if splits.leads else "secondary"
    label = _("What would the other split say?")
    st.button(label, type=kind, icon=icon, help=help, key="other-split", on_click=_ask, args=(race.id,))


def both_splits(run: Run, race: FinishedRace) -> None:
    """Show both, once that was asked."""
    splits = two_splits(race) if _asked(run.id) in st.session_state else None
    if splits is None:
        return
    asked = run.id, splits, race
    with st.container(key="both-splits", border=True):
        try:
            work = _work(*asked)
        except BakeoffError as error:
            st.error(plain(str(error)))
            return
        if work.active:
            job_progress(work, "other-split", lambda: _progress(work))
            return
        both: BothSplits = work.result or work.said or BothSplits()
        if work.problem:
            st.caption(plain(work.problem))
            st.button(
                _("Try again"), icon=":material/refresh:", key="other-split-again", on_click=_work.clear, args=asked
            )
        if both.done > 1:
            _shown(both, splits, race.metric)


def _asked(run_id: str) -> str:
    return f"other-split-asked-{run_id}"


def _ask(run_id: str) -> None:
    st.session_state[_asked(run_id)] = True


def _seconds(race: FinishedRace) -> float:
    return sum(race.outcomes[name].costs.cpu_seconds for name in race.rivals)


def _plan(race: FinishedRace) -> Plan:
    repeats = REPEATS if 2 * FOLDS * REPEATS * _seconds(race) <= LONG_SECONDS else 1
    return Plan(folds=FOLDS, repeats=repeats)


@st.cache_resource(max_entries=MOST_RACES, show_spinner=False)
def _work(run_id: str, _splits: TwoSplits, _race: FinishedRace) -> Waiting:
    """Return the job that scores both splits of a race, one for all who look at it."""
    question = Question(_splits.honest, _splits.chance, tuple(_race.rivals), _plan(_race))
    return begin_job(_JOB, question, MOST_SECONDS, at_once=1, rivals=_race.spec.contenders)


def _progress(work: Waiting) -> tuple[float, str]:
    both: BothSplits = work.said or BothSplits()
    words = _("Scoring both splits: fold {done} of {n}", done=both.done + 1, n=both.folds) if both.folds else ""
    return both.done / max(1, both.folds), words or _("Scoring both splits")


def _shown(both: BothSplits, splits: TwoSplits, metric: Metric) -> None:
    honest, chance = ({name: each.mean(name, metric) for name in each.scores} for each in (both.honest, both.chance))
    sign = 1 if metric.greater_is_better else -1
    best, honest_best = (max(means, key=lambda name: sign * means[name].value) for means in (chance, honest))
    labels = {name: _(contender(name).label) for name in honest}
    title = _(
        "{way}, {name} scores {honest}; by chance {chance}.",
        way=splits.way,
        name=labels[best],
        honest=score(honest[best].value, metric),
        chance=score(chance[best].value, metric),
    )
    st.subheader(plain(title), anchor=False)
    price = both.price(best, metric)
    by, interval = _amount(price, metric), difference_interval(price, metric)
    if price.low > 0:
        words = _("By chance it promises {price} too much (95 % interval {interval}).", price=by, interval=interval)
    elif math.isnan(price.low):
        words = _("The groups are too few to say how far the two may differ by luck.")
    else:
        words = _("The two do not differ clearly (95 % interval of the difference {interval}).", interval=interval)
    other = ""
    if honest_best != best:
        value = score(honest[honest_best].value, metric)
        other = _("{way}, {name} has the best mean: {score}.", way=splits.way, name=labels[honest_best], score=value)
    st.markdown(plain(sentences(words, _meaning(splits), other)))
    rows = {
        name: (
            with_interval(honest[name], metric),
            with_interval(chance[name], metric),
            _amount(both.price(name, metric), metric),
        )
        for name in sorted(honest, key=lambda name: -sign * honest[name].value)
    }
    caption = _(
        "{metric}, mean over {n} of {all} folds of each split, with 95 % intervals; same contenders and settings",
        metric=_(metric.label),
        n=both.done,
        all=both.folds,
    )
    st.html(contender_table(caption, (splits.way, _("By chance"), _("Price of chance")), rows))
    if splits.raced_by_chance:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                _("Race with the honest split"),
                type="primary",
                icon=":material/flag:",
                key="other-split-race",
                on_click=race_draft().restart_on,
                args=(splits.honest,),
            )
    else:
        st.caption(_("This race is split so already; keep it."))


def _amount(price: Estimate, metric: Metric) -> str:
    return difference(price.value, metric) if math.isnan(price.low) else gap(price, metric)


def _meaning(splits: TwoSplits) -> str:
    rules = splits.honest.rules
    if rules.split == "group":
        return _(
            "Expect the first score for a new “{column}”, the second for one that was learnt from.",
            column=rules.split_by,
        )
    if rules.split == "time":
        return _("Expect the first score for rows that are still to come.")
    return _("Expect the first score for new rows.")
