"""Files as people bring them, written by hand where no library here writes them."""

import io
import zipfile
from collections.abc import Sequence
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


def excel(rows: Sequence[Sequence[object]], sheet: str = "People", dimension: str = "") -> bytes:
    """A spreadsheet of texts and numbers; a text that begins with ``=`` is a formula without a stored value."""
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(place, number, value) for place, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relations}/'
        'officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="{escape(sheet)}" '
        'sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{dimension}<sheetData>{lines}</sheetData></worksheet>',
    }
    return archive({name: text.encode() for name, text in parts.items()})


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
    return f'<c r="{name}"><v>{value}</v></c>'
