"""Published numbers beside this machine's: run any of them again, and read whether they agree."""

import itertools

import streamlit as st

from bakeoff.contenders import contender, contenders
from bakeoff.engine.waiting import Waiting
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.notation import difference, duration, placed, rough_time, signed, with_interval, with_minus
from bakeoff.features.published import MEASURED_ON, Published, Table, published, titled
from bakeoff.features.published.page.on_splits import on_public_splits
from bakeoff.features.published.public_splits import public_splits
from bakeoff.figures.markers import marker
from bakeoff.html import plain
from bakeoff.link import to_query
from bakeoff.race.environment import environment
from bakeoff.race.race import Race
from bakeoff.runs.races import races
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, sentences
from bakeoff.web.parameters import RUN
from bakeoff.web.pretrained import pretrained_note
from bakeoff.web.routes import route
from bakeoff.web.visitor import visitor
from bakeoff.web.visitor_job import begin_job
from bakeoff.web.waiting_text import so_far

TICK_SECONDS = 0.7
MOST_SECONDS = 120.0
"""Time that a job may take; a race has its own limit."""
_JOB = "bakeoff.features.published.job:measure"


def published_page() -> None:
    """Show the published runs on one data set, each with a button to run it again."""
    st.header(_("Published against yours"), anchor=False)
    st.markdown(
        _(
            "Numbers that others have published, each with the set-up that was said to give it. Run one again on "
            "this server and see whether it agrees."
        )
    )
    runs = published().values()
    names = [*dict.fromkeys(run.dataset for run in runs), *public_splits()]
    chosen = st.pills(
        _("Data set"),
        names,
        format_func=titled,
        default=names[0],
        required=True,
        key="published-dataset",
        persist_state="session",
    )
    if chosen in public_splits():
        on_public_splits(chosen)
        return
    shown = [run for run in runs if run.dataset == chosen]
    if missing := shown[0].missing:
        st.info(plain(missing))
    _tally(shown)
    for table, rows in itertools.groupby(shown, key=lambda run: run.table):
        _table(table, list(rows))
    _rule()
    pretrained_note()


def _tally(shown: list[Published]) -> None:
    """Say how many of a data set's runs were run again here, and how many of these agree; repaired ones need not."""
    shown = [run for run in shown if not run.handicap]
    ours = [(run, _ours(run, _work(run))) for run in shown]
    agreed = [run.agreement(estimate) for run, estimate in ours if isinstance(estimate, Estimate)]
    if not agreed:
        st.caption(_("{n} published runs, none run again here yet.", n=len(shown)))
        return
    said = _(
        "Of {n} published runs, {run} were run again here. In agreement: {same}; within the interval: {near}; "
        "different: {differs}.",
        run=len(agreed),
        n=len(shown),
        **{kind: agreed.count(kind) for kind in ("same", "near", "differs")},
    )
    unsure = agreed.count("unsure")
    st.caption(sentences(said, _("{n} cannot be judged without an interval.", n=unsure) if unsure else ""))


def _table(table: Table, rows: list[Published]) -> None:
    st.subheader(_(table.title), anchor=False)
    protocol, theirs = (_("{what}.", what=plain(_(text))) for text in (table.protocol, table.theirs))
    st.caption(sentences(protocol, theirs))
    st.page_link(table.source, label=_("Source"), icon=":material/open_in_new:")  # in a caption a link is too pale
    for row in rows:
        with st.container(border=True, key=f"published-{row.name}"):
            work = _work(row)
            going_on = work is not None and work.active
            st.fragment(_published_run, run_every=TICK_SECONDS if going_on else None)(row, going_on)


def _rule() -> None:
    st.caption(
        _(
            "**Agrees**: off by at most the tolerance, which is as far as other seeds, splits and versions reach. "
            "**Agrees within the interval**: further off, but inside your 95 % interval. Times were "
            "measured on one core of an {processor}, loading the data included. Where no time is given, expect "
            "minutes for a support vector machine on 60,000 rows, otherwise the same as on MNIST.",
            processor=MEASURED_ON,
        )
    )


def _known() -> dict[str, str | Waiting]:
    """Return this visitor's last race or job of each run."""
    known: dict[str, str | Waiting] = st.session_state.setdefault("published", {})
    return known


def _work(run: Published) -> Race | Waiting | None:
    known = _known().get(run.name)
    return known if isinstance(known, Waiting) else races().get(known)


def _published_run(run: Published, was_active: bool) -> None:
    work = _work(run)
    if (work is not None and work.active) != was_active:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"published-title-{run.name}"):
            if run.contender in contenders():
                st.html(marker(contender(run.contender).identity), width="content")
            st.markdown(f"**{_(run.title)}**", width="stretch")
        words = {"metric": run.label, "theirs": _digits(run.value, run)}
        if run.handicap:
            said = _("{metric}: published **{theirs}**", **words)
        else:
            said = _("{metric}: published **{theirs}**, tolerance {within}", within=_tolerance(run), **words)
        st.markdown(said, width="content")
        ours = _ours(run, work)
        if isinstance(ours, Estimate):
            st.markdown(_("yours **{ours}**", ours=_written(ours, run)), width="content")
            _verdict(run, ours)
        elif ours:
            st.markdown(plain(ours), width="content")
        _buttons(run, work)
    if run.handicap:
        st.caption(_("Theirs had a handicap, repaired here: {handicap}.", handicap=plain(_(run.handicap))))
    elif isinstance(ours, Estimate) and run.agreement(ours) != "same":
        _difference(run)
    if (problem := st.session_state.get(f"published-problem-{run.name}")) is not None:
        st.error(plain(problem))


def _ours(run: Published, work: Race | Waiting | None) -> Estimate | str:
    """Return what a race or a job has found, or how it stands."""
    if work is None:
        return ""
    if isinstance(work, Waiting):
        ours: Estimate | None = work.result
        return ours or (so_far(_("Running"), work) if work.active else work.problem)
    lane = work.run.lanes[run.contender]
    if lane.outcome is not None:
        return lane.outcome.metrics[run.metric]
    if lane.active:
        return _("Running, {seconds} CPU so far.", seconds=duration(lane.cpu_seconds))
    return lane.message


def _written(ours: Estimate, run: Published) -> str:
    """Write ours with its interval; without one, to as many places as theirs."""
    if run.scale.unit == "%":
        return with_interval(ours, run.scale)
    return placed(ours.value, len(_digits(run.value, run).partition(".")[2]))


def _tolerance(run: Published) -> str:
    """Write how far off ours may be.

    Examples
    --------
    >>> from bakeoff.features.published import published_run
    >>> [_tolerance(published_run(name)) for name in ("mnist_tree", "moons_100_rbf", "boston_boosting")]
    ['0.5 points', '0.00005', '0']
    """
    return difference(run.within, run.scale) if run.scale.unit == "%" else f"{run.within:f}".rstrip("0").rstrip(".")


def _verdict(run: Published, ours: Estimate) -> None:
    share = run.scale.unit == "%"
    gap = signed(100 * (ours.value - run.value), 2) if share else signed(ours.value - run.value)
    if run.handicap:
        said = _("{gap} points without the handicap", gap=gap) if share else _("{gap} without the handicap", gap=gap)
        st.badge(said, icon=":material/build:", color="blue")
        return
    match run.agreement(ours):
        case "same":
            st.badge(_("Agrees"), icon=":material/check:", color="green")
        case "near":
            st.badge(_("Agrees within the interval"), icon=":material/check:", color="green")
        case "unsure":
            st.badge(_("{gap} points apart, no interval", gap=gap), icon=":material/help:", color="grey")
        case "differs":
            said = _("Differs by {gap} points", gap=gap) if share else _("Differs by {gap}", gap=gap)
            st.badge(said, icon=":material/difference:", color="orange")


def _difference(run: Published) -> None:
    if run.differs:
        st.caption(plain(_(run.differs)))
        return
    st.caption(
        _(
            "What is different: they had {theirs}; here scikit-learn {ours}, seed {seed}, one run.",
            theirs=plain(_(run.table.theirs)),
            ours=environment().get("scikit-learn", ""),
            seed=run.seed,
        )
    )


def _buttons(run: Published, work: Race | Waiting | None) -> None:
    if work is not None and work.active:
        st.button(_("Stop"), icon=":material/stop:", key=f"published-stop-{run.name}", on_click=work.stop)
    else:
        st.button(
            _("Run it, about {time}", time=rough_time(run.seconds)) if run.seconds else _("Run it, time unknown"),
            icon=":material/play_arrow:",
            key=f"published-run-{run.name}",
            on_click=_start,
            args=(run,),
            disabled=bool(run.missing),
            help=run.missing or None,
            width=230,
        )
    if isinstance(run.run, BakeoffSpec):
        race = work if isinstance(work, Race) else None
        query = to_query(run.run) | ({RUN: race.id} if race is not None else {})
        label = _("Open this race") if race is not None else _("Open this set-up")
        route("race").link(label, query=query, width=160)


def _digits(value: float, run: Published) -> str:
    """Write a published number with as many digits as were published: one place at least of a share, else three."""
    if run.scale.unit == "%":
        return _("{number} %", number=max(f"{100 * value:.1f}", f"{100 * value:.6g}", key=len))
    return with_minus(max(f"{value:.3f}", f"{value:.7g}", key=len))


def _start(run: Published) -> None:
    st.session_state.pop(f"published-problem-{run.name}", None)
    try:
        _known()[run.name] = _begin(run)
    except BakeoffError as error:
        st.session_state[f"published-problem-{run.name}"] = str(error)


def _begin(run: Published) -> str | Waiting:
    if isinstance(run.run, BakeoffSpec):
        return races().start(run.run, visitor().owner).id
    return begin_job(_JOB, run.run, MOST_SECONDS)
