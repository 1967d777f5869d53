"""Line above every page on the races and studies that the visitor has running elsewhere: the ways back to them."""

import streamlit as st

from bakeoff.fields import write
from bakeoff.html import plain
from bakeoff.link import to_query
from bakeoff.race.race import Race
from bakeoff.runs.races import races
from bakeoff.runs.studies import studies
from bakeoff.study.study import Study
from bakeoff.text import _
from bakeoff.web.parameters import JUDGE, RUN, STUDY
from bakeoff.web.routes import route
from bakeoff.web.streamlit_private import look_again_every
from bakeoff.web.visitor import visitor

LOOK_SECONDS = 3.0
NEVER_SECONDS = 24 * 3600.0


def running_elsewhere(url_path: str) -> None:
    """Show the line on the page at this path; call it after the page, whose address then names what it shows."""
    name = {"": RUN, "judge": STUDY}.get(url_path, "")
    on_show, owner = st.query_params.get(name, ""), visitor().owner
    if any(_running(owner, on_show)):
        _line(owner, on_show)


@st.fragment(run_every=LOOK_SECONDS)
def _line(owner: str, on_show: str) -> None:
    own_races, own_studies = _running(owner, on_show)
    if not (own_races or own_studies):
        look_again_every(NEVER_SECONDS)
        return
    with st.container(key="running"):
        for race in own_races:
            races().get(race.id)  # a look, so that it is not given up as unwatched
            spec = race.run.spec
            label = _("A race on {title} is running: back to it", title=plain(spec.dataset.info.title))
            route("race").link(label, query=to_query(spec) | {RUN: race.id})
        for study in own_studies:
            studies().get(study.id)
            spec, plan = study.record.spec, study.record.plan
            label = _("The judge is at work on {title}: back to it", title=plain(spec.dataset.info.title))
            route("judge").link(label, query=to_query(spec) | write(plan, f"{JUDGE}.") | {STUDY: study.id})


def _running(owner: str, on_show: str) -> tuple[list[Race], list[Study]]:
    """Return what a visitor has running, but for the one on show."""
    return (
        [race for race in races().of(owner) if race.active and race.id != on_show],
        [study for study in studies().of(owner) if study.active and study.id != on_show],
    )
