"""A published table on its 20 splits: race contenders against its numbers, and read who is better."""

import numpy as np
import streamlit as st

from bakeoff.contenders import contender
from bakeoff.engine.waiting import Waiting
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import difference_interval, gap, score
from bakeoff.features.published.public_splits import N_SPLITS, SOURCE, Duel, OnSplits, duels, public_splits
from bakeoff.features.published.tables import TABLES
from bakeoff.html import plain
from bakeoff.race.slots import ButtonKind
from bakeoff.text import _, counted, enumerated
from bakeoff.web.tables import contender_table
from bakeoff.web.visitor_job import begin_job, job_progress

MOST_SECONDS = 300.0
_JOB = "bakeoff.features.published.public_splits:race_on_splits"
_RMSE = metric_named("rmse")


def on_public_splits(table: str) -> None:
    """Show the published mean, and the contenders against it once they have been raced."""
    theirs, missing = public_splits()[table], TABLES[table].missing
    if missing:
        st.info(plain(missing))
    jobs: dict[str, Waiting] = st.session_state.setdefault("published-splits", {})
    job = jobs.get(table)
    if job is not None and job.active:
        job_progress(job, "published-splits", lambda: _progress(job))
        return
    if job is not None and job.problem:
        st.error(plain(job.problem))
    scores = (job.result or job.said) if job is not None else None
    compared = duels(scores, theirs) if scores else {}
    _outcome(theirs, compared, len(next(iter(scores.values()))) if scores else 0)

    def start() -> None:
        try:
            jobs[table] = begin_job(_JOB, table, MOST_SECONDS)
        except BakeoffError as error:
            st.session_state["published-splits-problem"] = str(error)

    kind: ButtonKind = "secondary" if compared else "primary"
    label = _("Race on its 20 splits")
    icon = ":material/play_arrow:"
    st.button(label, type=kind, icon=icon, key="race-on-splits", on_click=start, disabled=bool(missing))
    if problem := st.session_state.pop("published-splits-problem", ""):
        st.error(plain(problem))
    st.caption(
        _(
            "{rows} rows; a network with one hidden layer and dropout, tuned on each split by a grid (Gal and "
            "Ghahramani 2016, as run again by the authors in 2018). The splits are drawn by the authors’ rule (seed "
            "1) and are equal to their files; ours have default settings and seed 0. Test: corrected resampled t-test "
            "on the same splits, Holm-corrected.",
            rows=theirs.rows,
        )
    )
    st.page_link(SOURCE, label=_("Source"), icon=":material/open_in_new:")


def _progress(job: Waiting) -> tuple[float, str]:
    done = len(next(iter(job.said.values()))) if job.said else 0
    return done / N_SPLITS, _("Racing on split {n} of {all}", n=min(done + 1, N_SPLITS), all=N_SPLITS)


def _outcome(theirs: OnSplits, compared: dict[str, Duel], n: int) -> None:
    mean = score(float(np.mean(theirs.rmse[:n] if n else theirs.rmse)), _RMSE)
    if not compared:
        st.subheader(plain(_("Published: mean RMSE {mean}. Who of ours is better?", mean=mean)), anchor=False)
        return
    better, worse = (
        [
            _(contender(name).label)
            for name, duel in compared.items()
            if duel.decided and sign * duel.difference.value > 0
        ]
        for sign in (1, -1)
    )
    if better:
        words = counted(
            "{names} beats the published network (RMSE {mean}).",
            "{names} beat the published network (RMSE {mean}).",
            len(better),
            names=enumerated(better),
            mean=mean,
        )
    elif len(worse) == len(compared):
        words = _("The published network (RMSE {mean}) beats all of ours.", mean=mean)
    else:
        words = _("Nobody beats the published network for certain (RMSE {mean}).", mean=mean)
    st.subheader(plain(words), anchor=False)
    rows = {name: _row(duel) for name, duel in sorted(compared.items(), key=lambda item: item[1].mean)}
    caption = _(
        "Mean RMSE over {n} splits, and by how much it is below the published one; intervals are for each alone", n=n
    )
    st.html(contender_table(caption, (_("RMSE"), _("Below theirs by"), _("95 % interval"), _("Verdict")), rows))


def _row(duel: Duel) -> tuple[str, ...]:
    verdict = _("not decided") if not duel.decided else _("better") if duel.difference.value > 0 else _("worse")
    gaps = gap(duel.difference, _RMSE), difference_interval(duel.difference, _RMSE)
    return score(duel.mean, _RMSE), *gaps, verdict
