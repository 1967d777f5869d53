"""Zip archives that come from outside: what they say of themselves is not believed."""

import io
import zipfile
import zlib

from bakeoff.datasets.upload.limits import Bounds
from bakeoff.errors import DatasetError
from bakeoff.text import _

MOST_ENTRIES = 250_000
_CHUNK = 2**20
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""Errors of zipfile for an archive that is cut short, encrypted, packed in an unknown way, or forged."""


def entries(content: bytes, bounds: Bounds) -> list[zipfile.ZipInfo]:
    """Return the entries of an archive that says it is within bounds.

    Raises
    ------
    DatasetError
        If it is none, or says that it is too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except DAMAGED as error:
        raise damaged() from error
    if len(members) > MOST_ENTRIES:
        raise DatasetError(_("The archive has more than {limit} files; take fewer.", limit=MOST_ENTRIES))
    bounds.check_unpacked(sum(entry.file_size for entry in members))
    return members


def check_unpacks(content: bytes, bounds: Bounds) -> None:
    """Unpack an archive piece by piece, keeping nothing, and raise DatasetError if it is damaged or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            total = 0
            for entry in entries(content, bounds):
                with archive.open(entry) as file:
                    while piece := file.read(_CHUNK):
                        total += len(piece)
                        bounds.check_unpacked(total)
    except DAMAGED as error:
        raise damaged() from error


def damaged() -> DatasetError:
    """Return the error for an archive that cannot be unpacked."""
    return DatasetError(_("The file is damaged, cut short or protected by a password; save it once more."))
