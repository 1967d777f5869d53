"""The right side before a race: what this is, and the data, drawn."""

import streamlit as st

from bakeoff.features.race.page.transform import before_and_after
from bakeoff.html import plain
from bakeoff.text import _
from bakeoff.web.components.glossed import glossed
from bakeoff.web.data_views import data_picture
from bakeoff.web.draft import RaceDraft
from bakeoff.web.set_up_checks import set_up_warnings
from bakeoff.web.visitor import visitor


def welcome(draft: RaceDraft) -> None:
    """Say what to expect, and show the data that the race is about."""
    info = draft.spec.dataset.info
    st.header(_("Who wins on {title}?", title=plain(info.title)), anchor=False)
    glossed(
        _(
            "Press Start race. All learn from the same training rows, side by side, and are tested on held-out rows. "
            "Watch who wins, by how much and at what cost."
        ),
        key="welcome-said",
    )
    with st.container(key="welcome-warnings"):
        set_up_warnings(draft, owner=visitor().owner)
    if draft.spec.transform.acts(info.task, info.kind):
        before_and_after(draft.spec)
    data_picture(draft.spec.dataset)
