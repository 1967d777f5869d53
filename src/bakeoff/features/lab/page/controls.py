"""Widgets for the lab's settings, in the left column and wherever else settings are chosen."""

from collections.abc import Iterable
from typing import Protocol

import streamlit as st

from bakeoff.fields import Knob, knobs, to_text
from bakeoff.html import plain
from bakeoff.network.settings import USUAL_RATES, LabSettings
from bakeoff.text import _
from bakeoff.web.widgets import Changing, on_change, settings_widgets

SLIDERS = ("points", "noise", "train_share", "dropout")


class LabChanging(Changing, Protocol):
    """Draft of a lab, whose settings the widgets change."""

    settings: LabSettings


def knob(name: str) -> Knob:
    """Return the declaration of a setting."""
    return next(knob for knob in knobs(LabSettings) if knob.name == name)


def shown(draft: LabChanging, names: Iterable[str]) -> list[str]:
    """Return the names of those settings that have an effect and that no lesson hides."""
    settings = draft.settings
    return [name for name in names if name not in settings.hide and knob(name).applies(settings, settings.task)]


def widgets(draft: LabChanging, names: Iterable[str], columns: int = 2) -> None:
    """Show a widget for each of the settings, in this order; a rate offers the usual ones."""
    here = shown(draft, names)
    for start in range(0, len(here), columns):
        for cell, name in zip(st.columns(columns), here[start : start + columns], strict=False):
            with cell:
                if name in USUAL_RATES:
                    _rate(draft, name)
                else:
                    task = draft.settings.task
                    settings_widgets(draft, "", draft.settings, task, only=[name], sliders=SLIDERS, columns=1)


def _rate(draft: LabChanging, name: str) -> None:
    """A rate: one of the usual ones, or any that is typed."""
    declared, value = knob(name), getattr(draft.settings, name)
    options = [to_text(rate) for rate in sorted({*USUAL_RATES[name], value})]
    st.selectbox(
        _(declared.label),
        options,
        index=options.index(to_text(value)),
        accept_new_options=True,
        key=draft.key(name),
        on_change=on_change(draft, name),
        help=_(declared.help),
    )
    problem(draft, name)


def problem(draft: Changing, path: str) -> None:
    """Say why the last value of a setting was refused, if it was."""
    if path in draft.problems:
        st.error(plain(draft.problems[path]))
