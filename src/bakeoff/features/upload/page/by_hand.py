"""Tables written by hand: the one on show changed, or a new one typed in."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from pydantic import BaseModel, Field, ValidationError

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.written import MOST_LETTERS, MOST_ROWS, Former, as_texts, check_by_hand, column_names
from bakeoff.errors import DatasetError
from bakeoff.features.upload.page.draft import UploadDraft
from bakeoff.features.upload.page.open_table import OpenTable
from bakeoff.html import plain
from bakeoff.text import _, bare

SPARE_ROWS = 20
_NAMES, _ROWS = "typed-names", "typed-rows"


class _Edits(BaseModel):
    """Edits from the browser's table editor: by row, the cells that differ."""

    edited_rows: dict[int, dict[str, str | int | float | bool | None]]
    added_rows: list[Any] = Field(max_length=0)
    deleted_rows: list[Any] = Field(max_length=0)


def changed(draft: UploadDraft, opened: OpenTable) -> None:
    """Show the table on show with cells that can be changed, or say why they cannot."""
    about = opened.about
    try:
        check_by_hand(about.rows, len(about.columns))
        before = _with_spare_rows(as_texts(store.rows(opened.id)))
    except DatasetError as error:
        st.caption(plain(str(error)))
        return
    after = _editor(before, f"bring-edit-{about.content}")
    same = after.equals(before)
    if st.button(_("Save changes"), key="bring-save", disabled=same, icon=":material/save:"):
        written = about.understood.format == "written"
        title = about.title if written else _("{title}, edited", title=about.title)
        draft.write(after, bare(title), Former(opened.id, about))
        st.rerun()
    _unsaved(draft)
    if same:
        st.caption(_("Double-click a cell to change it. A row that you empty is removed; write a new one at the end."))
    else:
        st.caption(_("Not saved yet: a race takes the table as it was saved."))


def begin(draft: UploadDraft) -> None:
    """Show what it takes to start a new table."""
    st.text_input(_("Names of the columns, separated by commas"), _("height, weight, kind"), key=_NAMES, max_chars=1000)
    st.number_input(_("Rows"), 10, MOST_ROWS, SPARE_ROWS, key=_ROWS)
    st.button(_("Start a table"), key="typed-start", on_click=_begin, args=(draft,))


def new(draft: UploadDraft, sheet: pd.DataFrame) -> None:
    """Show the new table, as it was at first but for what was written since."""
    st.header(_("New table"), anchor=False)
    st.caption(_("Double-click a cell to write into it, or paste cells from a spreadsheet. Empty rows are left out."))
    cells = _editor(sheet, f"bring-sheet@{draft.generation}")
    with st.container(horizontal=True):
        blank = bool(cells.replace("", None).isna().all(axis=None))
        if st.button(_("Save the table"), key="typed-save", type="primary", icon=":material/save:", disabled=blank):
            draft.write(cells, bare(_("Typed table")))
            st.rerun()
        st.button(_("Discard it"), key="typed-discard", on_click=draft.discard)
    _unsaved(draft)


def _unsaved(draft: UploadDraft) -> None:
    if draft.unsaved:
        st.error(plain(draft.unsaved), icon=":material/error:")


def _begin(draft: UploadDraft) -> None:
    rows = st.session_state.get(_ROWS)
    try:
        names = column_names(str(st.session_state.get(_NAMES, "")))
    except DatasetError as error:
        draft.problem = str(error)
        return
    rows = rows if isinstance(rows, int) and 0 < rows <= MOST_ROWS else SPARE_ROWS
    draft.begin(pd.DataFrame("", pd.RangeIndex(1, rows + 1), names, dtype="str"))


def _with_spare_rows(cells: pd.DataFrame) -> pd.DataFrame:
    """Return a table with empty rows at its end, and rows counted from 1."""
    rows = min(len(cells) + SPARE_ROWS, MOST_ROWS)
    return cells.reindex(range(rows)).set_axis(pd.RangeIndex(1, rows + 1))


def _editor(cells: pd.DataFrame, key: str) -> pd.DataFrame:
    """Show cells to be changed, and return them as they are now."""
    if key in st.session_state and not makes_sense(st.session_state[key], cells):
        del st.session_state[key]
    # Streamlit could add and delete rows, too. But each row added costs the server some 10 ms at every look, and the
    # column to mark rows in has a header without a name. So there are spare rows, and empty ones are left out.
    edited: pd.DataFrame = st.data_editor(
        cells.rename_axis(_("Row")),
        key=key,
        column_config={name: st.column_config.TextColumn(max_chars=MOST_LETTERS) for name in cells.columns},
        alt=_("The table’s cells; click one to edit it."),
    )
    return edited


def makes_sense(state: Mapping[str, Any], cells: pd.DataFrame) -> bool:
    """Tell whether what the browser says of an editor is about cells that it has."""
    try:
        edits = _Edits.model_validate({name: state[name] for name in _Edits.model_fields})
    except (ValidationError, LookupError, TypeError):
        return False
    names = set(cells.columns)
    return all(0 <= row < len(cells) and edit.keys() <= names for row, edit in edits.edited_rows.items())
