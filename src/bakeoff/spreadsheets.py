"""Tables as CSV in which no spreadsheet finds a formula to run.

A text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises (CSV injection). It
can be taken off again: a text that already looks like one with an apostrophe gets another. Numbers, and texts that are
numbers, such as -1, are left as they are.

This module imports nothing of Bakeoff; the functions on texts stand by themselves, since exported code has them too.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pandas as pd


def harmless(value: Any) -> Any:
    """Return a value as it may stand in a cell.

    Examples
    --------
    >>> harmless("=1+1"), harmless("-1.5"), harmless("-1+1"), harmless("a=b"), harmless(-1)
    ("'=1+1", '-1.5', "'-1+1", 'a=b', -1)
    """
    if isinstance(value, str) and re.match(r"'*([=@＝＠\t\r\n]|[-+－＋](?!\d*(\.\d*)?$))", value):
        return f"'{value}"
    return value


def as_it_was(value: Any) -> Any:
    """Return a value without the apostrophe that `harmless` put before it.

    Examples
    --------
    >>> as_it_was("'=1+1"), as_it_was("'til")
    ('=1+1', "'til")
    """
    if isinstance(value, str) and re.match(r"''*([=@＝＠\t\r\n]|[-+－＋](?!\d*(\.\d*)?$))", value):
        return value[1:]
    return value


def to_csv(frame: pd.DataFrame, **how: Any) -> str:
    """Return a table as CSV; `how` is what `pandas.DataFrame.to_csv` takes besides a place to write to."""
    safe, how = guarded(frame), dict[str, Any](lineterminator="\n") | how
    if "\r" in (written := safe.to_csv(**how)):  # it begins a new row, but within quotes
        return str(safe.to_csv(quoting=csv.QUOTE_NONNUMERIC, **how))
    return str(written)


def records_to_csv(records: Iterable[Mapping[str, Any]]) -> str:
    """Return records as CSV, a row each, with times in ISO 8601."""
    return to_csv(pd.DataFrame([{name: _cell(value) for name, value in row.items()} for row in records]), index=False)


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose texts, names of columns and rows included, are harmless."""
    safe = frame.rename(index=harmless, columns=harmless)
    texts = safe.select_dtypes(exclude="number").columns
    safe[texts] = safe[texts].map(harmless)
    return safe
