"""From a table as the file has it to one with clean names and a type for every column."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from bakeoff.datasets.upload.column_values import Column, How, read_column
from bakeoff.datasets.upload.dates import Dates, order_of
from bakeoff.datasets.upload.decisions import FileDecision
from bakeoff.datasets.upload.formats import Raw
from bakeoff.datasets.upload.numbers import Mark
from bakeoff.datasets.upload.understanding import Given
from bakeoff.text import SOURCE, _, speaking

_NAME_LENGTH = 80
_SAMPLE = 1000
FREE = ("text", "excel")
"""Formats in which a word may stand for a missing value: the others have something of their own for it."""


def tidied(raw: Raw, given: Given | None = None) -> Raw:
    """Return the table with names that are texts and different, and with texts that are numbers or dates read as such.

    Wholly empty rows and columns without name and value are left out.

    Parameters
    ----------
    given : Given, optional
        How it is to be read, as far as a person has said.
    """
    given = given or Given()
    frame = raw.frame.dropna(how="all").reset_index(drop=True)
    kept = with_name_or_value(frame)
    frame = frame.iloc[:, kept]
    names = names_of(list(frame.columns))
    columns = _columns(frame, names, raw, given)
    told = (
        *_about_names(list(raw.frame.columns), [raw.frame.columns[place] for place in kept], names),
        *_about_gaps(columns.values(), given),
        *(decision for column in columns.values() for decision in column.decided),
    )
    dates = given.dates or _ambiguous(frame, [column.values for column in columns.values()])
    decided = tuple(decision.asked_if_many(len(frame)) for decision in (*raw.understood.decided, *told))
    understood = raw.understood.model_copy(update={"dates": dates, "decided": decided})
    values = {name: column.values for name, column in columns.items()}
    return Raw(pd.DataFrame(values, index=frame.index, copy=False), understood)


def with_name_or_value(frame: pd.DataFrame) -> list[int]:
    """Return the places of all columns but those that have neither."""
    nameless = [str(name).startswith("Unnamed:") or not str(name).strip() for name in frame.columns]
    return [place for place in range(frame.shape[1]) if not (nameless[place] and frame.iloc[:, place].isna().all())]


def _columns(frame: pd.DataFrame, names: Sequence[str], raw: Raw, given: Given) -> dict[str, Column]:
    """Return the columns by name; a mark that could be either is the one that the other columns have."""
    understood = raw.understood
    how = How(
        likely=understood.decimal or ".",
        dates=given.dates,
        undone=frozenset(given.undone),
        targets=given.targets,
        free=understood.format in FREE,
        people=understood.format != "openml",
    )
    columns = {name: read_column(name, frame.iloc[:, place], how) for place, name in enumerate(names)}
    unsure = [name for name, column in columns.items() if column.unsure]
    if unsure:
        marks = Counter(column.mark for column in columns.values() if column.mark and not column.unsure)
        marks.update(understood.decimal for kind in frame.dtypes if kind == np.float64 and understood.decimal)
        likely: Mark = marks.most_common(1)[0][0] if marks else "," if understood.delimiter == ";" else how.likely
        again = how.with_mark(likely, asked=len(marks) != 1)
        columns |= {name: read_column(name, frame.iloc[:, names.index(name)], again) for name in unsure}
    return columns


def _about_names(before: Sequence[Any], kept: Sequence[Any], names: Sequence[str]) -> list[FileDecision]:
    """Return what was decided about columns without a name, or with that of another."""
    told = []
    texts = [clean(str(name)) for name in kept]
    again = Counter(texts)
    renamed = [new for old, new in zip(texts, names, strict=True) if old and again[old] > 1 and old != new]
    if renamed:
        told.append(FileDecision(code="renamed", n=len(renamed), words=tuple(renamed[:3])))
    if len(before) > len(kept):
        told.append(FileDecision(code="unnamed", n=len(before) - len(kept)))
    return told


def _about_gaps(columns: Any, given: Given) -> list[FileDecision]:
    """Return what was decided about words for a missing value, in all columns together."""
    counts: Counter[str] = Counter()
    for column in columns:
        counts.update(column.gaps)
    undone = "missing:" in given.undone
    if not counts and not undone:
        return []
    words = tuple(word[:40] for word, _n in counts.most_common(4))
    return [FileDecision(code="missing", n=counts.total(), words=words, undone=undone)]


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
            with speaking(SOURCE):  # a column is called the same whoever looks at the table
                text = _("Column {n}", n=place)
        unused = text
        while unused in names:
            again[text] += 1
            unused = f"{text} ({again[text] + 1})"
        names[unused] = None
    return list(names)


def _ambiguous(frame: pd.DataFrame, columns: Sequence["pd.Series[Any]"]) -> Dates | None:
    """Return how dates were read if some as 3/4/2024 could be read either way."""
    for place, column in enumerate(columns):
        written = frame.iloc[:, place]
        if pd.api.types.is_datetime64_any_dtype(column.dtype) and not pd.api.types.is_datetime64_any_dtype(
            written.dtype
        ):
            sample = written[column.notna()].iloc[:_SAMPLE].astype("str")
            if len(sample) and sample.str.match(r"\d{1,2}[-./]\d{1,2}[-./]").iloc[0]:
                return order_of(sample)
    return None
