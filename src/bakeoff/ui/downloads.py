"""The Take home tab: the finished race as files."""

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.export import project_file, race_notebook, race_script, report_html
from bakeoff.race import Report, Run
from bakeoff.text import _
from bakeoff.ui.words import plain

MOST_NOTES = 10_000


def take_home(run: Run) -> None:
    """Show a button for each file."""
    report = run.report
    name = report.spec.dataset.name
    left, right = st.columns(2, gap="large")
    with left, st.container(key="take-code"):
        st.markdown(_("**Run it yourself**, without Bakeoff: scikit-learn, Keras, and the very numbers of this page."))
        _code(report, name)
    with right, st.container(key="take-report"):
        st.markdown(
            _("**Show it to others**: the report with its figures, which opens in any browser without a network.")
        )
        _report(report, name)
    st.markdown(_("**Open it again** in this or another Bakeoff: set-up, report, predictions and notes in one file."))
    _project(run)


def _project(run: Run) -> None:
    """Make the file on demand, in a form, so that what was typed just before is in it."""
    made_key = f"project-{run.id}"
    with st.form("project", border=False):
        notes = st.text_area(_("Notes to go into it"), max_chars=MOST_NOTES, height=68, key="project-notes")
        asked = st.form_submit_button(_("Make project file"), icon=":material/folder_zip:")
    if asked:
        try:
            st.session_state[made_key] = project_file(run.report, notes)
        except BakeoffError as error:
            st.error(plain(str(error)))
    if content := st.session_state.get(made_key):
        st.download_button(
            _("Save project file"),
            content,
            file_name=f"{run.report.spec.dataset.name}.bakeoff",
            mime="application/zip",
            icon=":material/download:",
            on_click="ignore",
            key="project-file",
            help=_("Open it at the end of the set-up, under “Open a project file”."),
        )


def _code(report: Report, name: str) -> None:
    try:
        script, notebook = race_script(report.spec), race_notebook(report.spec)
    except BakeoffError as error:
        st.caption(plain(str(error)))
        return
    st.download_button(
        _("Python script"),
        script,
        file_name=f"{name}.py",
        mime="text/x-python",
        icon=":material/code:",
        on_click="ignore",
        key="race-script",
    )
    st.download_button(
        _("Notebook"),
        notebook,
        file_name=f"{name}.ipynb",
        mime="application/x-ipynb+json",
        icon=":material/menu_book:",
        on_click="ignore",
        key="race-notebook",
    )


def _report(report: Report, name: str) -> None:
    st.download_button(
        _("Report as HTML"),
        lambda: report_html(report),
        file_name=f"{name}.html",
        mime="text/html",
        icon=":material/web:",
        on_click="ignore",
        key="report-html",
    )
    st.download_button(
        _("Report as JSON"),
        report.to_json,
        file_name=f"{name}.json",
        mime="application/json",
        icon=":material/data_object:",
        on_click="ignore",
        key="report-json",
        help=_("Every number, setting and learning curve, for programs."),
    )
