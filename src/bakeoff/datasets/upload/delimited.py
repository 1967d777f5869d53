"""Tables as text: which encoding, delimiter and decimal mark, and whether the first row names the columns."""

import codecs
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

import pandas as pd
from charset_normalizer import from_bytes

from bakeoff.datasets.upload.limits import Bounds
from bakeoff.errors import DatasetError
from bakeoff.text import _

Encoding = Literal["utf-8", "utf-16", "cp1252", "gb18030", "shift_jis", "big5", "cp1251"]
Delimiter = Literal[",", ";", "\t", "|"]
Decimal = Literal[".", ","]

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "cp1252", "gb18030", "shift_jis", "big5", "cp1251")
DELIMITERS: tuple[Delimiter, ...] = (",", ";", "\t", "|")
MISSING = ("?", "-", "–", ".", "NULL", "missing")
"""What pandas does not take for a missing value by itself."""

_MARKS: dict[bytes, Encoding] = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SAMPLE_BYTES = 200_000
_SAMPLE_ROWS = 200
_COMMA_NUMBER = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+")
_POINT_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)\.\d+")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*([eE][+-]?\d+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Layout:
    """How a text holds a table."""

    encoding: Encoding
    delimiter: Delimiter
    decimal: Decimal
    header: bool


def encoding_of(content: bytes) -> Encoding:
    """Find out the encoding of a text; one that nothing else speaks for is Western European."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return encoding
    sample = content[:_SAMPLE_BYTES]
    if b"\0" in sample:
        if 0.2 < sample.count(b"\0") / len(sample) <= 0.5:
            return "utf-16"
        raise DatasetError(_("This is no table as text, and no kind of file that can be read here."))
    try:
        content.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        detected = from_bytes(sample[:20_000], cp_isolation=[*ENCODINGS[2:]]).best()
        return next((encoding for encoding in ENCODINGS if detected and detected.encoding == encoding), "cp1252")


def decoded(content: bytes, encoding: Encoding) -> str:
    """Return the text; what is no character of the encoding becomes a replacement mark."""
    if encoding == "utf-16" and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        zeros = content[:_SAMPLE_BYTES]
        return content.decode("utf-16-le" if zeros[1::2].count(0) > zeros[::2].count(0) else "utf-16-be", "replace")
    text = content.decode(encoding, "replace").removeprefix("\ufeff")
    sample = text[:_SAMPLE_BYTES]
    if len(_CONTROL.findall(sample)) > 0.02 * len(sample):
        raise DatasetError(_("This is no table as text, and no kind of file that can be read here."))
    return text


def delimiter_of(text: str) -> Delimiter:
    """Find out the delimiter: the one that cuts most of the first rows into equally many fields."""
    best: tuple[float, int, Delimiter] = (0.0, 0, ",")
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in _rows(text, delimiter))
        if not widths:
            continue
        width, rows = widths.most_common(1)[0]
        if width > 1:
            best = max(best, (round(rows / widths.total(), 1), width, delimiter), key=lambda candidate: candidate[:2])
    return best[2]


def decimal_of(text: str, delimiter: Delimiter) -> Decimal:
    """Find out the decimal mark: a comma if more numbers are written with one than with a point."""
    if delimiter == ",":
        return "."
    cells = [cell.strip() for row in _rows(text, delimiter) for cell in row]
    commas = sum(_COMMA_NUMBER.fullmatch(cell) is not None for cell in cells)
    points = sum(_POINT_NUMBER.fullmatch(cell) is not None for cell in cells)
    return "," if commas > points else "."


def has_header(rows: list[list[str]]) -> bool:
    """Tell whether the first row names the columns: it does unless it has numbers where the others have numbers."""
    if len(rows) < 2:
        return True
    first, rest = rows[0], [row for row in rows[1:] if len(row) == len(rows[0])]
    numeric = [
        place
        for place in range(len(first))
        if rest and all(_NUMBER.fullmatch(row[place].strip()) or not row[place].strip() for row in rest)
    ]
    return not numeric or not all(_NUMBER.fullmatch(first[place].strip()) for place in numeric)


def layout_of(text: str, encoding: Encoding, **given: object) -> Layout:
    """Find out how a text holds a table; what is `given` (delimiter, decimal, header) is taken as it is."""
    sample = text[:_SAMPLE_BYTES]
    delimiter: Delimiter = given.get("delimiter") or delimiter_of(sample)  # type: ignore[assignment]
    decimal: Decimal = given.get("decimal") or decimal_of(sample, delimiter)  # type: ignore[assignment]
    header = given.get("header")
    return Layout(
        encoding, delimiter, decimal, has_header(_rows(sample, delimiter)) if header is None else bool(header)
    )


def read_delimited(text: str, layout: Layout, bounds: Bounds) -> pd.DataFrame:
    """Return the table that a text holds.

    Raises
    ------
    DatasetError
        If it holds none, or one that is too large.
    """
    rows = _rows(text[:_SAMPLE_BYTES], layout.delimiter)
    if not rows:
        raise DatasetError(_("There is nothing in it; bring a table with a row of names and rows of values."))
    bounds.check_table(0, max(len(row) for row in rows))
    text = text.replace("\0", "")
    try:
        table = _parsed(text, layout, bounds, index_col=None)
        if isinstance(table.index, pd.RangeIndex):
            return table
        # More fields in a row than names: a delimiter ends each row, or the first column has no name.
        if isinstance(table.index, pd.MultiIndex) or table.iloc[:, -1].isna().all():
            return _parsed(text, layout, bounds, index_col=False)
        return table.reset_index(names="")
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError, OverflowError, csv.Error) as error:
        raise _unreadable(error) from error


def _parsed(text: str, layout: Layout, bounds: Bounds, index_col: Literal[False] | None) -> pd.DataFrame:
    return pd.read_csv(
        io.BytesIO(text.encode()),  # pandas would encode a text itself, part by part, which is slower
        sep=layout.delimiter,
        decimal=layout.decimal,
        header=0 if layout.header else None,
        index_col=index_col,
        skipinitialspace=True,
        na_values=list(MISSING),
        nrows=bounds.rows + 1,
        low_memory=False,
    )


def _unreadable(error: Exception) -> DatasetError:
    uneven = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", str(error))
    if uneven:
        expected, line, saw = uneven.groups()
        return DatasetError(
            _(
                "Line {line} has {saw} fields, but those before it have {expected}; mend it, or choose another "
                "delimiter.",
                line=line,
                saw=saw,
                expected=expected,
            )
        )
    if "EOF inside string" in str(error):
        return DatasetError(_("A quotation mark is opened and never closed; the file may be cut short."))
    return DatasetError(_("This cannot be read as a table; choose another delimiter, or save it as CSV once more."))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Return the first rows, without empty ones and without one that the sample may have cut short."""
    lines = text.splitlines()[: _SAMPLE_ROWS + 1]
    if len(lines) > 1 and len(text) >= _SAMPLE_BYTES:
        lines = lines[:-1]
    try:
        return [row for row in csv.reader(lines, delimiter=delimiter) if any(cell.strip() for cell in row)]
    except csv.Error:  # a field longer than a field may be, or a line break within one
        return [line.split(delimiter) for line in lines if line.strip()]
