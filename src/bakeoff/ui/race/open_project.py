"""Opening a project file: its set-up becomes the visitor's, and its result is shown where a race's result is."""

import itertools
from dataclasses import dataclass

import streamlit as st

from bakeoff.datasets.fingerprint import fingerprint
from bakeoff.errors import BakeoffError, DatasetError
from bakeoff.export import Project, read_project
from bakeoff.text import _
from bakeoff.ui.components import into_sight, uploader
from bakeoff.ui.shared.access import upload_refused
from bakeoff.ui.shared.draft import RaceDraft
from bakeoff.ui.shared.folds import fold
from bakeoff.ui.shared.headline import plain
from bakeoff.ui.shared.leaderboard import table as leaderboard
from bakeoff.ui.shared.save import save_button

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
            _("A .bakeoff file, saved under “Take it home”"), ["bakeoff"], key=_UPLOAD, on_change=_open, args=(draft,)
        )
        opened: OpenedProject | str = st.session_state.get(_OPENED, "")
        if isinstance(opened, OpenedProject):
            st.success(_("It is open: its result is shown beside the set-up."), icon=":material/task_alt:")
        elif opened:
            st.error(plain(opened))


def opened_project(draft: RaceDraft) -> None:
    """Show what the project file says that was opened last, if any was and no race was started since."""
    opened: OpenedProject | str = st.session_state.get(_OPENED, "")
    if isinstance(opened, OpenedProject) and draft.race is None:
        with st.container(key="opened-project"):
            into_sight(str(opened.number), key="opened-project-in-sight")
            _told(draft, opened.project, opened.data)


def _open(draft: RaceDraft) -> None:
    st.session_state.pop(_OPENED, None)
    file = st.session_state[_UPLOAD]
    if file is None:
        return
    try:
        project = read_project(file.getvalue())
    except BakeoffError as error:
        st.session_state[_OPENED] = str(error)
        return
    draft.replace(project.spec)
    draft.run_id = None
    st.session_state[_OPENED] = OpenedProject(project, same_data(project), next(_NUMBERS))


def same_data(project: Project) -> str:
    """Say whether the data here are those that the project's race was run on; nothing is fetched for that."""
    choice = project.spec.dataset
    if not choice.info.present():
        return _("The data are not on this machine yet, so whether they are the same is not known.")
    try:
        same = fingerprint(choice.info.load(choice.options)) == project.fingerprint
    except DatasetError as error:
        return str(error)
    if same:
        return _("The data here are the very same, by their fingerprint.")
    return _("The data here are not the same, by their fingerprint: the numbers will differ.")


def _told(draft: RaceDraft, project: Project, data: str) -> None:
    report = project.report
    if report.verdict is not None:
        st.header(plain(report.verdict.headline), anchor=False)
        st.caption(plain(report.verdict.test))
    if draft.spec == project.spec:
        st.success(_("The set-up is restored; press Start race to run it again."), icon=":material/restart_alt:")
    st.caption(plain(data))
    if project.notes:
        st.markdown(plain(project.notes))
    if report.finished():
        st.html(leaderboard(report))
    if project.models:
        save_button(
            _("Save its trained models"),
            project.models,
            f"{project.spec.dataset.name}-models.zip",
            key="opened-models",
            help=_("They have not been opened here; open them only if you trust whoever made the file."),
        )
