"""Code of the jobs that read uploads: they alone open files that nobody has checked."""

import contextlib
from collections.abc import Iterator

import psutil

from bakeoff.datasets import openml
from bakeoff.datasets.upload import handover
from bakeoff.datasets.upload.limits import MB
from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.written import keep_written
from bakeoff.engine.base import Channel
from bakeoff.errors import DatasetError
from bakeoff.intake.messages import CatalogueSearch, File, Wanted, WrittenTable, unreadable


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


def _limit_memory(more: int) -> None:
    """Limit the memory at once, through the system: a zip bomb is faster than the engine's checks."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        limit = psutil.Process().memory_info().vms + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
