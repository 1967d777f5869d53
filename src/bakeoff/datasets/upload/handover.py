"""A visitor's file on its way to the job that reads it."""

import contextlib
import secrets
from pathlib import Path

from bakeoff.datasets import object_store
from bakeoff.datasets.home import not_written, writable_data_home
from bakeoff.datasets.upload.store import give
from bakeoff.errors import DatasetError


def put_down(content: bytes | memoryview) -> Path:
    """Put a visitor's file where a job can read it, and return that path.

    Raises
    ------
    DatasetError
        If it cannot be written.
    """
    path = writable_data_home() / "uploads" / f"incoming-{secrets.token_hex(8)}" / "file"
    try:
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        give(path, path)
    except OSError as error:
        discard(path)
        raise not_written(error) from error
    except DatasetError:
        discard(path)
        raise
    return path


def taken_up(path: Path) -> bytes:
    """Return what `put_down` has put at a path; raises OSError if it cannot be had."""
    return object_store.bring(path).read_bytes()


def discard(path: Path) -> None:
    """Remove what `put_down` has put at a path."""
    with contextlib.suppress(OSError):  # it is deleted later, as what is left half made is
        object_store.remove(path.parent)
