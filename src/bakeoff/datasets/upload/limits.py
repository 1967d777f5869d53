"""Size limits of uploads."""

from dataclasses import dataclass
from typing import Self

import pandas as pd

from bakeoff.datasets.upload.settings import DEFAULTS, UploadLimits
from bakeoff.errors import DatasetError
from bakeoff.text import _

MB = 2**20
UNPACKED_FACTOR = 20
"""Largest growth of a packed file, as a multiple of its size: spreadsheets full of numbers grow tenfold."""

LONGEST_CELL = 32_767
"""Characters of one cell: as many as Excel allows."""


@dataclass(frozen=True)
class Bounds:
    """Size limits of one table.

    Attributes
    ----------
    megabytes, rows, columns, cells : int
        Of the uploaded file; of the table; `cells` is rows times columns.
    letters : int
        Of one cell.
    """

    megabytes: int = DEFAULTS.upload_mb
    rows: int = DEFAULTS.upload_rows
    columns: int = DEFAULTS.upload_columns
    cells: int = DEFAULTS.upload_cells
    letters: int = LONGEST_CELL

    @classmethod
    def set_here(cls) -> Self:
        """Return the bounds of this server; raises SettingError if one is no whole number."""
        limits = UploadLimits.read()
        return cls(limits.upload_mb, limits.upload_rows, limits.upload_columns, limits.upload_cells)

    @property
    def unpacked_bytes(self) -> int:
        """Largest unpacked size of an archive, in bytes."""
        return UNPACKED_FACTOR * self.megabytes * MB

    def check_file(self, size: int) -> None:
        """Raise DatasetError if a file of `size` bytes is too large."""
        if size > self.megabytes * MB:
            raise DatasetError(
                _(
                    "The file has {size} MB; the limit is {limit} MB. Upload fewer rows.",
                    size=-(-size // MB),
                    limit=self.megabytes,
                )
            )

    def check_unpacked(self, size: int) -> None:
        """Raise DatasetError if a packed file holds more than it may."""
        if size > self.unpacked_bytes:
            raise DatasetError(
                _(
                    "The file unpacks to more than {limit} MB, which is too much here; take fewer rows.",
                    limit=self.unpacked_bytes // MB,
                )
            )

    def check_table(self, rows: int, columns: int) -> None:
        """Raise DatasetError if a table has too many rows, columns or cells."""
        if columns > self.columns:
            raise DatasetError(
                _(
                    "The table has {n} columns; the limit is {limit}. Remove some.",
                    n=columns,
                    limit=self.columns,
                )
            )
        if rows > self.rows:
            raise DatasetError(
                _(
                    "The table has more than {limit} rows, the limit here. Upload fewer, or race it from Python or the "
                    "shell, which have no limit.",
                    limit=f"{self.rows:,}",
                )
            )
        if rows * columns > self.cells:
            raise DatasetError(
                _(
                    "The table has {rows} rows of {columns} columns; the limit is {limit} cells. Remove rows or "
                    "columns.",
                    rows=f"{rows:,}",
                    columns=columns,
                    limit=f"{self.cells:,}",
                )
            )

    def check_cells(self, frame: pd.DataFrame) -> None:
        """Raise DatasetError if a cell is too long, or if all texts together are."""
        total = 0
        for name, column in frame.items():
            if column.dtype.kind != "O":
                continue
            texts = column if column.dtype == "str" else column.map(str, na_action="ignore").astype("str")
            lengths = texts.str.len().fillna(0)
            if lengths.max() > self.letters:
                raise DatasetError(
                    _(
                        "The cell in row {row} of “{column}” has {n} characters; the limit is {limit}. Shorten it.",
                        row=int(lengths.to_numpy().argmax()) + 1,
                        column=" ".join(str(name).split())[:80],
                        n=f"{int(lengths.max()):,}",
                        limit=f"{self.letters:,}",
                    )
                )
            total += int(lengths.sum())
            self.check_unpacked(total)


UNBOUNDED = Bounds(*[10**12] * 5)
"""For somebody's own file, read by a program of their own."""
