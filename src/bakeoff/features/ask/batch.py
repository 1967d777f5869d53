"""Rows without a target, from a file, to every contender's answers as a CSV file.

Read in the job, whose memory is limited, and not in the page's server.
"""

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from bakeoff.contenders import contender
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.column_values import as_numbers, written
from bakeoff.datasets.upload.dates import as_dates, dates_in_digits, plain_dates
from bakeoff.datasets.upload.formats import Raw, read_file
from bakeoff.datasets.upload.gaps import gaps
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.understanding import Decimal, Given
from bakeoff.datasets.upload.values import names_of, with_name_or_value
from bakeoff.datasets.upload.written import as_texts
from bakeoff.errors import DatasetError
from bakeoff.features.ask.answers import Predicted, RawFeature
from bakeoff.features.ask.subject import Subject, plain_value
from bakeoff.matrix import rows_as_made
from bakeoff.race.predicting import predict
from bakeoff.spreadsheets import as_it_was, to_csv
from bakeoff.text import _, clauses

BOUNDS = Bounds(megabytes=20, rows=50_000, columns=10_000)
MOST_NOTES = 5
"""Values of a row that are noted; of more an ellipsis says so."""
_CHUNK = 5000


def batch(subject: Subject, content: bytes) -> Predicted:
    """Return answers for every row of a file; raises DatasetError, one sentence, if it can not be read so.

    A file is read as one that is brought to race on: of the same kinds, and as forgivingly. Its own columns come first,
    as they are written there, so that each answer stands beside what it answers; pixels do not.
    """
    raw = _read(content)
    table, decimal = raw.frame, raw.understood.decimal or "."
    columns = subject.sheet.columns
    missing = [column.name for column in columns if column.name not in table]
    if missing:
        raise DatasetError(
            _("The file lacks the column “{name}” ({n} in all are missing).", name=missing[0], n=len(missing))
        )
    ignored = tuple(str(name) for name in table if name not in {column.name for column in columns})
    marks = _marks(subject)
    frame = pd.DataFrame(
        {column.name: _values(table[column.name], column, decimal, marks.get(column.name)) for column in columns}
    )
    parts = [_answers(subject, frame.iloc[start : start + _CHUNK]) for start in range(0, len(frame), _CHUNK)]
    given = pd.concat(parts, ignore_index=True)
    notes, n_unseen, n_filled = _noted(frame, () if subject.prepared.data.image_shape else columns)
    if any(notes):
        given.insert(0, _("notes"), notes)
    answers = _beside(table[list(ignored)] if subject.prepared.data.image_shape else table, given)
    numbers = answers.columns[-given.shape[1] :][[pd.api.types.is_numeric_dtype(kind) for kind in given.dtypes]]
    csv = to_csv(answers, index=False).encode()
    return Predicted(csv, len(answers), ignored, tuple(numbers), n_unseen=n_unseen, n_filled=n_filled)


def _noted(frame: pd.DataFrame, columns: Sequence[RawFeature]) -> tuple[list[str], int, int]:
    """Return a note for each row; then how many rows have a value of no training row, and how many lack one."""
    notes: list[list[str]] = [[] for _row in range(len(frame))]
    unseen, filled = np.zeros((2, len(frame)), dtype=bool)
    for column in (column for column in columns if column.kind != "text"):
        cells = frame[column.name]
        missing = cells.isna().to_numpy()
        strange = [value for value in cells[~missing].unique() if column.unseen(plain_value(value))]
        beyond = cells.isin(strange).to_numpy() & ~missing
        filled |= missing
        unseen |= beyond
        for rows, words in ((missing, column.missing), (beyond, column.beyond)):
            note = _("{name}: {value}", name=column.name, value=words)
            for row in np.flatnonzero(rows):
                notes[row] = [*notes[row][:MOST_NOTES], note if len(notes[row]) < MOST_NOTES else "…"]
    said = {row: clauses(row) for row in set(map(tuple, notes))}
    return [said[tuple(row)] for row in notes], int(unseen.sum()), int(filled.sum())


def _marks(subject: Subject) -> dict[str, Decimal]:
    """Return the decimal marks of columns that could have been read with either when their table was brought."""
    about = store.find(str(subject.spec.dataset.options.model_dump().get("table", "")))
    decided = about.understood.decided if about is not None else ()
    told = {decision.column: decision.words[3] for decision in decided if decision.code == "mark"}
    return {name: "," if mark == "," else "." for name, mark in told.items()}


def _beside(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return numbered rows as they came, and to the right of them their answers."""
    numbers = pd.DataFrame({_("row"): np.arange(1, len(table) + 1)})
    together = pd.concat([numbers, as_texts(table), answers.reset_index(drop=True)], axis=1)
    return together.set_axis(names_of([str(name) for name in together.columns]), axis=1)


def _read(content: bytes) -> Raw:
    with warnings.catch_warnings(action="ignore"):  # of libraries that guess
        raw = read_file(content, Given(header=True), BOUNDS)
    if raw.frame.empty:
        raise DatasetError(_("The file has a header but no rows."))
    frame = raw.frame.iloc[:, with_name_or_value(raw.frame)].reset_index(drop=True)
    return Raw(frame.set_axis(names_of([as_it_was(name) for name in frame.columns]), axis=1), raw.understood)


def _values(cells: "pd.Series[Any]", column: RawFeature, decimal: Decimal, mark: Decimal | None) -> Any:
    """Return a column's cells as the contenders know them; an empty one of no text stays missing."""
    if column.kind in ("text", "category"):
        texts = cells.map(lambda cell: written(cell).strip(), na_action="ignore").astype(object)
        if column.kind == "text":
            return texts.fillna("")
        known = {str(option): option for option in column.options}
        values = [None if pd.isna(text) else known.get(text, text) for text in texts]
        return pd.Series(values, index=cells.index, dtype=object)
    if not (pd.api.types.is_numeric_dtype(cells.dtype) or pd.api.types.is_datetime64_any_dtype(cells.dtype)):
        words = cells.dropna().astype("str").str.strip()
        cells = words[~gaps(words, "measured")].reindex(cells.index)
    there = cells.dropna()
    if column.kind == "date":
        if not pd.api.types.is_datetime64_any_dtype(cells.dtype):
            digits = pd.api.types.is_numeric_dtype(cells.dtype)
            read = dates_in_digits(column.name, there) if digits else None
            read = as_dates(there.map(written).astype("str")) if read is None else read
            cells = pd.Series(pd.NaT, index=cells.index) if read is None else read.reindex(cells.index)
        dates = plain_dates(cells)
        _refuse(dates.isna(), there.index, column)
        return dates
    if not pd.api.types.is_numeric_dtype(cells.dtype):
        cells = as_numbers(there, decimal, mark).reindex(cells.index)
    numbers = cells.astype(np.float64)
    _refuse(numbers.isna() | np.isinf(numbers), there.index, column)
    return numbers


def _refuse(unread: "pd.Series[Any]", known: pd.Index, column: RawFeature) -> None:
    """Raise DatasetError if a cell that is `known` can not be read as what its column holds."""
    bad = unread.loc[known]
    if not bad.any():
        return
    words = {"row": int(known.to_numpy()[bad.to_numpy().argmax()]) + 1, "name": column.name}
    if column.kind == "date":
        raise DatasetError(_("Row {row} has no date such as 2024-12-31 in the column “{name}”; correct it.", **words))
    raise DatasetError(_("Row {row} has no number in the column “{name}”; correct it or leave it empty.", **words))


def _answers(subject: Subject, frame: pd.DataFrame) -> pd.DataFrame:
    prepared, names = subject.prepared, subject.sheet.class_names
    if prepared.data.image_shape:
        pixels = np.nan_to_num(frame.to_numpy())
        if (pixels < 0).any() or (pixels > subject.sheet.columns[0].high).any():
            raise DatasetError(_("A pixel lies outside of 0 to {high}.", high=f"{subject.sheet.columns[0].high:g}"))
        X = np.asarray(prepared.pipeline.transform(np.rint(pixels).astype(np.uint8)))
    else:
        X = rows_as_made(prepared.pipeline.transform(frame.set_axis(list(subject.raw.columns), axis=1)))
    columns: dict[str, Any] = {}
    for name, model in subject.models.items():
        label, answer = _(contender(name).label), predict(model, X, prepared)
        if answer.probabilities is None:
            columns[label] = answer.values
            continue
        columns[label] = [names[code] for code in answer.values]
        for code, class_name in enumerate(names):
            columns[_("{label}: P({name})", label=label, name=class_name)] = answer.probabilities[:, code]
    return pd.DataFrame(columns)
