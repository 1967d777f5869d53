"""The network lab's page as a whole."""

import streamlit as st

from bakeoff.features.lab.commands import Reset
from bakeoff.features.lab.page.branch import branch
from bakeoff.features.lab.page.component import lab
from bakeoff.features.lab.page.draft import PAINTED, LabDraft, lab_draft
from bakeoff.features.lab.page.lesson_run import lesson_run
from bakeoff.features.lab.page.rival_knobs import rival_knobs
from bakeoff.features.lab.page.rivals import caption, panels
from bakeoff.features.lab.page.setup import lab_setup
from bakeoff.features.lab.page.surface import surface
from bakeoff.features.lab.parts.planes import packed, planes
from bakeoff.features.lessons.parts.bar import lesson_goal, lesson_on_top
from bakeoff.features.lessons.parts.goal import Place
from bakeoff.features.lessons.parts.making import GoalMade
from bakeoff.html import plain
from bakeoff.text import _, told

LOOK_SECONDS = 0.1
"""Delay between a picture and the browser's next request while the network trains."""
RIVALS_SECONDS = 0.4
"""Largest age of the rivals' pictures, and delay of the browser's next request while these alone train."""
REST_SECONDS = 1.0
"""Delay before the request for late news, such as the run that was left: its job reports it when it ends."""


def lab_page() -> None:
    """Show the settings on the left, and the network, its answers and its rivals beside them."""
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


def _stage(draft: LabDraft, goal: Place, making: GoalMade | None) -> None:
    """All that moves; the browser asks for it several times a second while something does.

    It is one fragment with one asker: of several fragments asked for at once Streamlit runs only one.
    """
    draft.look()
    with st.container():  # so that what follows stays where it is
        _failure(draft)
        _asleep(draft)
    run = lesson_run(draft.running())
    lesson_goal(goal, draft.address, run)
    if making is not None:
        making.show(None if run is None else run.moment)
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
            panels(stage.snapshot, rivals),
            draft.view(),
            title=_("Four contenders on the same points"),
            caption=caption(stage.snapshot, rivals),
        )

    state = (tuple(rivals.drawn.values()), len(rivals.troubles), draft.view(), moment)
    return stage.planes.get(state, RIVALS_SECONDS, make)
