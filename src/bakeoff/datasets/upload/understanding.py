"""Settings that a person gave for reading a file, and the result."""

from typing import Literal, Self

from bakeoff.datasets.upload.dates import Dates
from bakeoff.datasets.upload.decisions import FileDecision
from bakeoff.datasets.upload.numbers import Mark
from bakeoff.fields import Settings

Encoding = Literal["utf-8", "utf-16", "cp1252", "gb18030", "shift_jis", "big5", "cp1251"]
Delimiter = Literal[",", ";", "\t", "|"]
Decimal = Mark
Format = Literal["text", "parquet", "excel", "json", "pictures", "painted", "openml", "written"]


class Given(Settings):
    """Settings that a person gave for reading a file, in place of detection.

    Attributes
    ----------
    encoding, delimiter, decimal, header
        Of a table as text.
    sheet : int or None
        Of a spreadsheet, from 0.
    dates : {"day first", "month first"} or None
        Order in dates such as 3/4/2024.
    undone : tuple of str
        Keys of the decisions that are undone.
    targets : tuple of str
        Columns that are predicted: words in them that may be values are values.
    """

    encoding: Encoding | None = None
    delimiter: Delimiter | None = None
    decimal: Decimal | None = None
    header: bool | None = None
    sheet: int | None = None
    dates: Dates | None = None
    undone: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


class Origin(Settings):
    """Which data set of OpenML a table is."""

    id: int
    version: int
    licence: str


class Understood(Settings):
    """Result of reading a file: as `Given`, plus detections and decisions; None where it does not apply."""

    format: Format
    encoding: Encoding | None = None
    delimiter: Delimiter | None = None
    decimal: Decimal | None = None
    header: bool | None = None
    sheet: int | None = None
    sheets: tuple[str, ...] = ()
    dates: Dates | None = None
    origin: Origin | None = None
    decided: tuple[FileDecision, ...] = ()

    def and_decided(self, *more: FileDecision) -> Self:
        """Return it with more decisions."""
        return self.model_copy(update={"decided": (*self.decided, *more)})
