"""The lab's output as a surface in space, for those who ask for it."""

import json
from typing import Any

import streamlit as st

from bakeoff.features.lab.figures import output_surface, surface_words
from bakeoff.features.lab.page.draft import LabDraft
from bakeoff.text import _, language
from bakeoff.web.components.chart import chart

SURFACE_SECONDS = 1.0
"""Largest age of the surface while the network trains."""


def surface(draft: LabDraft) -> None:
    """Show the surface as it is now."""
    shown, points = draft.stage.snapshot, draft.running().points
    if shown is None or shown.n_classes != points.n_classes:  # the new points' network is on its way
        return
    theme = st.context.theme.type or "light"

    def draw() -> tuple[dict[str, Any], str]:
        drawn = json.loads(output_surface(shown.output, points, theme).to_json())
        return drawn, surface_words(shown.output, points)

    state = (None if shown.playing else shown, points, theme, language())
    figure, words = draft.stage.surface.get(state, SURFACE_SECONDS, draw)
    chart(figure, alt=words, key="lab-surface-chart", height=460)
    st.caption(_("Drag to turn it. Points lie where a perfect network would put them."))
