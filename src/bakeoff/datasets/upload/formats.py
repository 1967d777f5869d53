"""From a file's bytes to a table, whatever kind of file it is; the bytes tell the kind, not the name."""

import datetime
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from bakeoff.datasets.upload.delimited import (
    Decimal,
    Delimiter,
    Encoding,
    decoded,
    encoding_of,
    has_header,
    layout_of,
    read_delimited,
)
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.packed import check_unpacks, damaged, entries
from bakeoff.errors import DatasetError
from bakeoff.fields import Settings
from bakeoff.text import _

Format = Literal["text", "parquet", "excel", "json", "pictures", "painted", "openml", "written"]
Dates = Literal["day first", "month first"]

TABLE_ENDINGS = ("csv", "tsv", "txt", "parquet", "xlsx", "xls", "xlsb", "ods", "jsonl", "ndjson", "json")
"""What the names of files with a table end with."""

_BATCH_ROWS = 65_536


class Given(Settings):
    """What a person says of a file, which is then not found out.

    Attributes
    ----------
    encoding, delimiter, decimal, header
        Of a table as text.
    sheet : int or None
        Of a spreadsheet, from 0.
    dates : {"day first", "month first"} or None
        How dates as 3/4/2024 are read.
    """

    encoding: Encoding | None = None
    delimiter: Delimiter | None = None
    decimal: Decimal | None = None
    header: bool | None = None
    sheet: int | None = None
    dates: Dates | None = None


class Origin(Settings):
    """Which data set of OpenML a table is."""

    id: int
    version: int
    licence: str


class Understood(Settings):
    """How a file was read: as `Given`, with what was found out, and what does not apply left None."""

    format: Format
    encoding: Encoding | None = None
    delimiter: Delimiter | None = None
    decimal: Decimal | None = None
    header: bool | None = None
    sheet: int | None = None
    sheets: tuple[str, ...] = ()
    dates: Dates | None = None
    origin: Origin | None = None


@dataclass(frozen=True)
class Raw:
    """A table as the file has it."""

    frame: pd.DataFrame
    understood: Understood


def read_file(content: bytes, given: Given, bounds: Bounds) -> Raw:
    """Read a file.

    Raises
    ------
    DatasetError
        If it is no table, damaged or too large: one sentence.
    """
    bounds.check_file(len(content))
    if not content.strip():
        raise DatasetError(_("There is nothing in it; bring a table with a row of names and rows of values."))
    raw = _reader(content, bounds)(content, given, bounds)
    bounds.check_table(*raw.frame.shape)
    return raw


def _reader(content: bytes, bounds: Bounds) -> Callable[[bytes, Given, Bounds], Raw]:
    if content.startswith(b"PAR1"):
        return _read_parquet
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _read_excel
    if content.startswith(b"PK"):
        names = {entry.filename for entry in entries(content, bounds)}
        if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
            raise DatasetError(_("This archive holds neither a spreadsheet nor folders of pictures."))
        check_unpacks(content, bounds)
        return _read_excel
    if content.lstrip()[:1] in (b"{", b"["):
        return _read_json
    return _read_text


def _read_text(content: bytes, given: Given, bounds: Bounds) -> Raw:
    encoding = given.encoding or encoding_of(content)
    text = decoded(content, encoding)
    layout = layout_of(text, encoding, delimiter=given.delimiter, decimal=given.decimal, header=given.header)
    understood = Understood(
        format="text",
        encoding=encoding,
        delimiter=layout.delimiter,
        decimal=layout.decimal,
        header=layout.header,
    )
    return Raw(read_delimited(text, layout, bounds), understood)


def _read_parquet(content: bytes, _given: Given, bounds: Bounds) -> Raw:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = pq.ParquetFile(io.BytesIO(content)).schema_arrow
        # Texts that are said once and referred to often stay so: written out they might fill any memory.
        texts = [field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_binary(field.type)]
        file = pq.ParquetFile(io.BytesIO(content), read_dictionary=texts)
        about = file.metadata
        bounds.check_table(about.num_rows, len(schema.names))
        bounds.check_unpacked(sum(about.row_group(group).total_byte_size for group in range(about.num_row_groups)))
        parts, total = [], 0
        for part in file.iter_batches(batch_size=_BATCH_ROWS, use_threads=False):
            total += sum(_written_out(column) for column in part.columns)
            bounds.check_unpacked(total)
            parts.append(part)
        frame = pa.Table.from_batches(parts, schema=file.schema_arrow if not parts else None).to_pandas(
            ignore_metadata=True, use_threads=False, timestamp_as_object=False
        )
    except (pa.ArrowException, OSError, ValueError, TypeError, KeyError, OverflowError) as error:
        raise damaged() from error
    return Raw(frame, Understood(format="parquet"))


def _written_out(column: Any) -> int:
    """Return how many bytes an Arrow column has when each of its texts is written out."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_dictionary(column.type) or not (
        pa.types.is_string(column.type.value_type) or pa.types.is_binary(column.type.value_type)
    ):
        return int(column.nbytes)
    lengths = pc.binary_length(column.dictionary)
    return int(pc.sum(pc.take(lengths, column.indices)).as_py() or 0) + int(column.indices.nbytes)


def _read_excel(content: bytes, given: Given, bounds: Bounds) -> Raw:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = tuple(name[:100] for name in book.sheet_names[:100])
        place = given.sheet if given.sheet is not None and 0 <= given.sheet < len(names) else 0
        sheet = book.get_sheet_by_index(place)
        bounds.check_table(sheet.total_height, sheet.total_width)
        rows = [row for row in sheet.to_python() if any(cell != "" for cell in row)]
    except (CalamineError, PasswordError, ZipError, ValueError, IndexError, OSError) as error:
        raise damaged() from error
    if not rows:
        raise DatasetError(_("The sheet is empty; choose another sheet."))
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows[:200]]
    header = has_header(texts) if given.header is None else given.header
    values = [[None if cell == "" else cell for cell in row] for row in (rows[1:] if header else rows)]
    frame = pd.DataFrame(values, columns=texts[0] if header else None)
    return Raw(_typed(frame), Understood(format="excel", header=header, sheet=place, sheets=names))


def _read_json(content: bytes, given: Given, bounds: Bounds) -> Raw:
    """Read JSON lines, or one array of objects; what is no JSON at all is a table as text."""
    encoding = given.encoding or encoding_of(content)
    text = decoded(content, encoding)
    try:
        rows = json.loads(text) if text.lstrip().startswith("[") else _json_lines(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip().startswith("["):
            return _read_text(content, given, bounds)
        raise DatasetError(
            _("The lines are not JSON objects, one a line; mend them, or bring the table as CSV.")
        ) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DatasetError(
            _("The JSON is no list of objects with a value for each column; bring it as one, or as CSV.")
        )
    names = {name: None for row in rows for name in row}
    bounds.check_table(len(rows), len(names))
    frame = pd.DataFrame({name: [_cell(row.get(name)) for row in rows] for name in names}, dtype=object)
    return Raw(_typed(frame), Understood(format="json", encoding=encoding))


def _json_lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _cell(value: Any) -> Any:
    """Return a JSON value that a column can hold: lists and objects as their text, half characters replaced."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**63 else value


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Give each column of Python objects one type: that of all its values, or text."""
    return pd.DataFrame(
        {place: _one_type(frame.iloc[:, place]) for place in range(frame.shape[1])}, index=frame.index
    ).set_axis(frame.columns, axis=1)


def _one_type(column: "pd.Series[Any]") -> "pd.Series[Any]":
    known = column.dropna()
    kinds = {type(value) for value in known}
    if kinds <= {bool}:
        return column.astype("boolean")
    if kinds <= {int, float}:
        return pd.to_numeric(column, errors="coerce")
    if kinds <= {datetime.date, datetime.datetime}:
        return pd.to_datetime(column, errors="coerce")
    return column.map(written, na_action="ignore").astype("str")


def written(value: Any) -> str:
    """Write a value as a person would: whole numbers without the decimals that a spreadsheet gives them."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
