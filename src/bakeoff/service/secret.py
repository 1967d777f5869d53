"""The key that this server signs with."""

import hashlib
import logging
import os
import secrets
import tempfile
from pathlib import Path

from bakeoff.datasets.home import writable_data_home
from bakeoff.errors import DatasetError
from bakeoff.settings import ServerSettings
from bakeoff.text import _

_log = logging.getLogger(__name__)

FILE = "secret"
_BYTES = 32


def server_key() -> bytes:
    """Return the key: of ``BAKEOFF_SECRET``, else of a file in the data home that is made once, for its owner alone.

    Raises
    ------
    SettingError, DatasetError
        If it can neither be read nor made: one sentence.
    """
    chosen = ServerSettings.read().secret
    if chosen:
        return hashlib.sha256(chosen.encode()).digest()
    path = writable_data_home() / FILE
    try:
        return _kept(path)
    except OSError as error:
        _log.warning("The key in %s cannot be read or made: %s", path, error)
        raise DatasetError(_("The server’s key cannot be read or made; set BAKEOFF_SECRET instead.")) from error


def _kept(path: Path) -> bytes:
    """Return what the file holds; it is put in its place whole, so that nobody reads half of it, and by one alone."""
    if not path.is_file():
        descriptor, name = tempfile.mkstemp(dir=path.parent)  # which nobody else can read
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_BYTES))
        try:
            path.hardlink_to(name)
        except FileExistsError:
            pass  # another server on the same folder was first
        except OSError:  # a disk without such links
            Path(name).replace(path)
        Path(name).unlink(missing_ok=True)
    return path.read_bytes()
