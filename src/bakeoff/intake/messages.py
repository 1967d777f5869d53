"""Messages between a server and the jobs that read uploads."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.understanding import Given
from bakeoff.datasets.upload.written import Former
from bakeoff.errors import DatasetError
from bakeoff.text import _


@dataclass(frozen=True)
class File:
    """A job's payload.

    Attributes
    ----------
    path : Path
        Where the server has put the file.
    name : str
        What the visitor calls it.
    owner : str
        Hash of the visitor's secret.
    given : Given
        How to read it, as far as the visitor has said.
    memory_bytes : int
        More than this the process cannot have beyond what it starts with.
    """

    path: Path
    name: str
    owner: str
    given: Given
    bounds: Bounds
    memory_bytes: int


@dataclass(frozen=True)
class CatalogueSearch:
    """A job's payload: what to search OpenML for, and where it is."""

    text: str
    address: str


@dataclass(frozen=True)
class Wanted:
    """A job's payload: a data set of OpenML.

    Attributes
    ----------
    owner : str
        Hash of the visitor's secret.
    address : str
        Where OpenML is.
    cache_megabytes : int
        How much of what was fetched may be kept.
    memory_bytes : int
        More than this the process cannot have beyond what it starts with.
    """

    id: int
    owner: str
    address: str
    bounds: Bounds
    cache_megabytes: int
    memory_bytes: int


@dataclass(frozen=True)
class WrittenTable:
    """A job's payload: a table that was written, or changed, by hand.

    Attributes
    ----------
    cells : pd.DataFrame
        Of texts.
    owner : str
        Hash of the visitor's secret.
    former : Former or None
        The table that was changed.
    memory_bytes : int
        More than this the process cannot have beyond what it starts with.
    """

    cells: pd.DataFrame
    title: str
    owner: str
    former: Former | None
    bounds: Bounds
    memory_bytes: int


def unreadable() -> DatasetError:
    """Return the error for a file that cannot be read, and nobody knows why."""
    return DatasetError(
        _("The file cannot be read: it is damaged or has the wrong extension. Save it again as CSV or Excel.")
    )
