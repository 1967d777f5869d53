"""Recorded study, which the page shows before the visitor's first one; `.ci/record judge` makes it anew."""

import functools
from dataclasses import replace
from pathlib import Path

import streamlit as st

from bakeoff.features.judge.page.board import folds_figure
from bakeoff.features.judge.page.pairs import differences
from bakeoff.records.studies import stored_study, study_json
from bakeoff.study.findings import decisions
from bakeoff.study.record import Record
from bakeoff.study.summary import summary
from bakeoff.text import _
from bakeoff.web.recorded_example import recorded_example

PATH = Path(__file__).with_name("example.json")


@functools.cache
def recorded_study() -> Record:
    """Return the study that the package has."""
    return stored_study(PATH.read_text("utf-8"))


def to_json(record: Record) -> str:
    """Return a study as an example, in JSON: of each fit the score that decides, and no steps."""
    metric = record.metric.name
    fitted = tuple(replace(fit, steps=(), scores={metric: fit.scores[metric]}) for fit in record.fitted)
    return study_json(replace(record, id="example", environment={}, fitted=fitted)) + "\n"


def example() -> None:
    """Show the recorded study as the judge shows a finished one."""
    record = recorded_study()
    title = _("Recorded example: {value}", value=summary(record))
    caption = _(
        "Recorded with Bakeoff, not your result: each contender was fitted on {n} folds of {title}.",
        n=record.n_folds,
        title=record.spec.dataset.info.title,
    )
    with recorded_example(title, caption):
        folds_figure(record)
        st.html(differences(record, decisions(record)))
