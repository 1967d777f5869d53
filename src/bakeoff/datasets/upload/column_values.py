"""One column of a table as the file has it, as numbers, dates, hours, truth values or texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np
import pandas as pd

from bakeoff.datasets.upload.dates import Dates, as_dates, as_hours, dates_in_digits, plain_dates
from bakeoff.datasets.upload.decisions import Code, FileDecision
from bakeoff.datasets.upload.gaps import RARE, gaps
from bakeoff.datasets.upload.numbers import MOSTLY, Mark, Numbers, read_numbers

LARGEST = 1e30
"""Beyond this, squares and sums of numbers are not to be trusted; it is no measurement but a slip."""

_OFTEN = 0.9
_FEW_WORDS = 3
_FEW_NUMBERS = 20
"""Numbers of a code: with so few different ones, words beside them are codes as well."""
_LETTERED = r"\d+[A-Da-d]"
"""A code such as 136A among numbers."""
_OTHER: dict[Mark, Mark] = {".": ",", ",": "."}


@dataclass(frozen=True)
class How:
    """Settings for reading columns.

    Attributes
    ----------
    likely : {".", ","}
        The decimal mark where a column is ambiguous.
    dates : {"day first", "month first"} or None
        Order in dates such as 3/4/2024; detected if None.
    undone : frozenset of str
        Keys of the decisions that a person has undone.
    targets : tuple of str
        Columns that are predicted.
    free : bool
        True if words may stand for a missing value in a column of words.
    people : bool
        True if cells were written by people, and not by a program that declares each column.
    asked : bool
        True if a person is asked where a column is ambiguous.
    """

    likely: Mark = "."
    dates: Dates | None = None
    undone: frozenset[str] = frozenset()
    targets: tuple[str, ...] = ()
    free: bool = False
    people: bool = True
    asked: bool = False

    def with_mark(self, likely: Mark, *, asked: bool) -> Self:
        """Return it with another likely mark."""
        return replace(self, likely=likely, asked=asked)


@dataclass(frozen=True)
class Column:
    """A column as it was read.

    Attributes
    ----------
    values : pd.Series
    mark : {".", ","} or None
        The decimal mark that its numbers were written with.
    unsure : bool
        Whether nothing in the column told which that is.
    gaps : mapping of str to int
        Words that stood for a missing value, and how often.
    """

    values: "pd.Series[Any]"
    decided: tuple[FileDecision, ...] = ()
    mark: Mark | None = None
    unsure: bool = False
    gaps: Mapping[str, int] = field(default_factory=dict)


def read_column(name: str, column: "pd.Series[Any]", how: How) -> Column:
    """Read a column that is called `name`."""
    read = _read_column(name, column, how)
    if not how.people or not pd.api.types.is_numeric_dtype(read.values.dtype):
        return read
    dates = dates_in_digits(name, read.values)
    return read if dates is None else replace(read, values=dates)


def _read_column(name: str, column: "pd.Series[Any]", how: How) -> Column:
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    kind = column.dtype
    if pd.api.types.is_bool_dtype(kind):
        return Column(column.astype("boolean").map({True: "True", False: "False"}).astype("str"))
    if pd.api.types.is_datetime64_any_dtype(kind):
        return Column(plain_dates(column))
    if pd.api.types.is_timedelta64_dtype(kind):
        return Column(column.dt.total_seconds() / 3600)
    if pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_complex_dtype(kind):
        return Column(_finite(column))
    if kind != "str":
        column = column.map(str, na_action="ignore").astype("str")
    column = column.str.strip()
    return _from_text(name, column.where(column != ""), how)


def as_numbers(texts: "pd.Series[Any]", likely: Mark = ".", mark: Mark | None = None) -> "pd.Series[Any]":
    """Return texts as numbers, times of day as hours; NaN where they are neither, or words for a gap."""
    known = texts[~gaps(texts, "measured")]
    numbers = read_numbers(known, likely, mark)
    hours = as_hours(known) if numbers.share == 0 else None
    values = numbers.values if hours is None else hours
    return _finite(values.reindex(texts.index).astype(np.float64))


def written(value: Any) -> str:
    """Write a value as a person would: whole numbers without the decimals that a spreadsheet gives them."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _finite(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return numbers as whole numbers or floats; what is infinite, or too large to count with, is missing."""
    if pd.api.types.is_integer_dtype(column.dtype) and not column.isna().any():
        return column.astype(np.int64) if column.max() < 2**63 else column.astype(np.float64)
    numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
    endless = np.abs(numbers) > LARGEST
    return pd.Series(np.where(endless, np.nan, numbers) if endless.any() else numbers, index=column.index)


def _whole(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return numbers without a fraction or a gap as whole numbers."""
    if values.isna().any() or not (values % 1 == 0).all() or values.abs().max() >= 2**53:
        return values
    return values.astype(np.int64)


def _from_text(name: str, column: "pd.Series[Any]", how: How) -> Column:
    known = column.dropna()
    if known.empty:
        return Column(column)
    ignored = "missing:" in how.undone
    nothing = pd.Series(False, index=known.index)
    among = nothing if ignored else gaps(known, "measured")
    measured = known[~among]
    if not measured.empty:
        read = _numbers(name, measured, how) or _dates(measured, how) or _hours(name, measured, how)
        if read is not None:
            values = read.values.reindex(column.index)
            values = _whole(_finite(values)) if values.dtype.kind == "f" else values
            return replace(read, values=values, gaps=_counted(known[among]))
    blank = gaps(known, "always") if how.free and not ignored else nothing
    perhaps = gaps(known, "perhaps") if how.free and not ignored else nothing
    doubt = _doubt(name, known[~blank], perhaps[~blank], len(column), how)
    coded = read_numbers(measured, how.likely).coded if not measured.empty else False
    told = (FileDecision(code="code", column=name, words=(str(measured.iloc[0])[:40],)),) if coded else ()
    counts = doubt is not None and (doubt.code == "missing") != doubt.undone
    empty = (blank | perhaps if counts else blank).reindex(column.index, fill_value=False)
    return Column(column.where(~empty), (*told, *([doubt] if doubt else [])), gaps=_counted(known[blank]))


def _doubt(name: str, known: "pd.Series[str]", perhaps: "pd.Series[bool]", rows: int, how: How) -> FileDecision | None:
    """Return what was decided of words that may be values: they are missing values only if rare beside others."""
    words = known[perhaps]
    if words.empty:
        return None
    rare = len(words) <= RARE * rows and known[~perhaps].nunique() > 1 and name not in how.targets
    code: Code = "missing" if rare else "value"
    examples = tuple(str(word)[:40] for word in words.value_counts().index[:_FEW_WORDS])
    return FileDecision(code=code, column=name, n=len(words), words=examples, undone=f"{code}:{name}" in how.undone)


def _counted(words: "pd.Series[Any]") -> dict[str, int]:
    return {str(word): int(n) for word, n in words.value_counts().items()}


def _numbers(name: str, texts: "pd.Series[Any]", how: How) -> Column | None:
    """Return texts as numbers if they are, and nobody has said that they are not."""
    numbers = read_numbers(texts, how.likely)
    turned = f"mark:{name}" in how.undone
    if turned and numbers.mark is not None:
        other = read_numbers(texts, mark=_OTHER[numbers.mark])
        numbers = replace(other, example=numbers.example)
    wrong = texts[numbers.values.isna()]
    often = numbers.share >= _OFTEN and wrong.nunique() <= _FEW_WORDS and numbers.values.nunique() > _FEW_NUMBERS
    if len(wrong) and wrong.str.fullmatch(_LETTERED).all() and (numbers.values.dropna() % 1 == 0).all():
        return None
    if not (numbers.share >= MOSTLY or (how.people and often)) or (numbers.unit and not how.people):
        return None
    told = tuple(_told(name, texts, numbers, wrong, how))
    if any(decision.undone for decision in told if decision.code in ("unit", "words")):
        return Column(texts, tuple(decision for decision in told if decision.undone))
    if numbers.coded and how.people and f"code:{name}" not in how.undone:
        return None
    return Column(numbers.values, told, numbers.mark, bool(numbers.example))


def _told(
    name: str, texts: "pd.Series[Any]", numbers: Numbers, wrong: "pd.Series[Any]", how: How
) -> Iterator[FileDecision]:
    """Yield what was decided when texts were read as numbers."""

    def decision(code: Code, n: int = 0, words: tuple[str, ...] = (), *, asked: bool = False) -> FileDecision:
        return FileDecision(
            code=code, column=name, n=n, words=words, asked=asked, undone=f"{code}:{name}" in how.undone
        )

    if numbers.unit:
        yield decision("unit", len(texts), (numbers.unit,))
    if len(wrong):
        yield decision("words", len(wrong), tuple(str(word)[:40] for word in wrong.unique()[:_FEW_WORDS]))
    if numbers.example and numbers.mark:
        example = pd.Series([numbers.example], dtype="str")
        either = (f"{read_numbers(example, mark=mark).values.iloc[0]:.10g}" for mark in _OTHER)
        yield decision("mark", 0, (numbers.example, *either, numbers.mark), asked=how.asked)
    if numbers.coded:
        yield decision("code", 0, (str(texts.iloc[0])[:40],))


def _dates(texts: "pd.Series[Any]", how: How) -> Column | None:
    dates = as_dates(texts, how.dates)
    return None if dates is None else Column(dates)


def _hours(name: str, texts: "pd.Series[Any]", how: How) -> Column | None:
    """Return times of day as hours, unless somebody has said that they are words."""
    hours = as_hours(texts) if how.people else None
    if hours is None:
        return None
    undone = f"times:{name}" in how.undone
    told = FileDecision(code="times", column=name, words=(str(texts.iloc[0])[:40],), undone=undone)
    return Column(texts if undone else hours, (told,))
