"""Published numbers beside this machine's: run any of them again, and read whether they agree."""

import itertools

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.datasets import dataset
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import duration, rough_time, signed, with_interval
from bakeoff.features.published import MEASURED_ON, Published, Table, published
from bakeoff.features.race.service import races
from bakeoff.html import plain
from bakeoff.link import to_query
from bakeoff.race.environment import environment
from bakeoff.race.race import Race
from bakeoff.text import _, sentences
from bakeoff.web import routes
from bakeoff.web.parameters import RUN
from bakeoff.web.pictures import marker
from bakeoff.web.visitor import visitor

TICK_SECONDS = 0.7


def published_page() -> None:
    """Show the published runs on one data set, each with a button to run it again."""
    st.header(_("Published against yours"), anchor=False)
    st.markdown(
        _(
            "Accuracies that others have published, each with the set-up that was said to give it. Run one again on "
            "this server and see whether it agrees."
        )
    )
    runs = published().values()
    names = list(dict.fromkeys(run.spec.dataset.name for run in runs))
    chosen = st.segmented_control(
        _("Data set"),
        names,
        format_func=lambda name: _(dataset(name).title),
        default=names[0],
        required=True,
        key="published-dataset",
        persist_state="session",
    )
    if missing := dataset(chosen).missing():
        st.info(plain(missing))
    shown = [run for run in runs if run.spec.dataset.name == chosen]
    _tally(shown)
    for table, rows in itertools.groupby(shown, key=lambda run: run.table):
        _table(table, list(rows))
    _rule()


def _tally(shown: list[Published]) -> None:
    """Say how many of a data set's runs were run again here, and how many of these agree."""
    ours = [(run, _ours(races().get(_known().get(run.name)), run.contender)) for run in shown]
    agreed = [run.agreement(estimate) for run, estimate in ours if isinstance(estimate, Estimate)]
    if not agreed:
        st.caption(_("{n} published runs, none run again here yet.", n=len(shown)))
        return
    said = _(
        "{run} of {n} published runs were run again here: {same} agree, {near} agree within the interval, "
        "{differs} differ.",
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
            race = races().get(_known().get(row.name))
            going_on = race is not None and race.active
            st.fragment(_published_run, run_every=TICK_SECONDS if going_on else None)(row, going_on)


def _rule() -> None:
    st.caption(
        _(
            "**Agrees**: identical where the exact split is known, otherwise within 0.5 to 1 point (other seeds and "
            "versions). **Agrees within the interval**: further off, but inside your 95 % interval. Times were "
            "measured on one core of an {processor}, loading the data included. Where no time is given, expect "
            "minutes for a support vector machine on 60,000 rows, otherwise the same as on MNIST.",
            processor=MEASURED_ON,
        )
    )


def _known() -> dict[str, str]:
    """Return this visitor's last race of each run."""
    known: dict[str, str] = st.session_state.setdefault("published", {})
    return known


def _published_run(run: Published, was_active: bool) -> None:
    race = races().get(_known().get(run.name))
    if (race is not None and race.active) != was_active:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"published-title-{run.name}"):
            st.html(marker(contender(run.contender).identity), width="content")
            st.markdown(f"**{_(run.title)}**", width="stretch")
        st.markdown(_("published **{theirs}**", theirs=_digits(run.accuracy)), width="content")
        ours = _ours(race, run.contender)
        if isinstance(ours, Estimate):
            st.markdown(_("yours **{ours}**", ours=with_interval(ours, metric_named("accuracy"))), width="content")
            _verdict(run, ours)
        elif ours:
            st.markdown(plain(ours), width="content")
        _buttons(run, race)
    if isinstance(ours, Estimate) and run.agreement(ours) != "same":
        _difference(run)
    if (problem := st.session_state.get(f"published-problem-{run.name}")) is not None:
        st.error(plain(problem))


def _ours(race: Race | None, name: str) -> Estimate | str:
    """Return what a race has found, or how it stands."""
    if race is None:
        return ""
    lane = race.run.lanes[name]
    if lane.outcome is not None:
        return lane.outcome.metrics["accuracy"]
    if lane.active:
        return _("Running, {seconds} CPU so far.", seconds=duration(lane.cpu_seconds))
    return lane.message


def _verdict(run: Published, ours: Estimate) -> None:
    gap = signed(100 * (ours.value - run.accuracy), 2)
    match run.agreement(ours):
        case "same":
            st.badge(_("Agrees"), icon=":material/check:", color="green")
        case "near":
            st.badge(_("Agrees within the interval"), icon=":material/check:", color="green")
        case "unsure":
            st.badge(_("{gap} points apart, no interval", gap=gap), icon=":material/help:", color="grey")
        case "differs":
            st.badge(_("Differs by {gap} points", gap=gap), icon=":material/difference:", color="orange")


def _difference(run: Published) -> None:
    st.caption(
        _(
            "What is different: they had {theirs}; here scikit-learn {ours}, seed {seed}, one run.",
            theirs=plain(_(run.table.theirs)),
            ours=environment().get("scikit-learn", ""),
            seed=run.spec.rules.seed,
        )
    )


def _buttons(run: Published, race: Race | None) -> None:
    if race is not None and race.active:
        st.button(_("Stop"), icon=":material/stop:", key=f"published-stop-{run.name}", on_click=race.stop)
    else:
        missing = run.spec.dataset.info.missing()
        st.button(
            _("Run it, about {time}", time=rough_time(run.seconds)) if run.seconds else _("Run it, time unknown"),
            icon=":material/play_arrow:",
            key=f"published-run-{run.name}",
            on_click=_start,
            args=(run,),
            disabled=bool(missing),
            help=missing or None,
            width=230,
        )
    query = to_query(run.spec) | ({RUN: race.id} if race is not None else {})
    label = _("Open this race") if race is not None else _("Open this set-up")
    routes.RACE.link(label, query=query, width=160)


def _digits(accuracy: float) -> str:
    """Write an accuracy as ours is written beside it, with as many digits as were published, one place at least.

    Examples
    --------
    >>> _digits(0.9833), _digits(0.95), _digits(0.972)
    ('98.33 %', '95.0 %', '97.2 %')
    """
    return _("{number} %", number=max(f"{100 * accuracy:.1f}", f"{100 * accuracy:.6g}", key=len))


def _start(run: Published) -> None:
    st.session_state.pop(f"published-problem-{run.name}", None)
    try:
        _known()[run.name] = races().start(run.spec, visitor().owner).id
    except BakeoffError as error:
        st.session_state[f"published-problem-{run.name}"] = str(error)
