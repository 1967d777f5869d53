"""The network lab's page as a whole."""

import streamlit as st

from bakeoff.text import _
from bakeoff.ui.components.lab import lab
from bakeoff.ui.components.lab.planes import planes
from bakeoff.ui.lab.branch import branch
from bakeoff.ui.lab.draft import LabDraft, lab_draft, write_address
from bakeoff.ui.lab.rivals import panels
from bakeoff.ui.lab.setup import lab_setup
from bakeoff.ui.style import style
from bakeoff.ui.words import plain

TICK_SECONDS = 0.1
SLOW_TICK_SECONDS = 1.0
RIVALS_TICK_SECONDS = 0.4


def lab_page() -> None:
    """Show the settings on the left, and the network, its answers and its rivals beside them."""
    mine = lab_draft()
    mine.stale = False
    style()
    left, right = st.columns([4, 13], gap="large")
    mine.look()
    with left:
        lab_setup(mine)
    with right, st.container(key="lab-board"):
        for note in mine.notes:
            st.warning(plain(note), icon=":material/link_off:")
        _stage(mine)
        if "history" not in mine.settings.hide:
            branch(mine)
        if "rivals" not in mine.settings.hide:
            _rivals(mine)
    write_address(mine)


def _stage(mine: LabDraft) -> None:
    st.fragment(_picture, run_every=TICK_SECONDS if mine.live else None)(mine, mine.live)


def _picture(mine: LabDraft, was_live: bool) -> None:
    """The network and its run; runs by itself several times a second while something moves."""
    mine.look()
    running = mine.running()
    for problem in (mine.problems.get("stage"), running.trouble if running.status == "failed" else ""):
        if problem:
            st.error(plain(problem))
    if running.place:
        st.info(_("All places are taken; {n} labs start before this one.", n=running.place - 1))
    lab(mine.picture, mine.view(), key="lab-picture", on_command=mine.obey)
    if mine.stale or mine.live != was_live:
        st.rerun()


def _rivals(mine: LabDraft) -> None:
    st.subheader(_("Four contenders on the same points"), anchor=False)
    active = mine.compare().active
    every = RIVALS_TICK_SECONDS if active else SLOW_TICK_SECONDS if mine.live else None
    st.fragment(_planes, run_every=every)(mine, active)


def _planes(mine: LabDraft, was_active: bool) -> None:
    rivals = mine.compare()
    if rivals.active != was_active and not mine.live:
        st.rerun()
    planes(panels(mine.snapshot, rivals), mine.view(), key="lab-planes")
