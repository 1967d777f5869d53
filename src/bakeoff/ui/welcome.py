"""The right side before a race: what this is, and the data, drawn."""

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.text import _
from bakeoff.ui.data_views import data_picture
from bakeoff.ui.draft import Draft


def welcome(mine: Draft) -> None:
    """Say what to expect, and show the data that the race is about."""
    info = mine.spec.dataset.info
    labels = [contender(name).label for name in mine.spec.contenders]
    st.header(_("Which learns {title} best?", title=info.title), anchor=False)
    st.markdown(
        _(
            "Press **Start race**: {count} contenders train side by side on the same rows, each on one core, "
            "and you watch who wins, by how much and at what cost.",
            count=len(labels),
        )
    )
    data_picture(mine.spec.dataset)
