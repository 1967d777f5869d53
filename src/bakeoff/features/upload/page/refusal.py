"""Reason why a table cannot be raced, told before the button is pressed."""

import streamlit as st

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.roles import FEATURES
from bakeoff.datasets.upload.source import as_dataset
from bakeoff.datasets.upload.store import About
from bakeoff.errors import BakeoffError
from bakeoff.features.upload.page.open_table import OpenTable
from bakeoff.html import plain
from bakeoff.text import language


def refused(opened: OpenTable) -> bool:
    """Say why the table cannot be raced, if it cannot; return whether that is so."""
    about = opened.about
    features = [column for column in about.columns if column.role in FEATURES and column.name != about.target]
    doubtful = [column for column in features if column.name in opened.chosen] or features[:1]
    if any(not column.missing for column in features):  # else gaps may leave none, which all of them tell
        looked_at = [about.column(about.target), *doubtful]
    else:
        looked_at = list(about.columns)
    sentence = _refusal(opened.id, about.model_copy(update={"columns": tuple(looked_at)}).model_dump_json(), language())
    if sentence:
        st.markdown(f":material/warning: **{plain(sentence)}**")
    return bool(sentence)


@st.cache_data(max_entries=64, show_spinner=False)
def _refusal(table: str, about_json: str, language: str) -> str:
    about = About.model_validate_json(about_json)
    try:
        as_dataset(about, store.rows(table, [column.name for column in about.columns]))
    except BakeoffError as error:
        return str(error)
    return ""
