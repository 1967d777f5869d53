"""Many rows at once: a file in, every contender's answers as CSV out."""

import hashlib
import io
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from bakeoff.datasets.upload.formats import TABLE_ENDINGS
from bakeoff.evaluation.notation import count, probability
from bakeoff.features.ask.answers import Predicted, Sheet
from bakeoff.features.ask.batch import BOUNDS
from bakeoff.features.ask.messages import Batch
from bakeoff.features.ask.parts.answer_text import value_text
from bakeoff.features.ask.parts.asking import AskDraft, when_known
from bakeoff.html import plain
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _, counted, enumerated, language, sentences
from bakeoff.web.access import upload_refused
from bakeoff.web.components.uploader import uploader

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
