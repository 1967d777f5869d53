"""Ceteris paribus: one feature of a row after the other is changed, and all else stays.

P. Biecek, T. Burzykowski: Explanatory Model Analysis. CRC Press, 2021, chapter 10.
"""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from bakeoff.evaluation.base import Prediction
from bakeoff.features.ask.answers import Curves, RawFeature, ResponseCurve, Row, Sheet, Value
from bakeoff.features.ask.subject import Subject, moment_text

POINTS = 25
MOST_COLUMNS = 40
"""Of a wider table only the features that matter most at the ends of their range are followed all along it."""


def vary(subject: Subject, row: Row) -> Curves:
    """Return a curve for each feature but running texts, those first that move an answer most."""
    columns = subject.sheet.columns
    places: Sequence[int] = [place for place, column in enumerate(columns) if column.kind != "text"]
    if not places:
        return ()
    if len(places) > MOST_COLUMNS:
        ends = [_ends(column, value) for column, value in zip(columns, row, strict=True)]
        places = sorted(curve.place for curve in _curves(subject, row, places, ends)[:MOST_COLUMNS])
    return _curves(subject, row, places, [grid(columns[place], row[place]) for place in places])


def grid(column: RawFeature, own: Value | None) -> tuple[Value, ...]:
    """Return the values that a feature is set to: evenly over the range of the training part, or the categories.

    Days are other days at the row's own time.
    """
    if column.kind == "date":
        at = pd.Timestamp(str(column.typical if own is None else own))
        days = (pd.Timestamp(str(option)).normalize() for option in column.options)
        return tuple(dict.fromkeys(moment_text(day + (at - at.normalize())) for day in days))[:POINTS]
    if column.kind != "number":
        return column.options[:POINTS]  # a text has none
    values = np.linspace(column.low, column.high, POINTS)
    return tuple(np.unique(values.round() if column.whole else values).tolist())


def changed(row: Row, changes: Mapping[int, Value]) -> Row:
    """Return a row with other values at some places."""
    return tuple(changes.get(place, value) for place, value in enumerate(row))


def _ends(column: RawFeature, own: Value | None) -> tuple[Value, ...]:
    values = grid(column, own)
    return (values[0], values[-1]) if column.kind == "number" else values


def _curves(subject: Subject, row: Row, places: Sequence[int], grids: Sequence[tuple[Value, ...]]) -> Curves:
    rows = [changed(row, {place: value}) for place, values in zip(places, grids, strict=True) for value in (*values,)]
    answers = subject.predict(rows)
    ends = list(itertools.accumulate(map(len, grids)))
    curves = []
    for place, values, end in zip(places, grids, ends, strict=True):
        part = {name: _part(part_answers, slice(end - len(values), end)) for name, part_answers in answers.items()}
        curves.append(ResponseCurve(place, values, part, max(_effect(curve, subject.sheet) for curve in part.values())))
    return tuple(sorted(curves, key=lambda curve: -curve.effect))


def _part(answers: Prediction, rows: slice) -> Prediction:
    given = answers.probabilities
    return Prediction(answers.values[rows], None if given is None else given[rows])


def _effect(answers: Prediction, sheet: Sheet) -> float:
    if answers.probabilities is None:
        return float(np.ptp(answers.values)) / ((sheet.target_high - sheet.target_low) or 1.0)
    return float(np.ptp(answers.probabilities, axis=0).max())
