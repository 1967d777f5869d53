"""Opening a project file: its set-up becomes the visitor's, and its result is shown where a race's result is."""

import itertools
from dataclasses import dataclass

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.features.export.opening import Opening
from bakeoff.features.export.project import Project
from bakeoff.features.race.page.code import code
from bakeoff.features.upload.service import uploads
from bakeoff.html import plain
from bakeoff.service.engines import interactive_engine
from bakeoff.text import _, told
from bakeoff.web.access import upload_refused
from bakeoff.web.components.into_sight import into_sight
from bakeoff.web.components.uploader import uploader
from bakeoff.web.draft import RaceDraft
from bakeoff.web.findings import warnings
from bakeoff.web.folds import fold
from bakeoff.web.leaderboard import table as leaderboard
from bakeoff.web.save import save_button
from bakeoff.web.stored_curves import stored_curves
from bakeoff.web.streamlit_private import session
from bakeoff.web.visitor import turn_owner, visitor
from bakeoff.web.waiting_text import so_far

SHORT_SECONDS, POLL_SECONDS = 1.0, 0.25
"""Seconds before the page says that a file is being opened, and between two looks after that."""

_UPLOAD, _OPENED = "project-upload", "project-opened"
_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class OpenedProject:
    """A project file that was opened, whether the data here are its own, in words, and its number among all opened."""

    project: Project
    data: str
    number: int


def open_project(draft: RaceDraft) -> None:
    """Show where a project file is opened, and what the last one says, or why it was refused."""
    box = fold(_("Open a project file"), key="open-project")
    if not box.open:
        return
    with box:
        if upload_refused():
            return
        uploader(
            _("A .bakeoff file, saved under “Save and export”"),
            ["bakeoff"],
            key=_UPLOAD,
            on_change=_open,
            args=(draft,),
        )
        opened: OpenedProject | Opening | str = st.session_state.get(_OPENED, "")
        if isinstance(opened, OpenedProject):
            st.success(_("It is open: its result is shown beside the set-up."), icon=":material/task_alt:")
        elif isinstance(opened, Opening):
            _wait(draft, opened)
        elif opened:
            st.error(plain(told(opened)))


def opened_project(draft: RaceDraft) -> bool:
    """Show what the project file says that was opened last; return whether the set-up is still its own."""
    opened: OpenedProject | Opening | str = st.session_state.get(_OPENED, "")
    if not isinstance(opened, OpenedProject):
        return False
    with st.container(key="opened-project"):
        into_sight(str(opened.number), key="opened-project-in-sight")
        _told(draft, opened.project, opened.data)
    return draft.spec == opened.project.spec


def _open(draft: RaceDraft) -> None:
    before = st.session_state.pop(_OPENED, None)
    if isinstance(before, Opening):
        before.stop()
    file = st.session_state[_UPLOAD]
    if file is None:
        return
    try:
        uploads().take(visitor().owner)
        opening = Opening(file.getvalue(), interactive_engine(), turn_owner())
    except BakeoffError as error:
        st.session_state[_OPENED] = str(error)
        return
    st.session_state[_OPENED] = opening
    uploads().expect(opening, session() or "")
    if opening.wait(SHORT_SECONDS):
        _take(draft, opening)


@st.fragment(run_every=POLL_SECONDS)
def _wait(draft: RaceDraft, opening: Opening) -> None:
    if not opening.active:
        _take(draft, opening)
        st.rerun()
    st.caption(so_far(_("Opening the project file"), opening))


def _take(draft: RaceDraft, opening: Opening) -> None:
    """Take over what an opening that has ended came to."""
    if opening.problem:
        st.session_state[_OPENED] = opening.problem
        return
    project, data = opening.result
    draft.replace(project.spec)
    draft.run_id = None
    st.session_state[_OPENED] = OpenedProject(project, data, next(_NUMBERS))


def _told(draft: RaceDraft, project: Project, data: str) -> None:
    report = project.report
    if report.verdict is not None:
        st.header(plain(report.verdict.headline), anchor=False)
        st.caption(plain(report.verdict.basis))
        warnings(report.verdict.caveats, "project")
    if draft.spec == project.spec:
        said = _("The set-up is restored. Press Start race to see the answers row by row as well.")
        st.success(said, icon=":material/restart_alt:")
    st.caption(plain(told(data)))
    if project.notes:
        st.markdown(plain(project.notes))
    if report.finished():
        st.html(leaderboard(report))
    stored_curves(report, "cpu_seconds", key="opened-curves")
    with st.expander(_("Save and export"), key="opened-files"):
        _files(project)


def _files(project: Project) -> None:
    save_button(
        _("Report as JSON"),
        project.report.to_json,
        f"{project.spec.dataset.name}.json",
        key="opened-json",
        help=_("Every number, setting and learning curve, for programs."),
    )
    code(project.spec)
    if project.models:
        save_button(
            _("Save its trained models"),
            project.models,
            f"{project.spec.dataset.name}-models.zip",
            key="opened-models",
            help=_("They have not been opened here. Open them only if you trust the author of the file."),
        )
