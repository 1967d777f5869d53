"""From a file's bytes to a table, whatever kind of file it is; the bytes tell the kind, not the name."""

import datetime
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from bakeoff.datasets.upload.decisions import FileDecision
from bakeoff.datasets.upload.delimited import (
    decoded,
    encoding_of,
    headed,
    layout_of,
    read_delimited,
    told_delimiter,
)
from bakeoff.datasets.upload.heading import names_in
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.packed import check_unpacks, damaged, entries
from bakeoff.datasets.upload.sheets import as_text, read_sheet
from bakeoff.datasets.upload.understanding import Given, Understood
from bakeoff.errors import DatasetError
from bakeoff.text import _

TABLE_ENDINGS = ("csv", "tsv", "txt", "parquet", "xlsx", "xls", "xlsb", "ods", "jsonl", "ndjson", "json")
"""Endings of the names of files with a table."""

_BATCH_ROWS = 65_536


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
        raise DatasetError(_("The file is empty. Upload a table with a row of names and rows of values."))
    raw = _reader(content, bounds)(content, given, bounds)
    bounds.check_table(*raw.frame.shape)
    bounds.check_cells(raw.frame)
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
    delimiter, text = told_delimiter(decoded(content, encoding))
    if delimiter is not None and given.delimiter is None:
        given = given.model_copy(update={"delimiter": delimiter})
    layout = layout_of(text, encoding, given)
    understood = Understood(
        format="text",
        encoding=encoding,
        delimiter=layout.delimiter,
        decimal=layout.decimal,
        header=layout.header,
        decided=layout.decided,
    )
    frame, beneath = _without_what_is_beneath(read_delimited(text, layout, bounds), given)
    return Raw(frame, understood.and_decided(*beneath))


def _without_what_is_beneath(frame: pd.DataFrame, given: Given) -> tuple[pd.DataFrame, tuple[FileDecision, ...]]:
    """Return a table without the totals and notes beneath it, and without its own names among its rows."""
    last = frame.dropna(how="all").tail(LOOKED_AT)
    rows = [["" if pd.isna(cell) else str(cell).strip() for cell in row] for row in last.itertuples(index=False)]
    n, decided = beneath(rows, given)
    frame = frame.drop(index=last.index[len(last) - n :]) if n else frame
    again = _names_again(frame) if not n or not decided[0].undone else pd.Series(False, index=frame.index)
    if again.any():
        frame = frame[~again]
        decided = (*decided, FileDecision(code="repeated", n=int(again.sum())))
    return frame, decided


def beneath(rows: list[list[str]], given: Given) -> tuple[int, tuple[FileDecision, ...]]:
    """Return how many of the last rows are to be left out, and what was decided on that."""
    undone = "totals:" in given.undone
    n = rows_beneath(rows)
    if not n:
        return 0, ()
    words = tuple(next(cell for cell in row if cell)[:60] for row in rows[len(rows) - n :][:2])
    return 0 if undone else n, (FileDecision(code="totals", n=n, words=words, undone=undone),)


def _names_again(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which rows say the names of the columns once more, as those of printed pages do."""
    if frame.shape[1] < 2 or not all(kind == "str" for kind in frame.dtypes):
        return pd.Series(False, index=frame.index)
    same = pd.DataFrame({place: frame.iloc[:, place] == str(name) for place, name in enumerate(frame.columns)})
    return same.all(axis=1)


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
    sheet = read_sheet(content, given.sheet, bounds, given.undone)
    texts = [[as_text(cell) for cell in row] for row in sheet.rows[:200]]
    heading, decided = headed(texts, given)
    first = heading.above + heading.depth
    names = names_in(texts[heading.above : first]) if heading.depth else None
    rows = sheet.rows[first:]
    n, totals = beneath([[as_text(cell).strip() for cell in row] for row in rows[-LOOKED_AT:]], given)
    values = [[None if cell == "" else cell for cell in row] for row in rows[: len(rows) - n]]
    understood = Understood(
        format="excel",
        header=bool(heading.depth),
        sheet=sheet.place,
        sheets=sheet.names,
        decided=(*sheet.decided, *decided, *totals),
    )
    return Raw(_typed(pd.DataFrame(values, columns=names)), understood)


def _read_json(content: bytes, given: Given, bounds: Bounds) -> Raw:
    """Read JSON lines, one array of objects, or one object around it; what is no JSON at all is a table as text."""
    encoding = given.encoding or encoding_of(content)
    text = decoded(content, encoding)
    try:
        rows = json.loads(text) if text.lstrip().startswith("[") else _json_rows(text)
        if isinstance(rows, list):
            rows = [dict(_flat(row)) if isinstance(row, dict) else row for row in rows]
    except (ValueError, RecursionError) as error:
        if text.lstrip().startswith("["):
            return _read_text(content, given, bounds)
        raise DatasetError(
            _("Each line must be one JSON object. Correct the lines, or upload the table as CSV.")
        ) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DatasetError(
            _("The JSON is not a list of objects with a value for each column. Save it as one, or as CSV.")
        )
    names = {name: None for row in rows for name in row}
    bounds.check_table(len(rows), len(names))
    frame = pd.DataFrame({name: [_cell(row.get(name)) for row in rows] for name in names}, dtype=object)
    return Raw(_typed(frame), Understood(format="json", encoding=encoding))


def _json_rows(text: str) -> list[Any]:
    """Return the objects of JSON lines; of one object the longest list of objects in it, or what pandas made of one."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    parts = list(whole.values())
    if parts and all(isinstance(part, dict) and len(part) < len(parts) for part in parts):
        return parts
    columns = [list(part.values()) if isinstance(part, dict) else part for part in parts]
    if len(parts) > 1 and all(isinstance(column, list) and len(column) == len(columns[0]) for column in columns):
        return [dict(zip(whole, row, strict=True)) for row in zip(*columns, strict=True)]
    lists = [value for _name, value in _flat(whole) if isinstance(value, list) and value and isinstance(value[0], dict)]
    return max(lists, key=len, default=[whole])


def _flat(row: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield names and values of an object, those of objects within it as ``person.age``."""
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _cell(value: Any) -> Any:
    """Return a JSON value that a column can hold: lists as their text, half characters replaced."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**63 else value


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Give each column of Python objects one type: that of all its values, or text."""
    return pd.DataFrame(
        {place: one_type(frame.iloc[:, place]) for place in range(frame.shape[1])}, index=frame.index
    ).set_axis(frame.columns, axis=1)


def one_type(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return a column of Python objects as one of numbers, dates or truth values, else of texts."""
    known = column.dropna()
    kinds = {type(value) for value in known}
    if kinds <= {bool}:
        return column.astype("boolean")
    if kinds <= {int, float}:
        return pd.to_numeric(column, errors="coerce")
    if kinds <= {datetime.date, datetime.datetime}:
        return pd.to_datetime(column, errors="coerce")
    return column.map(as_text, na_action="ignore").astype("str")


LOOKED_AT = 40
"""Number of last rows that show the usual form."""
_MOST_BENEATH = 8
_TOTAL = re.compile(
    r"(grand |sub)?totals?|sum|average|mean|median|gesamt(summe)?|summen?|zwischensumme|insgesamt|mittelwert|"
    r"durchschnitt|somme|totaux|total général|moyenne|"
    r"合计|合計|总计|總計|総計|总和|小计|小計|平均|平均分|平均値|均值|計|计",
    re.IGNORECASE,
)


def rows_beneath(rows: Sequence[Sequence[str]]) -> int:
    """Return how many of the last rows are no row of the table.

    Parameters
    ----------
    rows : sequence of sequence of str
        The last ones, as texts; what has nothing in it is empty.
    """
    whole = [sum(map(bool, row)) for row in rows]
    usual = sorted(whole)[len(whole) // 2] if whole else 0
    beneath = 0
    for place in range(len(rows) - 1, max(0, len(rows) - _MOST_BENEATH) - 1, -1):
        if _is_total(rows, place) or (usual >= 3 and whole[place] <= 1):
            beneath = len(rows) - place
        else:
            break
    return beneath


def _is_total(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Tell whether a row begins with a word for a total, which is no word of its column."""
    at, word = next(((at, cell) for at, cell in enumerate(rows[place]) if cell), (0, ""))
    if not _TOTAL.fullmatch(word.strip(" :：.")):
        return False
    return all(row[at] != word for row in rows[:place] if len(row) > at)
