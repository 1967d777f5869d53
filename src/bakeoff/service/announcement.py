"""A sentence of whoever runs the server, which every page shows until it is taken back.

It is a file in the data home, so that it outlasts the server, and servers that share their files have the same.
"""

import contextlib
import functools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bakeoff.datasets import object_store
from bakeoff.datasets.home import data_home, writable_data_home
from bakeoff.errors import DatasetError, SettingError
from bakeoff.text import _

FILE = "announcement.txt"
MOST_CHARACTERS = 300


def announced() -> str:
    """Return what is announced; empty if nothing is."""
    path = data_home() / FILE
    with contextlib.suppress(OSError):
        object_store.bring(path, changes=True)
    with contextlib.suppress(OSError, UnicodeDecodeError):
        status = path.stat()
        return _read(path, status.st_mtime_ns, status.st_ino)
    return ""


@functools.lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _inode: int) -> str:
    """Return what the file says, which every run of every page asks for."""
    return path.read_text(encoding="utf-8")


def announce(text: str) -> None:
    """Announce a text on every page; open pages show it after the visitor's next action.

    Raises
    ------
    SettingError, DatasetError
        If it is empty or long, or cannot be kept: one sentence.
    """
    sentence = " ".join(text.split())
    if not 0 < len(sentence) <= MOST_CHARACTERS:
        raise SettingError(
            _("An announcement has 1 to {most} characters; this has {n}.", most=MOST_CHARACTERS, n=len(sentence))
        )
    home = writable_data_home()
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=home, delete=False) as file:
        file.write(sentence)
    path = Path(file.name).replace(home / FILE)  # whole: nobody reads half of it
    with _in_one_sentence():
        object_store.give(path)


def take_back() -> None:
    """Announce nothing any more; raises DatasetError, one sentence, if other servers cannot be told."""
    with _in_one_sentence():
        object_store.remove(data_home() / FILE)


@contextlib.contextmanager
def _in_one_sentence() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DatasetError(_("Other servers cannot be notified now. Try again in a minute.")) from error
