"""What the process does that reads a visitor's file: it alone takes apart what nobody has looked at before."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

import psutil

from bakeoff.datasets.upload import read_table
from bakeoff.datasets.upload.formats import Given
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.engine import Channel


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
    """Read a file and keep its table; return the name that it is kept under."""
    _limit_memory(file.memory_bytes)
    return read_table(file.path.read_bytes(), file.name, file.owner, file.given, file.bounds)


def _limit_memory(more: int) -> None:
    """Have the system refuse memory at once: a bomb goes off faster than the engine looks."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        limit = psutil.Process().memory_info().vms + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
