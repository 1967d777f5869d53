"""Tables as text: which encoding, delimiter and decimal mark, where the table begins, and what is to stay a text."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
from charset_normalizer import from_bytes

from bakeoff.datasets.upload.decisions import FileDecision
from bakeoff.datasets.upload.heading import Heading, heading_of, names_in
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.numbers import begins_with_zero, may_be_either, typed
from bakeoff.datasets.upload.understanding import Decimal, Delimiter, Encoding, Given
from bakeoff.errors import DatasetError
from bakeoff.text import _

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "cp1252", "gb18030", "shift_jis", "big5", "cp1251")
DELIMITERS: tuple[Delimiter, ...] = (",", ";", "\t", "|")
_MARKS: dict[bytes, Encoding] = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CODECS = {"shift_jis": "cp932"}
"""Python's name of what people mean; Windows writes more characters than the standard has."""
_SAMPLE_BYTES = 200_000
_SAMPLE_ROWS = 200
_COMMA_NUMBER = re.compile(r"[+-]?(\d{1,3}([. ']\d{3})+|\d+),\d+\D{0,5}")
_POINT_NUMBER = re.compile(r"[+-]?(\d{1,3}([, ']\d{3})+|\d+)\.\d+\D{0,5}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_TOLD = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LONE = re.compile(rb"(?<![\x80-\xff])[\xa0-\xff](?![\x80-\xff])")
_HIGH = re.compile(rb"[\x80-\xff]")
_WESTERN = 0.8


@dataclass(frozen=True)
class Layout:
    """Layout of a table in a text.

    Attributes
    ----------
    encoding, delimiter, decimal
    header : bool
        True if there is at least one row of names.
    lines : int
        Number before the first row of values.
    names : tuple of str
        Of the columns; empty if the text has none.
    texts : tuple of int
        Positions of columns whose numbers stay as text: a separator is ambiguous, or they begin with zeros.
    """

    encoding: Encoding
    delimiter: Delimiter
    decimal: Decimal
    header: bool
    lines: int = 0
    names: tuple[str, ...] = ()
    texts: tuple[int, ...] = ()
    decided: tuple[FileDecision, ...] = ()


def encoding_of(content: bytes) -> Encoding:
    """Find out the encoding of a text; one that nothing else speaks for is Western European."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return encoding
    sample = content[:_SAMPLE_BYTES]
    if b"\0" in sample:
        if _wide(sample) is not None:
            return "utf-16"
        raise _no_text()
    try:
        content.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return _of_one_alphabet(sample)


def _of_one_alphabet(sample: bytes) -> Encoding:
    """Tell which alphabet's; of the West are those in which letters beyond ASCII stand alone."""
    if len(_LONE.findall(sample)) >= _WESTERN * len(_HIGH.findall(sample)):
        return "cp1252"
    best = from_bytes(sample[:20_000], cp_isolation=[*ENCODINGS[2:], *_CODECS.values()]).best()
    names: dict[str, Encoding] = {_CODECS.get(name, name): name for name in ENCODINGS} | {
        name: name for name in ENCODINGS
    }
    return names.get(best.encoding, "cp1252") if best else "cp1252"


def _wide(sample: bytes) -> str | None:
    """Return Python's name of UTF-16 without a mark, if bytes are that: one byte of each Latin letter is 0."""
    low, high = sample[1::2].count(0), sample[::2].count(0)
    if min(low, high) > 0.2 * max(low, high):
        return None
    name = "utf-16-le" if low > high else "utf-16-be"
    try:
        text = sample[: len(sample) // 2 * 2].decode(name)
    except UnicodeDecodeError:
        return None
    return name if "\n" in text and not _is_binary(text) else None


def _is_binary(text: str) -> bool:
    return len(_CONTROL.findall(text)) > 0.02 * len(text)


def _no_text() -> DatasetError:
    return DatasetError(_("This is no table as text, and no kind of file that can be read here."))


def decoded(content: bytes, encoding: Encoding) -> str:
    """Return the text; what is no character of the encoding becomes a replacement mark."""
    if encoding == "utf-16" and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode(_wide(content[:_SAMPLE_BYTES]) or "utf-16-le", "replace")
    text = content.decode(_CODECS.get(encoding, encoding), "replace").removeprefix("\ufeff")
    if _is_binary(text[:_SAMPLE_BYTES]):
        raise _no_text()
    return text


def told_delimiter(text: str) -> tuple[Delimiter | None, str]:
    """Return the delimiter that a first line such as ``sep=;`` tells, and the text without that line."""
    told = _TOLD.match(text)
    if told is None or told[1] not in DELIMITERS:
        return None, text
    return next(delimiter for delimiter in DELIMITERS if delimiter == told[1]), text[told.end() :]


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
    cells = [typed(cell.strip()) for row in _rows(text, delimiter) for cell in row]
    cells = [cell for cell in cells if not may_be_either(cell)]
    commas = sum(_COMMA_NUMBER.fullmatch(cell) is not None for cell in cells)
    points = sum(_POINT_NUMBER.fullmatch(cell) is not None for cell in cells)
    return "," if commas > points else "."


def layout_of(text: str, encoding: Encoding, given: Given) -> Layout:
    """Find out how a text holds a table; what is `given` is taken as it is."""
    sample = text[:_SAMPLE_BYTES]
    delimiter = given.delimiter or delimiter_of(sample)
    decimal = given.decimal or decimal_of(sample, delimiter)
    numbered = _numbered(sample, delimiter)
    rows = [row for _line, row in numbered]
    heading, decided = headed(rows, given)
    first = heading.above + heading.depth
    names = tuple(names_in(rows[heading.above : first])) if heading.depth else ()
    lines = numbered[first - 1][0] if first else 0
    texts = tuple(_unsure(rows[first:], delimiter))
    return Layout(encoding, delimiter, decimal, bool(heading.depth), lines, names, texts, decided)


def headed(rows: Sequence[Sequence[str]], given: Given) -> tuple[Heading, tuple[FileDecision, ...]]:
    """Return where a table begins, and what was decided on that."""
    undone = {code: f"{code}:" in given.undone for code in ("above", "names")}
    heading = heading_of(rows, given.header, above=not undone["above"], deep=not undone["names"])
    decided = []
    if heading.above or undone["above"]:
        words = tuple(next(cell for cell in row if cell.strip())[:60] for row in rows[: min(2, heading.above)])
        decided.append(FileDecision(code="above", n=heading.above, words=words, undone=undone["above"]))
    if heading.depth > 1 or undone["names"]:
        decided.append(FileDecision(code="names", n=heading.depth, undone=undone["names"]))
    return heading, tuple(decided)


def _unsure(rows: Sequence[Sequence[str]], delimiter: Delimiter) -> list[int]:
    """Return the places of columns with numbers that are not what they look like, or may not be."""
    places = []
    for place in range(max((len(row) for row in rows), default=0)):
        cells = [row[place].strip() for row in rows if len(row) > place]
        marked = [cell for cell in cells if "." in cell or "," in cell]
        either = delimiter != "," and bool(marked) and all(map(may_be_either, marked))
        if either or sum(map(begins_with_zero, cells)) > 0.05 * len(cells):
            places.append(place)
    return places


def read_delimited(text: str, layout: Layout, bounds: Bounds) -> pd.DataFrame:
    """Return the table that a text holds.

    Raises
    ------
    DatasetError
        If it holds none, or one that is too large.
    """
    rows = _rows(text[:_SAMPLE_BYTES], layout.delimiter)
    if not rows:
        raise DatasetError(_("The file is empty. Upload a table with a row of names and rows of values."))
    bounds.check_table(0, max(len(row) for row in rows))
    cut = sum(map(len, text[:_SAMPLE_BYTES].splitlines(keepends=True)[: layout.lines]))
    text = text[cut:].replace("\0", "")
    try:
        table = _parsed(text, layout, bounds, index_col=None)
        if isinstance(table.index, pd.RangeIndex):
            return _named(table, layout)
        # More fields in a row than names: a delimiter ends each row, or the first column has no name.
        if isinstance(table.index, pd.MultiIndex) or table.iloc[:, -1].isna().all():
            return _named(_parsed(text, layout, bounds, index_col=False), layout)
        return _named(table, layout).reset_index(names="")
    except pd.errors.EmptyDataError:
        return pd.DataFrame(columns=list(layout.names))
    except (pd.errors.ParserError, ValueError, OverflowError, csv.Error) as error:
        raise _unreadable(error, layout.lines) from error


def _named(table: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    return table.set_axis(list(layout.names), axis=1) if layout.names else table


def _parsed(text: str, layout: Layout, bounds: Bounds, index_col: Literal[False] | None) -> pd.DataFrame:
    return pd.read_csv(
        io.BytesIO(text.encode()),  # pandas would encode a text itself, part by part, which is slower
        sep=layout.delimiter,
        decimal=layout.decimal,
        header=None,
        names=list(range(len(layout.names))) if layout.names else None,
        dtype=dict.fromkeys(layout.texts, "str"),
        index_col=index_col,
        skipinitialspace=True,
        keep_default_na=False,
        na_values=[""],
        nrows=bounds.rows + 1,
        low_memory=False,
    )


def _unreadable(error: Exception, lines: int) -> DatasetError:
    uneven = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", str(error))
    if uneven:
        expected, line, saw = uneven.groups()
        return DatasetError(
            _(
                "Line {line} has {saw} fields, but those before it have {expected}; mend it, or choose another "
                "delimiter.",
                line=int(line) + lines,
                saw=saw,
                expected=expected,
            )
        )
    if "EOF inside string" in str(error):
        return DatasetError(_("A quotation mark is opened and never closed; the file may be cut short."))
    return DatasetError(_("This cannot be read as a table; choose another delimiter, or save it as CSV once more."))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Return the first rows, without empty ones and without one that the sample may have cut short."""
    return [row for _line, row in _numbered(text, delimiter)]


def _numbered(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Return the `_rows`, each with the number of lines up to its end."""
    lines = text.splitlines()[: _SAMPLE_ROWS + 1]
    if len(lines) > 1 and len(text) >= _SAMPLE_BYTES:
        lines = lines[:-1]
    try:
        reader = csv.reader(lines, delimiter=delimiter)
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:  # a field longer than a field may be, or a line break within one
        return [(number, line.split(delimiter)) for number, line in enumerate(lines, start=1) if line.strip()]
