"""Published numbers beside this machine's: run any of them again, and read whether they agree."""

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.base import Estimate
from bakeoff.link import to_query
from bakeoff.published import Number, Published, published
from bakeoff.race import Race
from bakeoff.race.environment import environment
from bakeoff.text import _
from bakeoff.ui.draft import RUN
from bakeoff.ui.numbers import duration, with_interval
from bakeoff.ui.pictures import marker
from bakeoff.ui.server import races
from bakeoff.ui.style import style
from bakeoff.ui.visitor import visitor
from bakeoff.ui.words import plain

TICK_SECONDS = 0.7


def published_page() -> None:
    """Show every published run with a button to run it again."""
    style()
    st.header(_("Published against yours"), anchor=False)
    st.markdown(
        _(
            "Numbers that others have published, each with the set-up that was said to give them. Run one again on "
            "this server and see whether it agrees; where it does not, what was different is said beside it."
        )
    )
    for one in published().values():
        with st.container(border=True, key=f"published-{one.name}"):
            race = races().get(_known().get(one.name))
            going_on = race is not None and race.active
            st.fragment(_one, run_every=TICK_SECONDS if going_on else None)(one, going_on)


def _known() -> dict[str, str]:
    """Return this visitor's last race of each run."""
    known: dict[str, str] = st.session_state.setdefault("published", {})
    return known


def _one(one: Published, was_active: bool) -> None:
    race = races().get(_known().get(one.name))
    if (race is not None and race.active) != was_active:
        st.rerun()
    st.subheader(one.title, anchor=False)
    st.caption(f"{plain(one.protocol)}. {plain(one.theirs)}. [{_('Source')}]({one.source})")
    for number in one.numbers:
        _number(one, number, race)
    _buttons(one, race)


def _number(one: Published, number: Number, race: Race | None) -> None:
    info = contender(number.contender)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(marker(info.identity), width="content")
        st.markdown(_("**{label}**: published {theirs}", label=info.label, theirs=f"{number.accuracy:g}"))
        ours = _ours(race, number.contender)
        if isinstance(ours, Estimate):
            st.markdown(_("yours **{ours}**", ours=with_interval(ours)))
            _verdict(one, number, ours)
        elif ours:
            st.markdown(plain(ours))


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


def _verdict(one: Published, number: Number, ours: Estimate) -> None:
    gap = f"{100 * (ours.value - number.accuracy):+.2f}"
    match number.agreement(ours):
        case "same":
            st.badge(_("Agrees"), icon=":material/check:", color="green")
            return
        case "near":
            st.badge(_("Agrees within the interval"), icon=":material/check:", color="green")
        case "differs":
            st.badge(_("Differs by {gap} points", gap=gap), icon=":material/difference:", color="orange")
    st.caption(
        _(
            "They: {theirs}. Here: scikit-learn {ours}, seed {seed}, one run.",
            theirs=plain(one.theirs),
            ours=environment().get("scikit-learn", ""),
            seed=one.spec.rules.seed,
        )
    )


def _buttons(one: Published, race: Race | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if race is not None and race.active:
            st.button(_("Stop"), icon=":material/stop:", key=f"published-stop-{one.name}", on_click=race.stop)
        else:
            label = _("Run it, about {time}", time=duration(one.seconds))
            missing = one.spec.dataset.info.missing()
            st.button(
                label,
                icon=":material/play_arrow:",
                key=f"published-run-{one.name}",
                on_click=_start,
                args=(one,),
                disabled=bool(missing),
                help=missing or None,
            )
        query = to_query(one.spec) | ({RUN: race.id} if race is not None else {})
        label = _("Open this race") if race is not None else _("Open this set-up")
        st.page_link("pages/race/race.py", label=label, icon=":material/sports_score:", query_params=query)
    if (problem := st.session_state.get(f"published-problem-{one.name}")) is not None:
        st.error(plain(problem))


def _start(one: Published) -> None:
    st.session_state.pop(f"published-problem-{one.name}", None)
    try:
        _known()[one.name] = races().start(one.spec, visitor().owner).id
    except BakeoffError as error:
        st.session_state[f"published-problem-{one.name}"] = str(error)
