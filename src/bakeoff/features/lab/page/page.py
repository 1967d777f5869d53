"""The network lab's page as a whole."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.contenders.layers import ACTIVATIONS
from bakeoff.errors import SettingError
from bakeoff.features.lab.figures import output_surface, surface_words
from bakeoff.features.lab.page.component import lab
from bakeoff.features.lab.page.controls import problem, shown, widgets
from bakeoff.features.lab.page.draft import PAINTED, LabDraft, lab_draft
from bakeoff.features.lab.page.lesson_run import lesson_run
from bakeoff.features.lab.page.rivals import caption, panels
from bakeoff.features.lab.page.setup import lab_setup
from bakeoff.html import plain
from bakeoff.lesson.moment import Measured
from bakeoff.lesson.run import LessonRun
from bakeoff.network.commands import Reset
from bakeoff.network.rivals import RIVALS
from bakeoff.network.session import keras_missing
from bakeoff.network.settings import BRANCHED, LabSettings
from bakeoff.text import _, language, told
from bakeoff.web.components.chart import chart
from bakeoff.web.lesson_places import lesson_on_top
from bakeoff.web.network.planes import packed, planes
from bakeoff.web.widgets import on_change, settings_widgets

LOOK_SECONDS = 0.1
"""Delay between a picture and the browser's next request while the network trains."""
RIVALS_SECONDS = 0.4
"""Largest age of the rivals' pictures, and delay of the browser's next request while these alone train."""
REST_SECONDS = 1.0
"""Delay before the request for late news, such as the run that was left: its job reports it when it ends."""


def lab_page() -> None:
    """Show the settings on the left, and the network, its answers and its rivals beside them."""
    if sentence := keras_missing():
        st.info(plain(sentence), icon=":material/download:")
        return
    draft = lab_draft()
    draft.stale = False
    left, right = st.columns([3, 13], gap="large")
    draft.look()
    with left:
        making = lab_setup(draft)
    with right, st.container(key="lab-board"):
        with st.container():  # of its own: one note more must not make the browser build the picture anew
            for note in draft.notes:
                st.warning(plain(note), icon=":material/link_off:")
        st.subheader(_("Watch a neural network learn: press Run. Nothing here can break."), anchor=False)
        goal = lesson_on_top(draft.address, again=lambda: draft.obey(Reset()), leave=lambda: draft.change("hide", ()))
        if "history" not in draft.settings.hide:
            branch(draft)
        st.fragment(_stage)(draft, goal, making)
        if "rivals" not in draft.settings.hide:
            rival_knobs(draft)  # outside of what moves: widgets are costly to show
    draft.address.write(draft.query())  # so that a reload finds settings and lab again


def _stage(
    draft: LabDraft, goal: Callable[[LessonRun | None], None], making: Callable[[Measured | None], None] | None
) -> None:
    """All that moves; the browser asks for it several times a second while something does.

    It is one fragment with one asker: of several fragments asked for at once Streamlit runs only one.
    """
    draft.look()
    with st.container():  # so that what follows stays where it is
        _failure(draft)
        _asleep(draft)
    run = lesson_run(draft.running())
    goal(run)
    if making is not None:
        making(None if run is None else run.moment)
    compared = "rivals" not in draft.settings.hide
    fitting = compared and draft.compare().active
    lab(
        draft.stage.picture,
        draft.view(),
        key="lab-picture",
        on_command=draft.obey,
        answered=draft.stage.answered,
        place=draft.running().state.place,
        asleep=draft.running().state.rests,
        refused=told(draft.problems.get("stage") or draft.problems.get(PAINTED, "")),
        look_again=_look_again(draft, fitting),
    )
    with st.container():
        if draft.settings.surface:
            surface(draft)
    if compared and PAINTED not in draft.problems:  # what the picture shows is not what the rivals have learnt from
        planes(_planes(draft), key="lab-planes")
    if draft.stale:
        st.rerun()


def _look_again(draft: LabDraft, fitting: bool) -> float | None:
    """Return how soon the browser is to ask again, in seconds; None if nothing will have changed by then."""
    if draft.moving and draft.stage.snapshot is not None:
        return LOOK_SECONDS
    if draft.moving or fitting:
        return RIVALS_SECONDS
    return REST_SECONDS if draft.live else None


def _failure(draft: LabDraft) -> None:
    running = draft.running()
    if running.status == "failed" and running.state.trouble:
        st.error(plain(running.state.trouble))


def _asleep(draft: LabDraft) -> None:
    running = draft.running()
    if running.state.asleep:
        st.info(
            _(
                "This lab sleeps: the server’s memory for labs ran short, and another one needed the room. Nothing of "
                "its run is lost: it wakes where it was, with its time machine."
            ),
            icon=":material/bedtime:",
        )
        st.button(_("Go on"), key="lab-wake", on_click=draft.wake, type="primary")


def _planes(draft: LabDraft) -> bytes:
    """Return the rivals' pictures, made anew when one of them has come, or when they are old and the network moves."""
    rivals = draft.compare()
    stage = draft.stage
    moment = None if stage.playing else stage.snapshot

    def make() -> bytes:
        return packed(
            panels(stage.snapshot, rivals, draft.validates),
            draft.view(),
            title=_("Four contenders on the same points"),
            caption=caption(stage.snapshot, rivals, draft.validates),
        )

    state = (tuple(rivals.drawn.values()), len(rivals.troubles), draft.view(), moment)
    return stage.planes.get(state, RIVALS_SECONDS, make)


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


def rival_knobs(draft: LabDraft) -> None:
    """Show a button for each, behind which its main settings are."""
    with st.container(horizontal=True, vertical_alignment="center", key="lab-rival-knobs"):
        st.markdown(_("Change the other models:"), width="content")
        for name in RIVALS:
            with st.popover(_(contender(name).label), icon=":material/tune:", key=f"lab-rival-{name}"):
                settings = draft.rivals.spec.contenders[name]
                settings_widgets(draft, name, settings, draft.settings.task, primary=True, columns=1)
                st.caption(_("It is fitted again at once, on the same points."))


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
        widgets(other, AT_HAND, columns=1)
        with st.expander(_("Activation, loss, batches, stops"), key="lab-branch-more"):
            _activations(other)
            widgets(other, [name for name in BRANCHED if name not in AT_HAND], columns=1)
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
    for index, layer in enumerate(layers):
        path = f"{_LAYER}{index}"
        st.selectbox(
            _("Layer {n}", n=index + 1),
            list(ACTIVATIONS),
            index=list(ACTIVATIONS).index(layer.activation),
            format_func=lambda name: _(ACTIVATIONS[name]),
            key=other.key(path),
            on_change=on_change(other, path),
        )


def _go(draft: LabDraft, other: BranchDraft) -> None:
    draft.branch(other.settings)
    draft.stale = True
    if "branch" not in draft.problems:
        draft.generation += 1
