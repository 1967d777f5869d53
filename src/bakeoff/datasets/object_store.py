"""Files that servers and their workers share without a common folder.

With ``BAKEOFF_STORE``, the files are in an object store, and the data home has copies of those needed here. Without it,
the data home has all files, and these functions do nothing more. Only they store, fetch and remove shared files.

A stored file never changes, unless its documentation says so; any server can delete it. Errors of the object store are
an `OSError`, as those of a disk.
"""

import contextlib
import functools
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bakeoff.datasets.home import data_home
from bakeoff.errors import SettingError
from bakeoff.settings import Places, ServerSettings
from bakeoff.text import _

if sys.platform != "win32":
    import fcntl

FRESH_SECONDS = 5.0
"""For how long what was seen in the store is believed to be there; a page would ask for it with each of its runs."""

USED_SECONDS = 60.0
"""Shortest time between two records that something was used."""

LOCAL_SECONDS = 86_400.0
"""Age of an unused copy at which it is removed; it can be fetched again."""

MAKING_SECONDS = 600.0
"""Age at which a folder that the store lacks is removed; until then it may just be in the making."""

COPIES_BYTES = 2 * 2**30
"""Size limit of a collection's copies; the least recently used ones go first, unless just used."""

OTHERS_SECONDS = 10.0
"""For how long one waits for what another job of this machine is bringing, which may be held back meanwhile."""

CONNECT_SECONDS, REQUEST_SECONDS, ATTEMPTS = 3.0, 20.0, 2

_USED, _TIDIED = "used", ".tidied"
_MOST_SEEN = 100_000

_seen: dict[Path, float] = {}
_versions: dict[Path, int] = {}


@dataclass(frozen=True)
class Kept:
    """A folder of what is kept.

    Attributes
    ----------
    folder : Path
        In the data home, where it may not be yet.
    when : float
        When it was last changed or used.
    sizes : mapping of str to int
        Bytes by the name of the file.
    """

    folder: Path
    when: float
    sizes: Mapping[str, int]


def in_use() -> bool:
    """Tell whether there is an object store."""
    return bool(Places.read().store)


def check(settings: ServerSettings) -> None:
    """Try whether the object store can be used, if there is to be one.

    Raises
    ------
    SettingError
        If it cannot: one sentence.
    """
    if not settings.store:
        return
    if not settings.secret:
        raise SettingError(
            _("With BAKEOFF_STORE set BAKEOFF_SECRET as well: keys are not put where tables and models are.")
        )
    url = settings.store.partition("?")[0]
    try:
        store = _store()
        there = store.files.get_file_info(store.root.split("/")[0]).type.name == "Directory"
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise SettingError(_("The object store {url} cannot be used ({reason}).", url=url, reason=reason)) from None
    if not there:
        raise SettingError(_("The object store {url} has no such bucket; make it, or change BAKEOFF_STORE.", url=url))


@dataclass(frozen=True)
class _Store:
    files: Any
    root: str

    def key(self, path: Path) -> str:
        """Return what a path of the data home is called there."""
        return f"{self.root}/{path.relative_to(data_home()).as_posix()}"


def _store() -> _Store:
    return _connected(Places.read().store)


@functools.lru_cache(maxsize=4)
def _connected(url: str) -> _Store:
    """Connect once a process: what is connected does not outlive a fork, and no template of jobs comes here."""
    from pyarrow.fs import AwsStandardS3RetryStrategy, S3FileSystem

    parts = urlsplit(url)
    files = S3FileSystem(
        **dict(parse_qsl(parts.query)),
        connect_timeout=CONNECT_SECONDS,
        request_timeout=REQUEST_SECONDS,
        retry_strategy=AwsStandardS3RetryStrategy(max_attempts=ATTEMPTS),
        allow_delayed_open=True,  # a small file takes one request, not three
    )
    return _Store(files, f"{parts.netloc}{parts.path}".rstrip("/"))


def give(path: Path, place: Path | None = None) -> None:
    """Share a file of the data home with other servers, at its path there or at another."""
    if not in_use():
        return
    store, place = _store(), place or path
    with path.open("rb") as file, store.files.open_output_stream(store.key(place)) as stream:
        shutil.copyfileobj(file, stream, 2**20)
    _listed.cache_clear()
    _seen[place] = time.monotonic()


def bring(path: Path, *, changes: bool = False) -> Path:
    """Return a path of the data home, once the file is there that some server has given.

    Parameters
    ----------
    changes : bool
        Whether a file may be another than it was.

    Raises
    ------
    FileNotFoundError
        If an object store has it no more; the copy is gone then.
    OSError
        If it cannot be had.
    """
    if not in_use() or (_believed(path) and (changes or path.exists())):
        return path
    store = _store()
    _remember(path)
    told = store.files.get_file_info(store.key(path))
    if told.type.name != "File":
        path.unlink(missing_ok=True)
        if changes:
            return path
        _seen.pop(path, None)
        raise FileNotFoundError(path)
    if not path.exists() or (changes and _versions.get(path) != told.mtime_ns):
        _tidy_now_and_then(path)
        with _alone(path.parent):
            if changes or not path.exists():
                _copied(store, path)
        _versions[path] = told.mtime_ns
    return path


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait while another process brings what is in a folder: the jobs of a race want the same at once."""
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":  # where folders cannot be locked
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        until = time.monotonic() + OTHERS_SECONDS
        while not _locked(descriptor) and time.monotonic() < until:
            time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        pass
    return True


def _copied(store: _Store, path: Path) -> None:
    with store.files.open_input_stream(store.key(path)) as stream:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as file:
                shutil.copyfileobj(stream, file, 2**20)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)


def _believed(path: Path) -> bool:
    return time.monotonic() - _seen.get(path, -FRESH_SECONDS) < FRESH_SECONDS


def _remember(path: Path) -> None:
    if len(_seen) > _MOST_SEEN:
        _seen.clear()
    _seen[path] = time.monotonic()


def remove(path: Path) -> None:
    """Delete a file or a folder, everywhere but for copies of it that other servers have, which they remove."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
    if not in_use():
        return
    store = _store()
    kind = store.files.get_file_info(store.key(path)).type.name
    if kind == "Directory":
        store.files.delete_dir(store.key(path))
    elif kind == "File":
        store.files.delete_file(store.key(path))
    for known in list(_seen):
        if known == path or path in known.parents:
            _seen.pop(known, None)
    _listed.cache_clear()


def touch(folder: Path, *, at_once: bool = False) -> None:
    """Remember that a folder was used just now.

    Parameters
    ----------
    at_once : bool
        Whether an object store is told though it was less than a minute ago.
    """
    with contextlib.suppress(OSError):
        if in_use():
            _touch_everywhere(folder / _USED, 0.0 if at_once else USED_SECONDS)
        os.utime(folder)


def _touch_everywhere(mark: Path, seconds: float) -> None:
    """Renew a shared mark that is at least `seconds` old, so that other servers see it."""
    if not mark.exists() or time.time() - mark.stat().st_mtime >= seconds:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        give(mark)


def names(folder: Path) -> set[str]:
    """Return the names of the files of a folder."""
    here = {path.name for path in folder.glob("*")}
    if not in_use():
        return here
    given = {name for kept in _given(folder.parent) if kept.folder == folder for name in kept.sizes}
    # What is here and was not listed is new, or was deleted at another server.
    return given if here <= given else {name for kept in _listing(folder) for name in kept.sizes}


def folders(collection: Path, *, anew: bool = False) -> tuple[Kept, ...]:
    """Return all folders of a collection, which is a folder of the data home; in no order.

    Parameters
    ----------
    anew : bool
        Whether what an object store told some seconds ago will not do.
    """
    if anew:
        _listed.cache_clear()
    return _given(collection) if in_use() else tuple(_here(collection))


def tidy(collection: Path) -> None:
    """Remove copies that nobody has used here for long, or that are too many, and those of what others have deleted."""
    if not in_use():
        return
    given = {kept.folder for kept in _given(collection)}
    left = COPIES_BYTES
    for kept in sorted(_here(collection), key=lambda kept: kept.when, reverse=True):
        left -= sum(kept.sizes.values())
        most = LOCAL_SECONDS if kept.folder in given and left >= 0 else MAKING_SECONDS
        if time.time() - kept.when > most:
            shutil.rmtree(kept.folder, ignore_errors=True)


def _tidy_now_and_then(wanted: Path) -> None:
    """Tidy up where a copy is wanted: a cluster's worker has no server that would."""
    collection = data_home() / wanted.relative_to(data_home()).parts[0]
    mark = collection / _TIDIED
    with contextlib.suppress(OSError):
        if collection != wanted and not (mark.exists() and time.time() - mark.stat().st_mtime < MAKING_SECONDS):
            collection.mkdir(parents=True, exist_ok=True)
            mark.touch()
            tidy(collection)


def _given(collection: Path) -> tuple[Kept, ...]:
    """Return what an object store has of a collection."""
    if not in_use():
        return ()
    return _listed(collection, int(time.monotonic() / FRESH_SECONDS))


@functools.lru_cache(maxsize=4)
def _listed(collection: Path, _turn: int) -> tuple[Kept, ...]:
    return tuple(_listing(collection))


def _listing(top: Path) -> Iterator[Kept]:
    """Yield what an object store has below a folder, by the folders that files are in."""
    from pyarrow.fs import FileSelector

    store = _store()
    whens: dict[Path, float] = {}
    sizes: dict[Path, dict[str, int]] = {}
    for told in store.files.get_file_info(FileSelector(store.key(top), recursive=True, allow_not_found=True)):
        if told.type.name == "File":
            path = top / told.path.removeprefix(f"{store.key(top)}/")
            whens[path.parent] = max(told.mtime_ns / 1e9, whens.get(path.parent, 0.0))
            sizes.setdefault(path.parent, {})[path.name] = told.size
            _remember(path)
    for folder in sizes:
        yield Kept(folder, whens[folder], sizes[folder])


def _here(collection: Path) -> Iterator[Kept]:
    """Yield the folders that are here; another process may be removing them."""
    with contextlib.suppress(OSError):
        for folder in list(collection.iterdir()):
            with contextlib.suppress(OSError):
                if folder.is_dir():
                    when = folder.stat().st_mtime
                    yield Kept(folder, when, dict(_sizes(folder)))


def _sizes(folder: Path) -> Iterator[tuple[str, int]]:
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            yield path.name, path.stat().st_size
