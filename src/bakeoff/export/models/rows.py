"""A few raw rows as CSV, and the Python that reads them back as the very values that a model learnt from.

CSV knows neither kinds nor gaps. If pandas guesses them, the category "007" becomes the number 7, "True" a truth value
and "NA" a gap, and the model answers for another row. So every column is read as text and made what it was by name.
"""

import io
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from bakeoff.datasets import Dataset
from bakeoff.errors import SettingError
from bakeoff.preparation.columns import as_objects, features
from bakeoff.preparation.encoders import date_parts
from bakeoff.spreadsheets import as_it_was, harmless, to_csv
from bakeoff.text import _

ROWS = "rows.csv"
_GAPS = ("", "NaN", "missing", "not known")
"""Possible texts of a missing value: the first that is no value of the data."""


def read_rows(
    file: Any,
    missing: str,
    numbers: Mapping[str, str],
    dates: tuple[str, ...],
    values: Mapping[str, Mapping[str, Any]],
    texts: tuple[str, ...],
) -> pd.DataFrame:
    """Return the rows of a CSV file as the values that the model learnt from; nothing is guessed.

    Every cell is read as text, a gap is written as `missing`; `numbers`, `dates` and `texts` are the columns that hold
    these, and `values` says of columns whose categories are no texts what a text in them stands for.
    """
    rows = pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[missing])
    rows = rows.rename(columns=as_it_was).map(as_it_was)
    rows = rows.astype(dict(numbers))
    for name in dates:
        rows[name] = pd.to_datetime(rows[name], format="ISO8601")
    for name, known in values.items():
        rows[name] = [known.get(text, text) for text in rows[name]]
    for name in texts:
        rows[name] = rows[name].fillna("")
    return rows


def with_date_parts(rows: pd.DataFrame, parts: Mapping[str, tuple[str, list[str]]]) -> pd.DataFrame:
    """Return rows with columns of numbers for each date: `parts` says which, and the first date, by column."""
    for name, (first, wanted) in parts.items():
        known = date_parts(rows[name], pd.Timestamp(first))
        rows = rows.assign(**{f"{name}: {part}": known[part].astype("float64") for part in wanted})
    return rows


def plain_rows(data: Dataset, raw: Any) -> pd.DataFrame:
    """Return raw rows of `data` as `read_rows` returns them: numbers as floats, every gap as NaN, no text missing."""
    rows = pd.DataFrame(raw, columns=list(data.feature_names)).reset_index(drop=True)
    numbers = {name: _float(rows[name]) for name in rows.select_dtypes("number")}
    categories = as_objects(rows.select_dtypes(exclude=["number", "datetime"]))
    texts = {name: categories[name].fillna("").astype(str) for name in data.text_features}
    return rows.assign(**categories).assign(**texts).astype(numbers)


@dataclass(frozen=True)
class Schema:
    """Types and values of a dataset's columns, as input of `read_rows`.

    Attributes
    ----------
    missing : str
        Text of a missing value.
    numbers : mapping of str to str
        Type of each column of numbers.
    values : mapping of str to mapping of str to object
        Values that texts stand for, by column, where categories are not texts: truth values, numbers.
    """

    missing: str
    numbers: Mapping[str, str]
    dates: tuple[str, ...]
    values: Mapping[str, Mapping[str, Any]]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, data: Dataset) -> "Schema":
        """Return the schema of a data set; raises SettingError if its values can not be told apart in CSV."""
        rows = features(data)
        rows = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows[:1], columns=list(data.feature_names))
        dates = tuple(map(str, rows.select_dtypes("datetime")))
        numbers = {str(name): _float(rows[name]) for name in rows.select_dtypes("number")}
        rest = rows.drop(columns=[*dates, *numbers])
        values = {name: _values(rest[name]) for name in rest.columns if name not in data.text_features}
        gap = _gap(rest.drop(columns=list(data.text_features)))
        return cls(gap, numbers, dates, {name: column for name, column in values.items() if column}, data.text_features)

    def written(self, rows: pd.DataFrame) -> bytes:
        """Return rows as CSV."""
        return to_csv(rows, index=False, na_rep=self.missing).encode()

    def read(self, content: bytes) -> pd.DataFrame:
        """Return the rows that `written` has written."""
        return read_rows(io.BytesIO(content), **vars(self))

    def code(self, columns: Collection[str]) -> tuple[tuple[Callable[..., Any], ...], list[str]]:
        """Return the lines of Python that do what `read` does for a file with these columns, and what they call."""
        kinds, as_they_are = set(self.numbers.values()), all(harmless(name) == name for name in columns)
        if len(kinds) == 1 and len(self.numbers) == len(columns) and as_they_are:
            return (), [f'rows = pd.read_csv("{ROWS}", dtype=str).astype("{kinds.pop()}")']
        arguments = "".join(f"    {name}={value!r},\n" for name, value in vars(self).items())
        return (as_it_was, read_rows), [f'rows = read_rows(\n    "{ROWS}",\n{arguments})']


def _float(column: "pd.Series[Any]") -> str:
    return "float32" if str(column.dtype).lower() == "float32" else "float64"


def _gap(rest: pd.DataFrame) -> str:
    """Return what no category or text of the data is."""
    known = {value for name in rest for value in rest[name].dropna().unique() if isinstance(value, str)}
    return next((gap for gap in _GAPS if gap not in known), _GAPS[0])


def _values(column: "pd.Series[Any]") -> dict[str, Any]:
    """Return what the texts of a column of categories stand for; empty if they stand for themselves."""
    distinct = [getattr(value, "item", lambda value=value: value)() for value in column.dropna().unique()]
    known = {str(value): value for value in distinct}
    if len(known) < len(distinct) or not all(isinstance(value, str | bool | int | float) for value in distinct):
        raise SettingError(
            _(
                "The column “{name}” has values that look alike as text. No file with its rows would be read right, "
                "so the models are not saved.",
                name=column.name,
            )
        )
    return {} if all(isinstance(value, str) for value in distinct) else known
