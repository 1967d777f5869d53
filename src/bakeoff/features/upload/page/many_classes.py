"""A target with classes that are too many or too rare for a race, and the ways on from there."""

from typing import Any

import pandas as pd
import streamlit as st

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.column_values import written
from bakeoff.datasets.upload.rare_classes import FEWEST_ROWS, cannot_be_split, gathered
from bakeoff.datasets.upload.roles import MOST_CLASSES
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.notation import count
from bakeoff.features.upload.page.open_table import OpenTable
from bakeoff.html import plain
from bakeoff.text import _


@st.cache_data(max_entries=64, show_spinner=False)
def _names(table: str, target: str) -> "pd.Series[Any]":
    """Return the class of each row that has one, as a text."""
    return store.rows(table, [target])[target].dropna().map(written).astype("str")


def many_classes(opened: OpenTable) -> bool:
    """Say that the classes are too many or too rare, if they are, and what can be done; return whether that is so."""
    about = opened.about
    if about.task != "classification" or about.image_shape is not None:
        return False
    if about.gathered:
        _put_together(opened)
        return False
    try:
        names = _names(opened.id, about.target)
    except BakeoffError:
        return False  # deleted meanwhile, which the way to the race says
    counts = names.value_counts()
    if len(counts) < 2 or not cannot_be_split(counts):
        return False
    with st.container(border=True, gap="small", key="bring-classes"):
        st.markdown(f":material/warning: **{plain(_what(about.target, counts))}**")
        with st.container(horizontal=True, gap="small", key="bring-classes-ways"):
            _ways(opened, names)
    return True


def _put_together(opened: OpenTable) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="bring-gathered"):
        words = _("Rare classes are put together; there are {n} classes now.", n=count(opened.gathered))
        st.caption(f":material/check: {plain(words)}", width="content")
        st.button(_("Undo"), key="bring-ungather", type="tertiary", on_click=opened.gather, args=(0,))


def _what(target: str, counts: "pd.Series[int]") -> str:
    if len(counts) > MOST_CLASSES:
        return _(
            "“{target}” has {n} different values, and a race tells up to {most} classes apart.",
            target=target,
            n=count(len(counts)),
            most=MOST_CLASSES,
        )
    return _(
        "Some classes of “{target}” have too few rows to be learnt and tested, such as “{name}”.",
        target=target,
        name=str(counts.index[-1])[:40],
    )


def _ways(opened: OpenTable, names: "pd.Series[Any]") -> None:
    if opened.about.column(opened.target).low:
        st.button(_("Predict it as a number"), key="bring-as-number", on_click=opened.choose_task, args=("regression",))
    kept = gathered(names)
    others, left_out = int((kept == _("Other")).sum()), int(kept.isna().sum())
    if kept.nunique() < 2:
        st.markdown(_("No value has the {n} rows that it takes: choose another column to be predicted.", n=FEWEST_ROWS))
        return
    label = (
        _("Leave out the rows of rare classes ({n})", n=count(left_out))
        if left_out
        else _("Put rare classes together as “Other” ({n} rows)", n=count(others))
    )
    help = _(
        "Rare is a class with fewer than {n} rows, or beyond the {most} commonest.", n=FEWEST_ROWS, most=MOST_CLASSES
    )
    st.button(label, key="bring-gather", help=help, on_click=opened.gather, args=(int(kept.nunique()),))
