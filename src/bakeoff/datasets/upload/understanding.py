"""How a file is to be read, as far as a person has said, and how it was read."""

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
    """What a person says of a file, which is then not found out.

    Attributes
    ----------
    encoding, delimiter, decimal, header
        Of a table as text.
    sheet : int or None
        Of a spreadsheet, from 0.
    dates : {"day first", "month first"} or None
        How dates as 3/4/2024 are read.
    undone : tuple of str
        Keys of the decisions that are taken back.
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
    """How a file was read: as `Given`, with what was found out and decided, and what does not apply left None."""

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
