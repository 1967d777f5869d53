"""The first rows as a table, each column's histogram in its header, and how the target is spread."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from bakeoff.evaluation.notation import count, quantity
from bakeoff.features.explore.columns import ColumnSummary
from bakeoff.features.explore.look import Exploration
from bakeoff.features.explore.page.draft import ExploreDraft
from bakeoff.features.explore.page.histogram import histogram
from bakeoff.figures.data import class_balance
from bakeoff.figures.titles import title_of
from bakeoff.html import Markup, Template
from bakeoff.text import _, declared, enumerated, told
from bakeoff.web.components.chart import chart
from bakeoff.web.tables import html_table

ROWS = 8
MOST_LETTERS = 60
_HEADING = Template("{{ name }}{{ histogram }}{% for one in words %}<small>{{ one }}</small>{% endfor %}")
_ROW = Template("<tr>{% for one in cells %}<td>{{ one }}</td>{% endfor %}</tr>")
KINDS = {
    "number": declared("Number"),
    "date": declared("Date"),
    "category": declared("Category"),
    "text": declared("Text"),
}


def balance(look: Exploration) -> None:
    """Show how what is to be predicted is spread over the whole training part."""
    whole = replace(look.sample, X=np.zeros((len(look.target), 0)), y=look.target)
    figure = class_balance(whole)
    chart(figure, alt=title_of(figure), key="explore-balance", height=240)


def columns(explored: ExploreDraft, look: Exploration) -> None:
    """Show the target, and the table."""
    balance(look)
    titles = [look.sample.target_name, *map(_heading, look.columns)]
    shown = look.sample.table.head(ROWS)
    rows = (
        _ROW(cells=[_target(look, place), *map(_written, values)])
        for place, values in enumerate(shown.itertuples(index=False))
    )
    caption = _("Each column of the training part, with some of its rows.")
    if any(len(column.bars) > 1 for column in look.columns):
        caption = _("Each column of the training part, its histogram in the colours of the classes, with some rows.")
    st.html(Markup('<div class="bakeoff-columns">{}</div>').format(html_table(caption, titles, rows)))
    if look.n_columns > len(look.columns):
        st.caption(_("The first {shown} of {n} columns.", shown=count(len(look.columns)), n=count(look.n_columns)))


def _heading(column: ColumnSummary) -> Markup:
    ends = _("no value")
    if column.kind == "category" and column.labels:
        ends = enumerated(column.labels[:3])
        if len(column.labels) > 3:
            ends = _("{list} …", list=ends)
    elif column.labels:
        ends = _("{low} to {high}", low=column.labels[0], high=column.labels[1])
        if column.kind == "text":
            ends = _("{ends} words", ends=ends)
    facts = [_("{n} different", n=count(column.distinct))]
    if column.missing:
        facts.append(_("{n} missing", n=count(column.missing)))
    words = (KINDS[column.kind], ends, enumerated(facts))
    return _HEADING(name=_cut(told(column.name), MOST_LETTERS), histogram=histogram(column), words=words)


def _target(look: Exploration, place: int) -> str:
    y = look.sample.y[place]
    return look.sample.class_names[int(y)] if look.sample.task == "classification" else quantity(y)


def _written(value: Any) -> str:
    if pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    return quantity(value) if isinstance(value, float) else _cut(str(value), MOST_LETTERS)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
