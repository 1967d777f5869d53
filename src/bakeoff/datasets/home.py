"""The data home: the folder where downloaded data is kept."""

import tempfile
from pathlib import Path

import platformdirs

from bakeoff.errors import DatasetError
from bakeoff.settings import Places
from bakeoff.text import _


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
        home.mkdir(parents=True, exist_ok=True)
        # os.access answers wrongly for root and on network folders; writing is the one sure test
        with tempfile.TemporaryFile(dir=home):
            return home
    except OSError as error:
        raise DatasetError(
            _(
                "The data folder {home} cannot be written ({reason}); set BAKEOFF_DATA to a folder that can.",
                home=home,
                reason=error.strerror,
            )
        ) from error
