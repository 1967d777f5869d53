"""From a table as the file has it to one with clean names and a type for every column."""

import re
import unicodedata
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.datasets.upload.formats import Dates, Raw, Understood
from bakeoff.text import _

LARGEST = 1e30
"""Beyond this, squares and sums of numbers are not to be trusted; it is no measurement but a slip."""

MOSTLY, LIKELY = 0.95, 0.5
_NAME_LENGTH = 80
_SAMPLE = 1000
_GROUPED = {".": re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?"), ",": re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")}
_LOOKS_DATED = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([T ]\d{1,2}:\d{2}.*)?|\d{8}")
_TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f")
_YEAR_FIRST = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d")
_DAY_FIRST = ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%d/%m/%y")
_MONTH_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y")


def tidied(raw: Raw, dates: Dates | None) -> Raw:
    """Return the table with names that are texts and different, and with texts that are numbers or dates read as such.

    Wholly empty rows and columns without name and value are left out.

    Parameters
    ----------
    raw : Raw
    dates : {"day first", "month first"} or None
        How dates as 3/4/2024 are read; found out if None.
    """
    frame = raw.frame.dropna(how="all").reset_index(drop=True)
    nameless = [str(name).startswith("Unnamed:") or not str(name).strip() for name in frame.columns]
    kept = [place for place in range(frame.shape[1]) if not (nameless[place] and frame.iloc[:, place].isna().all())]
    names = names_of([frame.columns[place] for place in kept])
    decimal = raw.understood.decimal or "."
    columns = {name: _read(frame.iloc[:, place], decimal, dates) for name, place in zip(names, kept, strict=True)}
    order = _ambiguous(frame, columns.values(), kept) if dates is None else dates
    understood = Understood.model_validate({**raw.understood.model_dump(), "dates": order})
    return Raw(pd.DataFrame(columns, index=frame.index, copy=False), understood)


def clean(text: str, length: int = _NAME_LENGTH) -> str:
    """Return a text in one line, without what cannot be printed, and not too long."""
    printable = "".join(
        " " if unicodedata.category(character)[0] in "CZ" else character for character in text[: 4 * length]
    )
    words = " ".join(printable.split())
    return words if len(words) <= length else words[: length - 1] + "…"


def names_of(given: list[Any]) -> list[str]:
    """Return names that are clean texts, each different."""
    names: dict[str, None] = {}
    again: Counter[str] = Counter()
    for place, name in enumerate(given, start=1):
        text = clean(str(name))
        if isinstance(name, int | np.integer) or not text or text.startswith("Unnamed:"):
            text = _("Column {n}", n=place)
        unused = text
        while unused in names:
            again[text] += 1
            unused = f"{text} ({again[text] + 1})"
        names[unused] = None
    return list(names)


def _read(column: "pd.Series[Any]", decimal: str, dates: Dates | None) -> "pd.Series[Any]":
    """Return a column as numbers, dates, truth values or text."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    kind = column.dtype
    if pd.api.types.is_bool_dtype(kind):
        return column.astype("boolean").map({True: "True", False: "False"}).astype("str")
    if pd.api.types.is_datetime64_any_dtype(kind):
        return plain_dates(column)
    if pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_complex_dtype(kind):
        return _finite(column)
    if kind != "str":
        column = column.map(str, na_action="ignore").astype("str")
    return _from_text(column, decimal, dates)


def _finite(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return numbers as whole numbers or floats; what is infinite, or too large to count with, is missing."""
    if pd.api.types.is_integer_dtype(column.dtype) and not column.isna().any():
        return column.astype(np.int64) if column.max() < 2**63 else column.astype(np.float64)
    numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
    endless = np.abs(numbers) > LARGEST
    return pd.Series(np.where(endless, np.nan, numbers) if endless.any() else numbers, index=column.index)


def plain_dates(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return dates without a time zone; those in no year that a calendar has are missing."""
    dates = pd.to_datetime(column, utc=True, errors="coerce").dt.tz_localize(None)
    return dates.where(dates.dt.year.between(1, 9999)).astype("datetime64[us]")


def _from_text(column: "pd.Series[Any]", decimal: str, dates: Dates | None) -> "pd.Series[Any]":
    column = column.str.strip()
    column = column.where(column != "")
    known = column.dropna()
    if known.empty:
        return column
    if as_numbers(_spread(known), decimal).notna().mean() >= LIKELY:
        numbers = as_numbers(known, decimal)
        if numbers.notna().mean() >= MOSTLY:
            return _finite(numbers.reindex(column.index))
    dates_read = as_dates(known, dates)
    if dates_read is not None:
        return dates_read.reindex(column.index)
    return column


def _spread(known: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return some of the texts, from all over the column: enough to see what is not worth trying on all."""
    return known.iloc[:: -(-len(known) // _SAMPLE)]


def as_numbers(known: "pd.Series[Any]", decimal: str) -> "pd.Series[Any]":
    """Return texts as numbers, NaN where they are none; thousands may be parted."""
    sample = known.iloc[:_SAMPLE]
    if sample.str.fullmatch(_GROUPED[decimal]).any():
        known = known.str.replace("," if decimal == "." else ".", "", regex=False)
    if decimal == ",":
        known = known.str.replace(",", ".", regex=False)
    return pd.to_numeric(known, errors="coerce")


def as_dates(known: "pd.Series[Any]", dates: Dates | None = None) -> "pd.Series[Any] | None":
    """Return texts as dates if nearly all are written in one of the usual ways, else None."""
    sample = known.iloc[:_SAMPLE]
    if sample.str.fullmatch(_LOOKS_DATED).mean() < MOSTLY:
        return None
    for form in _forms(dates):
        if pd.to_datetime(sample, format=form, errors="coerce", utc=True).notna().mean() >= MOSTLY:
            moments = pd.to_datetime(known, format=form, errors="coerce", utc=True)
            if moments.notna().mean() >= MOSTLY:
                return plain_dates(moments)
    return None


def _forms(dates: Dates | None) -> list[str]:
    orders = (_MONTH_FIRST, _DAY_FIRST) if dates == "month first" else (_DAY_FIRST, _MONTH_FIRST)
    return ["ISO8601", *(day + time for days in (_YEAR_FIRST, *orders) for day in days for time in _TIMES)]


def _ambiguous(frame: pd.DataFrame, columns: Any, kept: list[int]) -> Dates | None:
    """Return how dates were read if some as 3/4/2024 could be read either way."""
    for place, column in zip(kept, columns, strict=True):
        written = frame.iloc[:, place]
        if pd.api.types.is_datetime64_any_dtype(column.dtype) and not pd.api.types.is_datetime64_any_dtype(
            written.dtype
        ):
            sample: NDArray[Any] = written.dropna().iloc[:1].to_numpy()
            if len(sample) and not re.match(r"\d{4}", str(sample[0])):
                return _order(written.dropna().iloc[:_SAMPLE])
    return None


def _order(sample: "pd.Series[Any]") -> Dates:
    parts = sample.astype("str").str.extract(r"^(\d{1,2})[-./](\d{1,2})").astype(float)
    return "month first" if parts[0].max() <= 12 and parts[1].max() > 12 else "day first"
