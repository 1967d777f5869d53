"""Branch: go on from the moment on show with other settings, the run so far staying as a ghost."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from bakeoff.contenders.mlp import ACTIVATIONS
from bakeoff.errors import SettingError
from bakeoff.features.lab.page.controls import problem, shown, widgets
from bakeoff.features.lab.page.draft import LabDraft
from bakeoff.features.lab.settings import BRANCHED, LabSettings
from bakeoff.text import _
from bakeoff.web.widgets import on_change

AT_HAND = ("learning_rate", "optimizer", "regularisation", "regularisation_rate")
_LAYER = "layer."


@dataclass
class BranchDraft:
    """The settings of a branch that is being thought of.

    Attributes
    ----------
    of : LabSettings
        The run's settings when that began.
    settings : LabSettings
        The branch's.
    generation : int
        Of the draft; part of the widgets' keys.
    problems : dict of str to str
    """

    of: LabSettings
    settings: LabSettings
    generation: int
    problems: dict[str, str] = field(default_factory=dict)

    def key(self, path: str) -> str:
        """Return the widget key of the setting called `path`."""
        return f"lab.branch.{path}@{self.generation}"

    def change(self, path: str, value: Any) -> None:
        """Set the setting called `path`, or tell in `problems` why not."""
        self.problems.pop(path, None)
        try:
            if path.startswith(_LAYER):
                self.settings = self.settings.replace("layers", self._activated(int(path.removeprefix(_LAYER)), value))
            else:
                self.settings = self.settings.replace(path, value)
        except SettingError as error:
            self.problems[path] = str(error)

    def _activated(self, place: int, activation: str) -> tuple[tuple[int, str], ...]:
        layers = enumerate(self.settings.layers)
        return tuple((layer.units, activation if index == place else layer.activation) for index, layer in layers)


def branch(draft: LabDraft) -> None:
    """Show the button, and what can be changed."""
    other = _branch_draft(draft)
    label = _("Branch from this epoch")
    with st.popover(label, icon=":material/fork_right:", help=label, key=f"lab-branch-{draft.generation}"):
        st.markdown(
            _(
                "The network goes on from the epoch on show, rewound or not, with these settings. The run so far "
                "stays as a faint curve."
            )
        )
        widgets(other, AT_HAND)
        with st.expander(_("Activation, loss, batches, stops"), key="lab-branch-more"):
            _activations(other)
            widgets(other, [name for name in BRANCHED if name not in AT_HAND])
        st.button(
            _("Branch"),
            type="primary",
            on_click=_go,  # a callback: a click that comes with a question for news runs the picture's fragment alone
            args=(draft, other),
            width="stretch",
            key="lab-branch-go",
            disabled=bool(other.problems),
        )
        problem(draft, "branch")


def _branch_draft(draft: LabDraft) -> BranchDraft:
    """Return what has been chosen so far; begun anew when the run's own settings have changed."""
    begun: BranchDraft | None = st.session_state.get("lab-branching")
    if begun is None or (begun.of, begun.generation) != (draft.settings, draft.generation):
        begun = st.session_state["lab-branching"] = BranchDraft(draft.settings, draft.settings, draft.generation)
    return begun


def _activations(other: BranchDraft) -> None:
    layers = other.settings.layers
    if not layers or not shown(other, ["layers"]):
        return
    for start in range(0, len(layers), 3):
        for cell, index in zip(st.columns(3), range(start, min(start + 3, len(layers))), strict=False):
            path = f"{_LAYER}{index}"
            cell.selectbox(
                _("Layer {n}", n=index + 1),
                list(ACTIVATIONS),
                index=list(ACTIVATIONS).index(layers[index].activation),
                format_func=lambda name: _(ACTIVATIONS[name]),
                key=other.key(path),
                on_change=on_change(other, path),
            )


def _go(draft: LabDraft, other: BranchDraft) -> None:
    draft.branch(other.settings)
    draft.stale = True
    if "branch" not in draft.problems:
        draft.generation += 1
