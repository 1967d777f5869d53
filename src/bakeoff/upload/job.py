"""Code of the jobs that read uploads: they alone open files that nobody has checked."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import psutil

from bakeoff.datasets import openml
from bakeoff.datasets.upload import handover, read_table
from bakeoff.datasets.upload.limits import MB, Bounds
from bakeoff.datasets.upload.understanding import Given
from bakeoff.datasets.upload.written import Former, keep_written
from bakeoff.engine.base import Channel
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
    bounds : Bounds
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
    id : int
    owner : str
        Hash of the visitor's secret.
    address : str
        Where OpenML is.
    bounds : Bounds
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
    title : str
    owner : str
        Hash of the visitor's secret.
    former : Former or None
        The table that was changed.
    bounds : Bounds
    memory_bytes : int
        More than this the process cannot have beyond what it starts with.
    """

    cells: pd.DataFrame
    title: str
    owner: str
    former: Former | None
    bounds: Bounds
    memory_bytes: int


def read(file: File, _channel: Channel) -> str:
    """Read a file and keep its table; return the name that it is kept under.

    Raises
    ------
    DatasetError
        If it cannot be read: one sentence, and nothing else. What a library says of the file may quote it, and the
        engine writes all that led to an error into the server's log.
    """
    _limit_memory(file.memory_bytes)
    with in_one_sentence(unreadable()):
        return read_table(handover.taken_up(file.path), file.name, file.owner, file.given, file.bounds)


def write(sheet: WrittenTable, _channel: Channel) -> str:
    """Understand and keep a table that was written by hand; return the name it is kept under, or raise as `read`."""
    _limit_memory(sheet.memory_bytes)
    with in_one_sentence(unreadable()):
        return keep_written(sheet.cells, sheet.title, sheet.owner, sheet.former, sheet.bounds)


def search(asked: CatalogueSearch, _channel: Channel) -> tuple[openml.Match, ...]:
    """Return what OpenML has; raises as `read`."""
    with in_one_sentence(openml.garbled()):
        return openml.search(asked.text, openml.Server(asked.address))


def fetch(wanted: Wanted, channel: Channel) -> str:
    """Fetch a data set of OpenML and keep its table; return the name that it is kept under, or raise as `read`.

    On the way it says how many bytes have come.
    """
    _limit_memory(wanted.memory_bytes)
    server = openml.Server(wanted.address, wanted.bounds.megabytes * MB, progress=channel.emit)
    with in_one_sentence(openml.garbled()):
        return openml.bring(wanted.id, wanted.owner, wanted.bounds, server, wanted.cache_megabytes)


@contextlib.contextmanager
def in_one_sentence(otherwise: DatasetError) -> Iterator[None]:
    """Let no other error out than a DatasetError of one sentence: `otherwise`, where none is known."""
    try:
        yield
    except DatasetError as error:
        raise DatasetError(str(error)) from None
    except Exception:  # whatever a library raises on what nobody has looked at
        raise otherwise from None


def unreadable() -> DatasetError:
    """Return the error for a file that cannot be read, and nobody knows why."""
    return DatasetError(
        _("The file cannot be read: it is damaged or has the wrong extension. Save it again as CSV or Excel.")
    )


def _limit_memory(more: int) -> None:
    """Limit the memory at once, through the system: a zip bomb is faster than the engine's checks."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        limit = psutil.Process().memory_info().vms + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
