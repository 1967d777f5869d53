"""Block under the verdict of a race: why one won, as tested, with its picture, and what else was tried."""

import math

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.engine.waiting import Waiting
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.notation import rough_time
from bakeoff.features.why.page.picture import HEIGHT, before_and_after, on_plane, only_right
from bakeoff.html import plain
from bakeoff.race.finished import FinishedRace
from bakeoff.race.outcome import WhyStatement
from bakeoff.race.snapshot import Run
from bakeoff.study.reasons.base import duellists, telling_columns
from bakeoff.study.reasons.explain import SECONDS, Explanation, Tried
from bakeoff.study.reasons.job import Question
from bakeoff.text import _, told
from bakeoff.web.components.chart import chart
from bakeoff.web.components.glossed import glossed
from bakeoff.web.folds import fold
from bakeoff.web.statements import experiments, keep_statement, with_statements
from bakeoff.web.visitor_job import begin_job, job_progress

NAME = "reasons"
MOST_SECONDS = 120.0
MOST_RACES = 64
_JOB = "bakeoff.study.reasons.job:try_reasons"
ICONS = {"explains": ":material/check_circle:", "does not": ":material/close:", "not tried": ":material/pending:"}


def reasons_block(run: Run, race: FinishedRace) -> None:
    """Show why one won, and what else was tried or can be; what takes long runs in a job."""
    pair = duellists(race) if race.own is None else None
    if pair is None:
        if len(race.rivals) > 1:
            st.markdown(_("Nobody beats another, so there is no reason to give."))
        _others(run, race, Explanation())
        return
    with st.container(key="why-won"):
        words, picture = st.columns(2, gap="medium")
        with words:
            explanation = _explanation(run, race, pair)
            if explanation is not None:
                _others(run, race, explanation)
        with picture:
            _picture(race, pair, explanation or Explanation())


def _explanation(run: Run, race: FinishedRace, pair: tuple[str, str]) -> Explanation | None:
    """Show the words, and return what is explained; None while that goes on."""
    alone = len(race.verdict.leaders) == 1
    behind = _("Why is {rival} behind?", rival=_(contender(pair[1]).label))
    doubt = _("Can these scores be believed?") if telling_columns(race) else ""
    st.subheader(doubt or (_("Why did it win?") if alone else behind), anchor=False)
    asked = run.id, st.session_state.get(_longer(run.id), SECONDS), race
    try:
        work = _work(*asked)
    except BakeoffError as error:
        st.error(plain(str(error)))
        return Explanation()
    if work.active:
        job_progress(work, "reasons", lambda: _progress(work))
        return None
    why: Explanation = work.result or work.said or Explanation()
    if work.problem:
        st.caption(plain(work.problem))
        st.button(_("Try again"), icon=":material/refresh:", key="reasons-again", on_click=_work.clear, args=asked)
    if why.first is not None:
        glossed(told(why.first.sentence), key="reason")
        st.caption(plain(told(why.first.test)))
    elif why.leader:
        st.markdown(plain(told(why.text)))
    explains = any(each.experiment == NAME and each.explains for each in run.why)
    if why.first is not None or (work.result and not explains):
        keep_statement(run.id, lambda _run, _race: WhyStatement(NAME, why.text, why.first is not None))
    return why


def _longer(run_id: str) -> str:
    return f"reasons-seconds-{run_id}"


@st.cache_resource(max_entries=MOST_RACES, show_spinner=False)
def _work(run_id: str, seconds: float, _race: FinishedRace) -> Waiting:
    """Return the job that tries the reasons of a race, one for all who look at it."""
    return begin_job(_JOB, Question(_race, seconds), seconds + MOST_SECONDS, at_once=1, rivals=_race.spec.contenders)


def _progress(work: Waiting) -> tuple[float, str]:
    reasons = work.said.reasons if work.said else ()
    done = sum(each.outcome != "not tried" for each in reasons)
    words = _("Trying reasons: {done} of {n}", done=done, n=len(reasons)) if reasons else _("Trying reasons")
    return done / max(1, len(reasons)), words


def _picture(race: FinishedRace, pair: tuple[str, str], why: Explanation) -> None:
    if on_plane(race, *pair) and not telling_columns(race):
        said, figure = only_right(race, *pair)
    elif why.first is not None:
        said, figure = before_and_after(race, pair, why.first)
    else:
        return
    chart(figure, alt=said, key="reason-picture", height=HEIGHT)
    st.caption(plain(said))


def _others(run: Run, race: FinishedRace, why: Explanation) -> None:
    """Show, folded, what else was tried, and the way to what was not."""
    asked = experiments(run, race)
    statements = {each.experiment: each for each in with_statements(run, [each.statement for each in asked]).why}
    if not (why.reasons or statements or any(each.lead for each in asked)):
        return
    with fold(_("Other reasons"), key=f"other-reasons-{run.id}", opened=why.leader != "" and why.first is None) as box:
        if not box.open:
            return
        others = [each for each in why.reasons if each is not why.first]
        for each in others:
            _line(each)
        left = sum(each.seconds for each in others if each.outcome == "not tried")
        if left:
            label, seconds = _("Try the rest (about {time})", time=rough_time(left)), math.ceil(SECONDS + 2 * left)
            icon = ":material/science:"
            st.button(label, key="reasons-rest", icon=icon, on_click=_set_seconds, args=(run.id, seconds))
        for experiment in asked:
            statement = statements.get(experiment.name)
            if statement is not None:
                st.markdown(plain(told(statement.text)))
            if experiment.lead is not None:
                experiment.lead(statement is not None)


def _set_seconds(run_id: str, seconds: float) -> None:
    st.session_state[_longer(run_id)] = seconds


def _line(each: Tried) -> None:
    outcomes = {"explains": _("explains it, too"), "does not": _("does not explain it"), "not tried": _("not tried")}
    line = f"{ICONS[each.outcome]} {plain(told(each.title))}: {outcomes[each.outcome]}"
    st.markdown(line, help=plain(told(each.test)) or None)
