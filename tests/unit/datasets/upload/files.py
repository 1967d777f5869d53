"""Files as people bring them, written by hand where no library here writes them."""

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd

OWNER, OTHER = "a" * 64, "b" * 64


def people(rows: int = 120, seed: int = 0) -> pd.DataFrame:
    """A table with a column of each kind."""
    rng = np.random.default_rng(seed)
    size = rng.normal(170, 9, rows).round(1)
    return pd.DataFrame(
        {
            "no": np.arange(1, rows + 1),
            "size": size,
            "town": rng.choice(["Köln", "Bonn", "Ulm"], rows),
            "born": pd.date_range("1990-03-01", periods=rows, freq="9D").strftime("%Y-%m-%d"),
            "remark": [f"likes number {n} and also {n % 7:.0f} things" for n in size],
            "planet": "Earth",
            "member": np.where(size + rng.normal(0, 4, rows) > 170, "yes", "no"),
        }
    )


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DAY_ZERO = datetime.date(1899, 12, 30)
"""Of a spreadsheet's dates, which are numbers of days."""


def excel(rows: Sequence[Sequence[object]], sheet: str = "People", dimension: str = "") -> bytes:
    """A spreadsheet of texts and numbers; a text that begins with ``=`` is a formula without a stored value."""
    return workbook({sheet: rows}, dimension)


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    dimension: str = "",
    merged: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
) -> bytes:
    """A workbook of several sheets, as `excel`; of each, ranges such as ``A1:C1`` can be one merged cell."""
    numbered = list(enumerate(sheets.items(), start=1))
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"{_state(name in hidden)}/>'
        for n, (name, _rows) in numbered
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _one in numbered
    )
    styles = f'<Relationship Id="s" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{RELATIONS}/'
        'officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}{styles}'
        "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    for n, (name, rows) in numbered:
        parts[f"xl/worksheets/sheet{n}.xml"] = _sheet(rows, dimension, (merged or {}).get(name, ()))
    return archive({name: text.encode() for name, text in parts.items()})


def _state(hidden: bool) -> str:
    return ' state="hidden"' if hidden else ""


def _sheet(rows: Sequence[Sequence[object]], dimension: str, merged: Sequence[str]) -> str:
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(place, number, value) for place, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    ranges = f"<mergeCells>{ranges}</mergeCells>" if ranges else ""
    return f'<worksheet xmlns="{MAIN}">{dimension}<sheetData>{lines}</sheetData>{ranges}</worksheet>'


def archive(files: dict[str, bytes]) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def parquet(frame: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()


def json_lines(frame: pd.DataFrame) -> bytes:
    return (frame.to_json(orient="records", lines=True) or "").encode()


def _cell(column: int, row: int, value: object) -> str:
    name = chr(ord("A") + column) + str(row)
    if isinstance(value, str) and value.startswith("="):
        return f'<c r="{name}"><f>{escape(value[1:])}</f></c>'
    if isinstance(value, str):
        return f'<c r="{name}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    if value is None:
        return f'<c r="{name}"/>'
    if isinstance(value, datetime.date):
        return f'<c r="{name}" s="1"><v>{(value - DAY_ZERO).days}</v></c>'
    return f'<c r="{name}"><v>{value}</v></c>'
