"""Settings of tree, SVM and forest, beside their pictures."""

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.features.lab.page.draft import LabDraft
from bakeoff.features.lab.rivals import RIVALS
from bakeoff.text import _
from bakeoff.web.widgets import settings_widgets


def rival_knobs(draft: LabDraft) -> None:
    """Show a button for each, behind which its main settings are."""
    with st.container(horizontal=True, vertical_alignment="center", key="lab-rival-knobs"):
        st.markdown(_("Change the other models:"), width="content")
        for name in RIVALS:
            with st.popover(_(contender(name).label), icon=":material/tune:", key=f"lab-rival-{name}"):
                settings = draft.rivals.spec.contenders[name]
                settings_widgets(draft, name, settings, draft.settings.task, primary=True, columns=1)
                st.caption(_("It is fitted again at once, on the same points."))
