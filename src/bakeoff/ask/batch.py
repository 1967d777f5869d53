"""Rows without a target, from a CSV file, to every contender's answers as another.

Read in the job, whose memory is limited, and not in the page's server.

May import: `ask.answers`, `ask.subject`.
"""

import io
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.errors import EmptyDataError, ParserError

from bakeoff.ask.answers import Column, Predicted
from bakeoff.ask.subject import Subject
from bakeoff.contenders import contender
from bakeoff.errors import DatasetError
from bakeoff.evaluation.predicting import predict
from bakeoff.text import _

MOST_BYTES = 20 * 2**20
MOST_ROWS = 50_000
MOST_COLUMNS = 10_000
_CHUNK = 5000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def batch(subject: Subject, content: bytes) -> Predicted:
    """Return answers for every row of a CSV file; raises DatasetError, one sentence, if it can not be read so."""
    table = _read(content)
    columns = subject.sheet.columns
    missing = [column.name for column in columns if column.name not in table]
    if missing:
        raise DatasetError(
            _("The file lacks the column “{name}” ({n} in all are missing).", name=missing[0], n=len(missing))
        )
    ignored = tuple(str(name) for name in table if name not in {column.name for column in columns})
    frame = pd.DataFrame({column.name: _values(table[column.name], column) for column in columns})
    parts = [_answers(subject, frame.iloc[start : start + _CHUNK]) for start in range(0, len(frame), _CHUNK)]
    answers = pd.concat(parts, ignore_index=True)
    answers.insert(0, "row", np.arange(1, len(answers) + 1))
    return Predicted(answers.to_csv(index=False, float_format="%.6g").encode(), len(answers), ignored)


def _read(content: bytes) -> pd.DataFrame:
    if len(content) > MOST_BYTES:
        raise DatasetError(_("The file is too large; at most {most} MB can be read.", most=MOST_BYTES // 2**20))
    head = content[: 2**20].partition(b"\n")[0]
    separator = max(b",;\t", key=head.count)
    if head.count(bytes([separator])) >= MOST_COLUMNS:
        raise DatasetError(_("The file has too many columns; at most {most} can be read.", most=MOST_COLUMNS))
    try:
        table = pd.read_csv(
            io.BytesIO(content),
            sep=chr(separator),
            dtype=str,
            encoding="utf-8-sig",
            nrows=MOST_ROWS + 1,
            index_col=False,
            skipinitialspace=True,
        )
    except EmptyDataError:
        raise DatasetError(_("The file is empty; give one with a header and rows.")) from None
    except (ParserError, UnicodeError, ValueError, OverflowError, MemoryError):
        raise DatasetError(_("This is not a CSV file in UTF-8 with one header line; save it as one.")) from None
    if table.empty:
        raise DatasetError(_("The file has a header but no rows."))
    if len(table) > MOST_ROWS:
        raise DatasetError(_("The file has too many rows; at most {most} can be answered.", most=MOST_ROWS))
    table.columns = [str(name).strip() for name in table.columns]
    return table


def _values(texts: Any, column: Column) -> Any:
    """Return a column's cells as the contenders know them; empty ones are what stands for a missing value."""
    if column.kind == "text":
        return texts.fillna("")
    if column.kind == "date":
        dates = pd.to_datetime(texts, errors="coerce", format="ISO8601").astype("datetime64[us]")
        _refuse(dates.isna() & texts.notna(), column)
        return dates.fillna(pd.Timestamp(str(column.typical)))
    if column.kind == "category":
        known = {str(option): option for option in column.options}
        cells = [column.typical if pd.isna(text) else known.get(text.strip(), text.strip()) for text in texts]
        return pd.Series(cells, dtype=object)
    numbers = pd.to_numeric(texts, errors="coerce").astype(np.float64)
    _refuse((numbers.isna() & texts.notna()) | np.isinf(numbers), column)
    return numbers.fillna(float(column.typical))


def _refuse(bad: Any, column: Column) -> None:
    """Raise DatasetError if a cell can not be read as what its column holds."""
    if not bad.any():
        return
    words = {"row": int(bad.to_numpy().argmax()) + 1, "name": column.name}
    if column.kind == "date":
        raise DatasetError(_("Row {row} has no date such as 2024-12-31 in the column “{name}”; correct it.", **words))
    raise DatasetError(_("Row {row} has no number in the column “{name}”; correct it or leave it empty.", **words))


def _answers(subject: Subject, frame: pd.DataFrame) -> pd.DataFrame:
    prepared, names = subject.prepared, subject.sheet.class_names
    if prepared.data.image_shape:
        pixels = frame.to_numpy()
        if (pixels < 0).any() or (pixels > subject.sheet.columns[0].high).any():
            raise DatasetError(_("A pixel lies outside of 0 to {high}.", high=f"{subject.sheet.columns[0].high:g}"))
        X: NDArray[Any] = np.asarray(prepared.pipeline.transform(np.rint(pixels).astype(np.uint8)))
    else:
        X = np.asarray(prepared.pipeline.transform(frame.set_axis(list(subject.raw.columns), axis=1)))
    found: dict[str, Any] = {}
    for name, model in subject.models.items():
        label, answer = contender(name).label, predict(model, X, prepared)
        if answer.probabilities is None:
            found[label] = answer.values
            continue
        found[label] = [_harmless(names[code]) for code in answer.values]
        for code, one in enumerate(names):
            found[_("{label}: P({name})", label=label, name=one)] = answer.probabilities[:, code]
    return pd.DataFrame(found)


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
