"""The right side before a race: a recorded race or the data, and stories to start from."""

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import duration
from bakeoff.features.race.page.stage import Actor, show_stage
from bakeoff.features.race.page.transform import before_and_after
from bakeoff.html import plain
from bakeoff.race.recording import recording
from bakeoff.recipes import STORIES, recipe
from bakeoff.text import _
from bakeoff.web.components.glossed import glossed
from bakeoff.web.data_views import data_drawing
from bakeoff.web.draft import RaceDraft
from bakeoff.web.recipe_tile import recipe_tile
from bakeoff.web.set_up_checks import set_up_warnings
from bakeoff.web.visitor import visitor


def welcome(draft: RaceDraft) -> None:
    """Say what to expect; show a recording of the race, or the data that the race is about; offer stories."""
    info = draft.spec.dataset.info
    st.header(_("Who wins on {title}?", title=plain(info.title)), anchor=False)
    glossed(
        _("Press Start race. All learn from the same training rows and are tested on held-out rows."),
        key="welcome-said",
    )
    with st.container(key="welcome-warnings"):
        set_up_warnings(draft, owner=visitor().owner)
    transformed = draft.spec.transform.acts(info.task, info.kind)
    if transformed:
        before_and_after(draft.spec)
    if draft.spec.dataset == recording().spec.dataset and not transformed:
        _recorded_race()
    else:
        data_drawing(draft.spec.dataset)
    if draft.address.lesson is None and not draft.address.hides("dataset"):
        _stories(draft)


def _recorded_race() -> None:
    recorded = recording()
    actors = [
        Actor(contender(name), False, moments, _("trained in {time}", time=duration(moments[-1].cpu_seconds)))
        for name, moments in recorded.moments.items()
    ]
    show_stage("recording", recorded.stage, actors, title="", key="recording", recorded=True)


def _stories(draft: RaceDraft) -> None:
    st.subheader(_("Four races worth watching"), anchor=False)
    with st.container(horizontal=True, key="tiles-stories"):
        for name in STORIES:
            recipe_tile(draft, recipe(name))
