"""Cache of one process's results, in files of a folder that all processes of the engine share.

A name includes everything that the content depends on. So a stored file can be used as it is, and a missing one is
calculated again.
"""

import contextlib
import os
import tempfile
from pathlib import Path

MOST = 256
"""So many files stay: those used last."""

_folder: Path | None = None


def share(folder: Path) -> None:
    """Share this folder with all copies of this process; it belongs to them alone."""
    global _folder
    folder.mkdir(exist_ok=True)
    _folder = folder


def read(name: str) -> bytes | None:
    """Return what was kept under this name; None where nothing is, or nothing is shared."""
    if _folder is None:
        return None
    try:
        content = (_folder / name).read_bytes()
        os.utime(_folder / name)
    except OSError:
        return None
    return content


def keep(name: str, content: bytes) -> None:
    """Keep this for the others, if there are any; a full disk costs nobody but them."""
    if _folder is None:
        return
    with contextlib.suppress(OSError):
        handle, path = tempfile.mkstemp(dir=_folder)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(path).replace(_folder / name)  # nobody ever reads half of it
        for old in sorted(_folder.iterdir(), key=lambda file: file.stat().st_mtime)[:-MOST]:
            old.unlink(missing_ok=True)
