"""The page on which the fitted contenders of a race are asked."""

import hashlib
import io
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from bakeoff.datasets.upload.formats import TABLE_ENDINGS
from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.evaluation.notation import count, probability
from bakeoff.features.ask.answers import Predicted, Sheet
from bakeoff.features.ask.batch import BOUNDS
from bakeoff.features.ask.messages import Batch
from bakeoff.features.ask.page.answer_text import value_text
from bakeoff.features.ask.page.asking import AskDraft, ask_draft, when_known
from bakeoff.features.ask.page.draw import draw
from bakeoff.features.ask.page.example import example
from bakeoff.features.ask.page.global_explanation import global_explanation
from bakeoff.features.ask.page.imitation import imitation
from bakeoff.features.ask.page.local_explanation import local_explanation
from bakeoff.features.ask.page.what_if import what_if
from bakeoff.features.ask.service import asks
from bakeoff.html import plain
from bakeoff.link import to_query
from bakeoff.race.models import can_be_asked
from bakeoff.records.service import history
from bakeoff.runs.races import races
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _, counted, enumerated, language, sentences
from bakeoff.web.access import upload_refused
from bakeoff.web.components.uploader import uploader
from bakeoff.web.entry_text import title, when
from bakeoff.web.parameters import RACE
from bakeoff.web.routes import route
from bakeoff.web.tabs import tabs
from bakeoff.web.visitor import visitor

LISTED = 8


def ask_page() -> None:
    """Show what can be asked of the race in the address, or the races that can be asked."""
    race_id = st.query_params.get(RACE, "")
    if not race_id:
        _choose()
        return
    try:
        draft = ask_draft(asks().open(race_id, races(), visitor().owner))
        sheet = draft.sheet()
    except BakeoffError as error:
        st.warning(plain(str(error)), icon=":material/model_training:")
        _back(race_id)
        return
    if sheet is not None:
        _ask(draft, sheet)


def _ask(draft: AskDraft, sheet: Sheet) -> None:
    info = draft.session.spec.dataset.info
    st.header(_("Ask the models"), anchor=False)
    st.caption(_("{title}: {summary}", title=info.title, summary=info.summary))
    first = {_("Draw"): partial(draw, sheet.image_shape)} if sheet.image_shape else {_("What if"): what_if}
    views: dict[str, Callable[[AskDraft, Sheet], None]] = {
        **first,
        _("Why"): local_explanation,
        _("The models as a whole"): global_explanation,
        _("As a tree"): imitation,
        _("Many rows"): batch,
    }
    shown = tabs(list(views), key=f"ask-views-{draft.session.race_id}")
    for tab, show in zip(shown, views.values(), strict=True):
        if tab.open:
            with tab:
                show(draft, sheet)


def _back(race_id: str) -> None:
    """Lead back to the race page, set up as this race was if that is still known."""
    try:
        spec = races().finished_spec(race_id)
    except HistoryError:
        spec = None
    label = _("Set up this race again") if spec else _("Set up a race")
    route("race").link(label, query=to_query(spec) if spec else None)


def _choose() -> None:
    st.header(_("Ask the models"), anchor=False)
    st.markdown(
        _(
            "Change a row and see every contender’s answer change; find the smallest change that turns it; see why. "
            "The contenders of a finished race can be asked for as long as they are kept."
        )
    )
    try:
        entries = history().find(visitor().owner, limit=3 * LISTED).races
    except HistoryError as error:
        st.warning(plain(str(error)))
        entries = ()
    kept = [entry for entry in entries if entry.status != "running" and can_be_asked(entry.id)][:LISTED]
    for entry in kept:
        label = _("{title}, {when}", title=title(entry), when=when(entry.started))
        st.button(
            plain(label),
            icon=":material/question_answer:",
            key=f"ask-{entry.id}",
            on_click=st.query_params.from_dict,
            args=({RACE: entry.id},),
        )
        if entry.verdict:
            st.caption(plain(entry.verdict))
    if kept:
        route("race").link(_("Run a race"))
    else:
        example()


SHOWN = 20


@st.fragment
def batch(draft: AskDraft, sheet: Sheet) -> None:
    """Show where rows are given, and what is answered."""
    if upload_refused():
        return
    back = (
        _("Your table comes back as CSV, each contender’s answer and probabilities beside each row.")
        if sheet.class_names
        else _("Your table comes back as CSV, each contender’s answer beside each row.")
    )
    given = _(
        "Upload a table of rows without an answer, up to {rows} rows and {most} MB. It needs the columns that the "
        "contenders learnt from.",
        rows=count(BOUNDS.rows),
        most=BOUNDS.megabytes,
    )
    st.markdown(sentences(given, back))
    st.download_button(
        _("An empty file with these columns"),
        to_csv(pd.DataFrame(columns=[column.name for column in sheet.columns]), index=False).encode(),
        file_name="rows.csv",
        mime="text/csv",
        icon=":material/table:",
        on_click="ignore",
        key="ask-template",
    )
    file = uploader(_("Rows as a file"), TABLE_ENDINGS, key="ask-batch")
    if file is None:
        return
    content = file.getvalue()

    def show(predicted: Sequence[Predicted | None]) -> None:
        if predicted[0] is None:
            st.caption(_("The contenders answer."))
        else:
            _show(predicted[0], sheet)

    when_known(draft, [Batch(hashlib.sha256(content).hexdigest(), language(), content)], show)


def _show(predicted: Predicted, sheet: Sheet) -> None:
    st.markdown(counted("**{n:,} row answered.**", "**{n:,} rows answered.**", predicted.n_rows))
    if predicted.n_unseen:
        st.warning(
            counted(
                "{n:,} row has values that no training row has, so its answers are guesses; see the notes.",
                "{n:,} rows have values that no training row has, so their answers are guesses; see the notes.",
                predicted.n_unseen,
            ),
            icon=":material/warning:",
        )
    if predicted.n_filled:
        st.caption(
            counted(
                "{n:,} row lacks values, which are filled in as in the race; see the notes.",
                "{n:,} rows lack values, which are filled in as in the race; see the notes.",
                predicted.n_filled,
            )
        )
    if predicted.ignored:
        names = enumerated(predicted.ignored[:5])
        st.caption(
            plain(_("No contender has learnt from these columns, which stay beside the answers: {list}", list=names))
        )
    st.download_button(
        _("Save the answers"),
        predicted.csv,
        file_name="answers.csv",
        mime="text/csv",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        key="ask-answers-file",
    )
    table, inputs = first_rows(predicted, sheet), {column.name for column in sheet.columns}
    order = sorted(table.columns, key=lambda name: name in inputs)  # the answers in view, what led to them to the right
    st.dataframe(table, hide_index=True, column_order=order, key="ask-answers-table")


def first_rows(predicted: Predicted, sheet: Sheet) -> Styler:
    """Return the first rows answered, written as beside a single row and sorted as numbers; the file has all digits."""
    table = pd.read_csv(io.BytesIO(predicted.csv), nrows=SHOWN)
    write: Callable[[Any], str] = probability if sheet.class_names else value_text
    return table.style.format(write, subset=list(predicted.numbers))
