"""The data home: the folder where downloaded data is kept."""

import contextlib
import errno
import logging
import os
import tempfile
from pathlib import Path

import platformdirs

from bakeoff.errors import DatasetError
from bakeoff.settings import Places
from bakeoff.text import _

_log = logging.getLogger(__name__)
_FULL = (errno.ENOSPC, errno.EDQUOT)
_PRIVATE = ("uploads", "models", "shown", "history.sqlite", "history.sqlite-wal", "history.sqlite-shm")


def data_home() -> Path:
    """Return the data home: ``BAKEOFF_DATA`` if set, else the platform's cache folder. It may not exist yet."""
    chosen = Places.read().data
    return Path(chosen).expanduser() if chosen else Path(platformdirs.user_cache_dir("bakeoff", appauthor=False))


def writable_data_home() -> Path:
    """Return the data home, made if need be and proved writable.

    Raises
    ------
    DatasetError
        If it cannot be made or written.
    """
    home = data_home()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        # os.access answers wrongly for root and on network folders; writing is the one sure test
        with tempfile.TemporaryFile(dir=home):
            return home
    except OSError as error:
        raise not_written(error) from error


def not_written(error: OSError) -> DatasetError:
    """Return the error for what cannot be written to the data home; the path and the reason go to the log."""
    _log.warning("The data folder %s cannot be written: %s", data_home(), error)
    if is_full(error):
        return DatasetError(full_disk())
    return DatasetError(_("The data folder cannot be written; set BAKEOFF_DATA to a folder that can."))


def is_full(error: OSError) -> bool:
    """Return whether the disk is full."""
    return error.errno in _FULL


def full_disk() -> str:
    """Say that the disk is full."""
    return _("The server’s disk is full; try again later.")


def close_to_others() -> None:
    """Close what this process writes, and the data of earlier servers, to the machine's other users."""
    os.umask(0o077)
    for path in (data_home() / name for name in _PRIVATE):
        with contextlib.suppress(OSError):
            path.chmod(0o700 if path.is_dir() else 0o600)
