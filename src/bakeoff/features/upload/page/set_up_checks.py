"""Warnings about a race on an uploaded table, displayed where its columns can still get other roles."""

import functools

import streamlit as st

from bakeoff.checks.registry import in_order
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.source import as_dataset
from bakeoff.datasets.upload.store import About
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.base import Finding
from bakeoff.features.upload.page.draft import UploadDraft
from bakeoff.features.upload.page.mending import mend, ruled, undo
from bakeoff.features.upload.page.open_table import OpenTable
from bakeoff.spec import BakeoffSpec
from bakeoff.web.findings import undoing, warnings
from bakeoff.web.set_up_checks import MOST_CELLS, MOST_SET_UPS, looked_at


@st.fragment(parallel=True)
def table_warnings(draft: UploadDraft, opened: OpenTable, spec: BakeoffSpec) -> None:
    """Show what would spoil a race on the table on show, each with a button that mends it.

    Parameters
    ----------
    draft : UploadDraft
    opened : OpenTable
    spec : BakeoffSpec
        The race that is to be run on it; what was mended here counts.
    """
    about = opened.about
    if about.image_shape is None and about.rows * len(about.columns) <= MOST_CELLS:
        findings = _found(opened.id, about.model_dump_json(), ruled(opened, spec).model_dump_json())
        warnings(findings, "table", functools.partial(mend, draft, opened), ruled(opened, spec).rules.muted)
    undoing([mending for mending, _before in opened.mended], "table", functools.partial(undo, draft, opened))


@st.cache_data(max_entries=MOST_SET_UPS, show_spinner=False)
def _found(table: str, about_json: str, spec_json: str) -> tuple[Finding, ...]:
    try:
        data = as_dataset(About.model_validate_json(about_json), store.rows(table))
        return in_order(looked_at(data, BakeoffSpec.model_validate_json(spec_json)).findings)
    except BakeoffError:
        return ()  # pressing the button that leads to the race says what is wrong
