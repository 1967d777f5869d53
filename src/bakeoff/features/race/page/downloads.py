"""Taking it home: the finished race as files."""

import re
from collections.abc import Callable

import streamlit as st

from bakeoff.datasets import DatasetInfo, brought
from bakeoff.errors import BakeoffError
from bakeoff.features.export.html_page import report_html
from bakeoff.features.export.packing import Kind, Packing
from bakeoff.features.export.parts.making import making
from bakeoff.features.export.script import race_notebook, race_script
from bakeoff.features.export.script.table import is_own_table
from bakeoff.html import plain
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.service.engines import interactive_engine
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _, language
from bakeoff.web.save import save_button
from bakeoff.web.visitor import turn_owner

MOST_NOTES = 10_000
LONGEST_STEM = 60
_NOTES = "project-notes"


def take_home(run: Run) -> None:
    """Show a button for each file."""
    report = run.report
    name = file_stem(report.spec.dataset.info)
    left, right = st.columns(2, gap="large")
    with left, st.container(key="take-code"):
        st.markdown(
            _("**Run it yourself**, without Bakeoff: scikit-learn, Keras, PyTorch, and the very numbers of this page.")
        )
        _code(run, name)
    with right, st.container(key="take-report"):
        st.markdown(
            _("**Show it to others**: the report with its figures, which opens in any browser without a network.")
        )
        _report(run, name)
    st.space("small")
    left, right = st.columns(2, gap="large")
    with left, st.container(key="take-models"):
        st.markdown(_("**Use what was trained**: each model as files that need no Bakeoff, with a model card."))
        _trained(run, name)
    with right, st.container(key="take-project"):
        st.markdown(_("**Open it again** in this or another Bakeoff: the whole race, models too, in one file."))
        _project(run, name)


def file_stem(info: DatasetInfo) -> str:
    """Return what files of a race are called: like its data set in links, or as visitors titled what they brought."""
    words = re.findall(r"\w+", info.title) if info.name in brought() else []
    return "-".join(words)[:LONGEST_STEM] or info.name


def _code(run: Run, name: str) -> None:
    spec = run.report.spec
    if is_own_table(spec.dataset.info):
        _making(
            run,
            "code",
            make=_("Pack script, notebook and table"),
            save=_("Save script, notebook and table"),
            file_name=f"{name}-code.zip",
            help=_("The table has the rows as this race took them. Unpack all three into one folder."),
        )
        return
    try:
        script, notebook = race_script(spec), race_notebook(spec)
    except BakeoffError as error:
        st.caption(plain(str(error)))
        return
    with st.container(horizontal=True):
        save_button(_("Python script"), script, f"{name}.py", key="race-script")
        save_button(_("Notebook"), notebook, f"{name}.ipynb", key="race-notebook")


def _report(run: Run, name: str) -> None:
    report: Report = run.report
    with st.container(horizontal=True):
        save_button(_("Report as HTML"), lambda: report_html(report), f"{name}.html", key="report-html")
        save_button(
            _("Report as JSON"),
            report.to_json,
            f"{name}.json",
            key="report-json",
            help=_("Every number, setting and learning curve, for programs."),
        )
        help = _("Every row of the test part: the truth, and what each contender answers.")
        file_name = f"{name}-predictions.csv"
        if not is_own_table(report.spec.dataset.info):
            csv = _("Predictions as CSV")
            save_button(csv, lambda: to_csv(report.predictions()), file_name, key="predictions-csv", help=help)
            return
        make, save = _("Make predictions as CSV"), _("Save predictions as CSV")
        _making(run, "predictions", make=make, save=save, file_name=file_name, help=help)


def _trained(run: Run, name: str) -> None:
    _making(
        run,
        "models",
        make=_("Pack trained models"),
        save=_("Save trained models"),
        file_name=f"{name}-models.zip",
        help=_("For scikit-learn (skops), Keras (.keras) and PyTorch, with code that opens them."),
    )
    _making(
        run,
        "curves",
        make=_("Pack curves for TensorBoard"),
        save=_("Save curves for TensorBoard"),
        file_name=f"{name}-curves.zip",
        help=_("Event files: unpack them and run tensorboard --logdir on the folder."),
    )


def _project(run: Run, name: str) -> None:
    st.text_area(_("Notes to go into it"), max_chars=MOST_NOTES, height=68, key=_NOTES)
    _making(
        run,
        "project",
        make=_("Make project file"),
        save=_("Save project file"),
        file_name=f"{name}.bakeoff",
        help=_("Open it at the end of the set-up, under “More”."),
        notes=lambda: st.session_state[_NOTES],
    )


def _making(
    run: Run, kind: Kind, *, make: str, save: str, file_name: str, help: str, notes: Callable[[], str] = str
) -> None:
    """Show how a file of a race is made, with notes as they are now and in the language that is spoken."""
    making(
        kind,
        run.id,
        lambda: Packing(kind, run.id, run.report, interactive_engine(), notes(), turn_owner()),
        make=make,
        save=save,
        file_name=file_name,
        help=help,
        current=lambda made: (made.notes, made.language) == (notes(), language()),
    )
