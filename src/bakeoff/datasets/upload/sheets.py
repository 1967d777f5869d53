"""Spreadsheets: which sheet holds the table, and where on the sheet it is."""

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bakeoff.datasets.upload.decisions import FileDecision
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.packed import damaged
from bakeoff.errors import DatasetError
from bakeoff.text import _

Cells = list[list[Any]]
Decided = tuple[FileDecision, ...]

MOST_SHEETS = 100
_MOST_LOOKED_AT = 20
_FEWEST_ROWS, _FEWEST_COLUMNS = 10, 2


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet of a workbook.

    Attributes
    ----------
    place : int
        From 0.
    names : tuple of str
        Of all sheets.
    rows : list of list
        Those that have anything in them; an empty cell is an empty text.
    """

    place: int
    names: tuple[str, ...]
    rows: Cells
    decided: tuple[FileDecision, ...]


def read_sheet(content: bytes, wanted: int | None, bounds: Bounds, undone: Sequence[str] = ()) -> WorkbookSheet:
    """Return the sheet that was asked for, or the first that looks like a table.

    Parameters
    ----------
    content : bytes
        A workbook: xlsx, xlsb, xls or ods.
    wanted : int or None
        From 0.
    undone : sequence of str
        Decisions that a person has taken back.

    Raises
    ------
    DatasetError
        If the workbook is damaged or empty, or the sheet too large: one sentence.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = tuple(name[:100] for name in book.sheet_names[:MOST_SHEETS])
        if wanted is not None and 0 <= wanted < len(names):
            place, (rows, decided) = wanted, _rows(book, wanted, bounds, undone)
        else:
            place, rows, decided = _first_table(book, len(names), bounds, undone)
    except (CalamineError, PasswordError, ZipError, ValueError, IndexError, OSError) as error:
        raise damaged() from error
    if not rows:
        raise DatasetError(_("The sheet is empty; choose another sheet."))
    if wanted is None and len(names) > 1:
        others = tuple(name for at, name in enumerate(names) if at != place)
        decided = (FileDecision(code="sheet", n=len(names), words=(names[place], *others[:3])), *decided)
    return WorkbookSheet(place, names, rows, decided)


def _first_table(book: Any, n: int, bounds: Bounds, undone: Sequence[str]) -> tuple[int, Cells, Decided]:
    """Return the first sheet that a person sees with rows and columns enough; else that with the most cells."""
    from python_calamine import SheetVisibleEnum

    seen = [place for place, sheet in enumerate(book.sheets_metadata[:n]) if sheet.visible == SheetVisibleEnum.Visible]
    best: tuple[int, Cells, Decided] = (0, [], ())
    for place in (seen or list(range(n)))[:_MOST_LOOKED_AT]:
        rows, decided = _rows(book, place, bounds, undone)
        width = max((_filled(row) for row in rows), default=0)
        if len(rows) > _FEWEST_ROWS and width >= _FEWEST_COLUMNS:
            return place, rows, decided
        if sum(map(_filled, rows)) > sum(map(_filled, best[1])):
            best = (place, rows, decided)
    return best


def _filled(row: Sequence[Any]) -> int:
    return sum(cell != "" for cell in row)


def _rows(book: Any, place: int, bounds: Bounds, undone: Sequence[str]) -> tuple[Cells, Decided]:
    sheet = book.get_sheet_by_index(place)
    bounds.check_table(sheet.total_height, sheet.total_width)
    cells: Cells = sheet.to_python()
    merged = _Merged(cells, sheet.start or (0, 0), sheet.merged_cell_ranges or [])
    decision = merged.decision("merged:" in undone)
    if decision is not None and not decision.undone:
        merged.fill()
    return [row for row in cells if any(cell != "" for cell in row)], () if decision is None else (decision,)


class _Merged:
    """The merged cells of a sheet, of which the file has a value for the first alone.

    Those that go over a single row and all of its columns are titles, and stay as they are.
    """

    def __init__(self, cells: Cells, start: tuple[int, int], ranges: Sequence[Any]) -> None:
        self.cells = cells
        height, width = len(cells), len(cells[0]) if cells else 0
        self.areas = []
        room = height * width  # ranges that a file lays over one another fill no more cells than there are
        for (top, left), (bottom, right) in ranges:
            rows = range(max(0, top - start[0]), min(height, bottom - start[0] + 1))
            columns = range(max(0, left - start[1]), min(width, right - start[1] + 1))
            room -= len(rows) * len(columns)
            if rows and columns and len(rows) * len(columns) > 1 and len(columns) < max(2, width) and room >= 0:
                self.areas.append((rows, columns))

    def decision(self, undone: bool) -> FileDecision | None:
        """Return what was decided about them; None if there are none."""
        n = sum(len(rows) * len(columns) - 1 for rows, columns in self.areas)
        return FileDecision(code="merged", n=n, undone=undone) if n else None

    def fill(self) -> None:
        """Write the value of each into all cells that it goes over."""
        for rows, columns in self.areas:
            value = self.cells[rows[0]][columns[0]]
            for row in rows:
                for column in columns:
                    self.cells[row][column] = value


def as_text(cell: Any) -> str:
    """Return what stands in a cell as a person would write it.

    Examples
    --------
    >>> as_text(3.0), as_text(datetime.datetime(2024, 3, 5)), as_text(None)
    ('3', '2024-03-05', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return f"{cell:%Y-%m-%d}"
    return str(cell)
