"""A line above every page for each race or study that the visitor has running elsewhere: the way back to it."""

import streamlit as st

from bakeoff.features.judge.service import studies
from bakeoff.features.race.service import races
from bakeoff.fields import write
from bakeoff.html import plain
from bakeoff.link import to_query
from bakeoff.service.registry import Registry, T
from bakeoff.text import _
from bakeoff.web.parameters import JUDGE, RUN, STUDY
from bakeoff.web.routes import JUDGE as JUDGE_PAGE
from bakeoff.web.routes import RACE as RACE_PAGE
from bakeoff.web.visitor import visitor

LOOK_SECONDS = 3.0


def running_elsewhere(page: st.Page) -> None:
    """Show the lines; call it after the page, whose address then names what it shows."""
    name = {RACE_PAGE.page().url_path: RUN, JUDGE_PAGE.url_path: STUDY}.get(page.url_path, "")
    on_show = st.query_params.get(name, "")
    if _running(races(), on_show) or _running(studies(), on_show):
        _lines(on_show)


@st.fragment(run_every=LOOK_SECONDS)
def _lines(on_show: str) -> None:
    for race in _running(races(), on_show):
        spec = race.run.spec
        label = _("A race on {title} is running: back to it", title=plain(spec.dataset.info.title))
        with st.container(key=f"running-{race.id}"):
            RACE_PAGE.link(label, query=to_query(spec) | {RUN: race.id})
    for study in _running(studies(), on_show):
        spec, plan = study.record.spec, study.record.plan
        label = _("The judge is at work on {title}: back to it", title=plain(spec.dataset.info.title))
        with st.container(key=f"running-{study.id}"):
            JUDGE_PAGE.link(label, query=to_query(spec) | write(plan, f"{JUDGE}.") | {STUDY: study.id})


def _running(registry: Registry[T], on_show: str) -> list[T]:
    """Return what runs and is not on show; to be asked for here keeps it from being given up as unwatched."""
    own = [item for item in registry.of(visitor().owner) if item.active and item.id != on_show]
    return [item for item in own if registry.get(item.id) is not None]
