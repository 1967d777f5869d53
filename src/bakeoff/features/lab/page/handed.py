"""Network of the lab, for a page that takes networks apart."""

import streamlit as st

from bakeoff.features.lab.page.draft import LabDraft
from bakeoff.network.messages import Snapshot
from bakeoff.network.settings import LabSettings


def shown_network() -> tuple[LabSettings, Snapshot] | None:
    """Return the settings and the latest picture of this visitor's lab; None if none was opened in this session."""
    draft: LabDraft | None = st.session_state.get("lab")
    if draft is None or draft.stage.snapshot is None:
        return None
    return draft.settings, draft.stage.snapshot
