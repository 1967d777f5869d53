"""Opening a project file: its set-up becomes the visitor's, and what it says is told."""

import streamlit as st

from bakeoff.datasets.fingerprint import fingerprint
from bakeoff.errors import BakeoffError, DatasetError
from bakeoff.evaluation.metrics import deciding
from bakeoff.evaluation.notation import with_interval
from bakeoff.export import Project, read_project
from bakeoff.text import _
from bakeoff.ui.components import uploader
from bakeoff.ui.shared.draft import RaceDraft
from bakeoff.ui.shared.headline import plain
from bakeoff.ui.shared.save import save_button
from bakeoff.ui.shared.tables import contender_table

_UPLOAD, _OPENED = "project-upload", "project-opened"


def open_project(draft: RaceDraft) -> None:
    """Show where a project file is opened, and what the last one says, or why it was refused."""
    with st.expander(_("Open a project file"), key="open-project"):
        uploader(
            _("A .bakeoff file, saved under “Take it home”"), ["bakeoff"], key=_UPLOAD, on_change=_open, args=(draft,)
        )
        opened: tuple[Project, str] | str = st.session_state.get(_OPENED, "")
        if isinstance(opened, tuple):
            _told(draft, *opened)
        elif opened:
            st.error(plain(opened))


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
    st.session_state[_OPENED] = project, same_data(project)


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
    if draft.spec == project.spec:
        st.success(_("The set-up is restored; press Start to run the race again."), icon=":material/restart_alt:")
    report = project.report
    if report.verdict is not None:
        st.markdown(f"**{plain(report.verdict.headline)}**")
        st.caption(plain(report.verdict.test))
    st.caption(plain(data))
    metric = deciding(project.spec.rules.metric, project.spec.dataset.info.task)
    cells = {name: [with_interval(outcome.metrics[metric.name], metric)] for name, outcome in report.finished().items()}
    if cells:
        st.html(contender_table(_("What the file says"), [_(metric.label)], cells))
    if project.notes:
        st.markdown(plain(project.notes))
    if project.models:
        save_button(
            _("Save its trained models"),
            project.models,
            f"{project.spec.dataset.name}-models.zip",
            key="opened-models",
            help=_("They have not been opened here; open them only if you trust whoever made the file."),
        )
