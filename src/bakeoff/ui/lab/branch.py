"""Branch: go on from the moment on show with other settings, the run so far staying as a ghost."""

from typing import Any

import streamlit as st

from bakeoff.errors import SettingError
from bakeoff.fields import knobs
from bakeoff.lab.settings import LabSettings
from bakeoff.text import _
from bakeoff.ui.lab.draft import LabDraft
from bakeoff.ui.words import plain

CHOICES = ("optimizer", "regularisation")
RATES = ("learning_rate", "regularisation_rate")


def branch(mine: LabDraft) -> None:
    """Show the button, and what can be changed."""
    with st.popover(_("Branch from this epoch"), icon=":material/fork_right:", key="lab-branch"):
        st.markdown(
            _(
                "The network goes on from the epoch on show, rewound or not, with these settings; the run so far "
                "stays as a faint curve."
            )
        )
        with st.form("lab-branch-form", border=False):
            values = {name: _field(mine, name) for name in (*RATES, *CHOICES)}
            if st.form_submit_button(_("Branch"), type="primary", width="stretch"):
                _go(mine, values)
        if "branch" in mine.problems:
            st.error(plain(mine.problems["branch"]))


def _field(mine: LabDraft, name: str) -> Any:
    knob = next(one for one in knobs(LabSettings) if one.name == name)
    value, key = getattr(mine.settings, name), mine.key(f"branch.{name}.{getattr(mine.settings, name)}")
    if name in RATES:
        return st.text_input(_(knob.label), value=f"{value:g}", key=key, max_chars=20)
    options = list(knob.options)
    return st.selectbox(
        _(knob.label), options, index=options.index(value), format_func=knob.options.__getitem__, key=key
    )


def _go(mine: LabDraft, values: dict[str, Any]) -> None:
    try:
        settings = mine.settings.parse(dict(mine.settings) | values)
    except SettingError as error:
        mine.problems["branch"] = str(error)
        return
    mine.branch(settings)
    if "branch" not in mine.problems:
        mine.generation += 1
        st.rerun()
