"""Tables that are written, or changed, by hand: cells as texts, understood as those of a file are."""

import hashlib
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import Raw
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.numbers import LIKELY
from bakeoff.datasets.upload.reading import understood
from bakeoff.datasets.upload.roles import looked_at
from bakeoff.datasets.upload.store import About
from bakeoff.datasets.upload.understanding import Understood
from bakeoff.datasets.upload.values import clean, names_of, tidied
from bakeoff.errors import DatasetError
from bakeoff.text import _

MOST_ROWS = 1_000
MOST_COLUMNS = 50
MOST_LETTERS = 10_000
"""Of one cell."""
_COMMA = re.compile("[,，、]")


@dataclass(frozen=True)
class Former:
    """A table that is changed by hand.

    Attributes
    ----------
    table : str
        The name that it is kept under.
    about : About
        With the target and the roles as they are chosen now.
    """

    table: str
    about: About


def check_by_hand(rows: int, columns: int) -> None:
    """Raise DatasetError if a table of this size is not to be changed by hand."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise DatasetError(
            _(
                "Only tables of up to {rows} rows and {columns} columns can be edited here. Edit the original file "
                "and upload it again.",
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )
        )


def column_names(text: str) -> list[str]:
    """Return the names of columns that a visitor has typed, parted by commas or what has their place in Chinese.

    Raises
    ------
    DatasetError
        If they are too few or too many.

    Examples
    --------
    >>> column_names("height, weight,, kind")
    ['height', 'weight', 'kind']
    >>> column_names("身高、体重，种类")
    ['身高', '体重', '种类']
    """
    names = names_of([part for part in _COMMA.split(text, 2 * MOST_COLUMNS)[: 2 * MOST_COLUMNS] if clean(part)])
    if not 2 <= len(names) <= MOST_COLUMNS:
        raise DatasetError(
            _("Name 2 to {most} columns, separated by commas: one to predict and one to learn from.", most=MOST_COLUMNS)
        )
    return names


def as_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table's cells as a person would write them, so that they are read as the same values again."""
    return pd.DataFrame({name: _texts(frame[name]) for name in frame.columns})


def _texts(column: "pd.Series[Any]") -> "pd.Series[Any]":
    known = column.dropna()
    write: Callable[[Any], str] = str
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        write = "{:%Y-%m-%d}".format if bool((known == known.dt.normalize()).all()) else str
    elif pd.api.types.is_float_dtype(column.dtype) and len(known) < len(column) and bool((known % 1 == 0).all()):
        write = "{:.0f}".format  # whole numbers, which are floats for their gaps alone
    return column.map(write, na_action="ignore").astype("str")


def keep_written(cells: pd.DataFrame, title: str, owner: str, former: Former | None, bounds: Bounds) -> str:
    """Understand a table that was written by hand, and keep it; return the name it is kept under.

    Parameters
    ----------
    cells : pd.DataFrame
        Of texts; empty ones are missing values. Its index is what an error calls the rows.
    owner : str
        Hash of the visitor's secret.
    former : Former or None
        The table that was changed, whose chosen target and roles go on to hold.

    Raises
    ------
    DatasetError
        If a cell, or the table, cannot be: one sentence.
    """
    check_by_hand(*cells.shape)
    bounds.check_table(*cells.shape)
    cells = cells.apply(lambda column: column.astype("str").str.strip().replace("", pd.NA)).dropna(how="all")
    _check_lengths(cells)
    origin = former.about.understood.origin if former else None
    with warnings.catch_warnings(action="ignore"):  # of libraries that guess; what they guess is shown
        raw = tidied(Raw(cells, Understood(format="written", origin=origin)))
    before = store.rows(former.table) if former else None
    _check_values(cells, raw.frame, before)
    content = hashlib.sha256(cells.to_json(orient="split", index=False).encode()).hexdigest()
    about = understood(raw, f"{title}.csv", owner, content)
    if former is not None and before is not None:
        about = _as_chosen(about, former.about, before)
    return store.keep(about, raw.frame)


def _check_lengths(cells: pd.DataFrame) -> None:
    for name in cells.columns:
        if (cells[name].str.len() > MOST_LETTERS).any():
            raise DatasetError(
                _("A cell of “{column}” is longer than {most} characters; shorten it.", column=name, most=MOST_LETTERS)
            )


def _check_values(cells: pd.DataFrame, read: pd.DataFrame, before: pd.DataFrame | None) -> None:
    """Raise DatasetError for a text among numbers or dates.

    In a file it would count as missing, or, in a short one, make words of the whole column.
    """
    for name in read.columns:
        column = read[name].set_axis(cells.index)
        if not _measured(column) and before is not None and _measured(before[name]):
            column = _as_before(cells[name], before[name])
        wrong = cells.index[column.isna() & cells[name].notna()]
        if _measured(column) and len(wrong) <= (1 - LIKELY) * cells[name].notna().sum() and len(wrong):
            cell = clean(str(cells[name][wrong[0]]), 30)
            raise _bad_cell(cell, wrong[0], str(name), dates=column.dtype.kind == "M")


def _measured(column: "pd.Series[Any]") -> bool:
    """Tell whether a column is one of numbers or dates."""
    return column.dtype.kind in "iufM"


def _as_before(written: "pd.Series[Any]", before: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return texts as numbers, or dates, as the column was; missing where they are none."""
    if before.dtype.kind == "M":
        return pd.to_datetime(written, format="ISO8601", errors="coerce")
    return pd.to_numeric(written, errors="coerce")


def _bad_cell(cell: str, row: int, column: str, *, dates: bool) -> DatasetError:
    if dates:
        return DatasetError(
            _(
                "“{cell}” in row {row} of “{column}” is no date; write one as 2024-12-31, or empty the cell.",
                cell=cell,
                row=row,
                column=column,
            )
        )
    return DatasetError(
        _(
            "“{cell}” in row {row} of “{column}” is no number; write one as 3.14, or empty the cell.",
            cell=cell,
            row=row,
            column=column,
        )
    )


def _as_chosen(about: About, former: About, before: pd.DataFrame) -> About:
    """Return it with the target, the task and the roles that were chosen, not guessed, for the table before."""
    guessed = {column.name: column.role for column in looked_at(before)}
    roles = {column.name: column.role for column in former.columns if column.role != guessed[column.name]}
    as_before = former.task == "classification" or about.column(former.target).low
    return about.with_roles(former.target, former.task if as_before else about.tasks[former.target], roles)
