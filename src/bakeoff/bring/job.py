"""What the process does that reads a visitor's file: it alone takes apart what nobody has looked at before."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

import psutil

from bakeoff.datasets.upload import read_table
from bakeoff.datasets.upload.formats import Given
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.engine import Channel
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


def read(file: File, _channel: Channel) -> str:
    """Read a file and keep its table; return the name that it is kept under.

    Raises
    ------
    DatasetError
        If it cannot be read: one sentence, and nothing else. What a library says of the file may quote it, and the
        engine writes all that led to an error into the server's log.
    """
    _limit_memory(file.memory_bytes)
    try:
        return read_table(file.path.read_bytes(), file.name, file.owner, file.given, file.bounds)
    except DatasetError as error:
        raise DatasetError(str(error)) from None
    except Exception:  # whatever a library raises on a file that nobody has looked at
        raise unreadable() from None


def unreadable() -> DatasetError:
    """Return the error for a file that cannot be read, and nobody knows why."""
    return DatasetError(_("The file cannot be read: it is damaged, or not what it seems to be; save it once more."))


def _limit_memory(more: int) -> None:
    """Have the system refuse memory at once: a bomb goes off faster than the engine looks."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        limit = psutil.Process().memory_info().vms + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
