"""The network of the race that the address names, brought by a job for the chapters that draw it."""

import streamlit as st

from bakeoff.engine.waiting import Waiting
from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.features.learn.of_race import RaceNetwork, TakenApart
from bakeoff.features.learn.parts.small_words import choose_of_race
from bakeoff.html import plain
from bakeoff.link import to_query
from bakeoff.network.race_and_lab import to_lab
from bakeoff.network.rivals import NETWORK
from bakeoff.race.models import models_folder
from bakeoff.runs.races import races
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, told
from bakeoff.web.parameters import RACE
from bakeoff.web.routes import route
from bakeoff.web.visitor import visitor
from bakeoff.web.visitor_job import begin_job

_JOB = "bakeoff.features.learn.of_race:take_apart"
_KEPT, _CHOSEN = "learn-race", "learn-race-chosen"
_SECONDS = 120
_POLL_SECONDS = 0.3


def take_race() -> None:
    """Bring the network of the race in the address, if there is one, and say how that stands."""
    race_id = st.query_params.get(RACE, "")
    if not race_id:
        return
    kept: tuple[str, Waiting, BakeoffSpec] | None = st.session_state.get(_KEPT)
    try:
        if kept is None or kept[0] != race_id:
            kept = (race_id, *_begin(race_id))
            st.session_state[_KEPT] = kept
    except BakeoffError as error:
        st.warning(plain(str(error)), icon=":material/sports_score:")
        return
    __, work, spec = kept
    if work.active:
        st.fragment(_wait, run_every=_POLL_SECONDS)(work)
    elif work.problem:
        st.warning(plain(told(work.problem)), icon=":material/sports_score:")
    else:
        _brought(work.result, spec)


def _begin(race_id: str) -> tuple[Waiting, BakeoffSpec]:
    """Start the job; raises BakeoffError if there is no such race, or it is not this visitor's to see."""
    spec = races().spec_to_ask(race_id, visitor().owner)
    if NETWORK not in spec.contenders:
        raise HistoryError(_("No Keras network took part in this race."))
    asked = RaceNetwork(spec, models_folder(race_id))
    return begin_job(_JOB, asked, _SECONDS, at_once=None, rivals=(NETWORK,)), spec


def _wait(work: Waiting) -> None:
    if not work.active:
        st.rerun()
    st.info(_("Loading the network of your race."), icon=":material/sports_score:")


def _brought(taken: TakenApart, spec: BakeoffSpec) -> None:
    if taken.task is not None:
        if st.session_state.get(_CHOSEN) is not taken.task:  # once: another one may be chosen after it
            st.session_state[_CHOSEN] = taken.task
            choose_of_race(taken.task, to_lab(spec))
        return
    st.warning(plain(told(taken.why_not)), icon=":material/sports_score:")
    if taken.nearest is not None:
        route("race").link(_("Race with the nearest network that can be drawn"), query=to_query(taken.nearest))
