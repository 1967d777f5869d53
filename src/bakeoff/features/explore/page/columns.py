"""The first rows as a table, each column's histogram in its header, and how the target is spread."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from bakeoff.evaluation.notation import count, quantity
from bakeoff.features.explore.columns import ColumnSummary
from bakeoff.features.explore.look import Exploration
from bakeoff.features.explore.page.draft import ExploreDraft
from bakeoff.figures.data import class_balance
from bakeoff.figures.markers import svg_image
from bakeoff.figures.style import class_colour
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


WIDTH, HEIGHT = 132, 40
_GAP = 1.5
_ONE_COLOUR = "#7A88C4"  # seen on light and on dark ground


def histogram(column: ColumnSummary) -> Markup:
    """Return an HTML image of the bars, the classes one above the other in their colours."""
    n_groups, n_bars = column.bars.shape
    if not n_bars:
        return Markup()
    heights = HEIGHT * column.bars / max(int(column.bars.sum(axis=0).max()), 1)
    tops = HEIGHT - np.vstack([np.zeros(n_bars), heights.cumsum(axis=0)])
    step = WIDTH / n_bars
    paths = []
    for code, (below, above) in enumerate(pairwise(tops)):
        colour = class_colour(code) if n_groups > 1 else _ONE_COLOUR
        boxes = "".join(
            f"M{place * step:.1f} {low:.1f}h{step - _GAP:.1f}V{high:.1f}h-{step - _GAP:.1f}z"
            for place, (low, high) in enumerate(zip(below, above, strict=True))
            if low > high
        )
        paths.append(f'<path fill="{colour}" d="{boxes}"/>')
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(paths)}</svg>'
    return svg_image(drawing, "bakeoff-histogram", _in_words(column))


def _in_words(column: ColumnSummary) -> str:
    """Say what the bars show."""
    totals = column.bars.sum(axis=0)
    if column.kind == "category":
        parts = [_("{name}: {n}", name=name, n=count(int(n))) for name, n in zip(column.labels, totals, strict=True)]
        return _("Rows: {list}", list=enumerated(parts))
    low, high = column.labels
    bars = enumerated([count(int(n)) for n in totals])
    return _("Rows from {low} to {high}, in equal bins: {bars}", low=low, high=high, bars=bars)
