"""The lab's output as a surface in space, for those who ask for it."""

import streamlit as st

from bakeoff.figures import output_surface, surface_words
from bakeoff.text import _
from bakeoff.ui.components import chart
from bakeoff.ui.components.lab.look import look
from bakeoff.ui.lab.draft import LabDraft

LOOK_SECONDS = 1.0
"""How soon after a surface the browser asks for the next while the network trains."""


def surface(mine: LabDraft) -> None:
    """Show the switch, and the surface while it is on: turned off, it costs nothing."""
    if st.toggle(_("Show as a 3-D surface"), key="lab-surface"):
        st.fragment(_surface)(mine)


def _surface(mine: LabDraft) -> None:
    shown, points = mine.snapshot, mine.running().points
    if shown is not None and shown.n_classes == points.n_classes:  # else the new points' network is on its way
        chart(
            output_surface(shown.output, points, st.context.theme.type or "light"),
            alt=surface_words(shown.output, points),
            key="lab-surface-chart",
            height=460,
        )
        st.caption(_("Drag to turn it. Points lie where a perfect network would put them."))
    look(LOOK_SECONDS if mine.live else None, key="lab-surface-look")
