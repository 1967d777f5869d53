"""The tables that visitors brought: a folder each in the data home, under a name that nobody can guess.

Where servers share them by an object store, that has the folders, and the data home copies; see `object_store`.

The name is a hash of the visitor's own, of the file and of what each column is for, so that a spec can name a table
for good: the same name is always the same rows with the same roles. Whoever a table belongs to stands beside it;
whether somebody may see it is for the pages to ask (`belongs_to`).
"""

import contextlib
import functools
import hashlib
import json
import os
import re
import secrets
import shutil
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from bakeoff.datasets import object_store
from bakeoff.datasets.home import data_home, is_full, not_written, writable_data_home
from bakeoff.datasets.object_store import Kept
from bakeoff.datasets.upload.dates import whole_days
from bakeoff.datasets.upload.roles import Role, TableColumn
from bakeoff.datasets.upload.settings import UploadLimits
from bakeoff.datasets.upload.understanding import Given, Understood
from bakeoff.errors import DatasetError
from bakeoff.fields import Settings, Task
from bakeoff.text import _

MOST_TABLES = 20
"""Largest number of tables of one visitor; a new one replaces the least recently used."""

LOCAL = "local"
"""Owner of the tables of Python programs and the command line, to which no visitor's caps apply."""

ABANDONED_SECONDS = 3600.0
ROWS_SHOWN = 20

_ID = re.compile(r"[0-9a-f]{32}")
_TABLE, _ABOUT, _FILE = "table.parquet", "about.json", "file.zlib"


class About(Settings):
    """Description of a table, available without reading it.

    Attributes
    ----------
    owner : str
        Hash of its visitor's secret.
    content : str
        Hash of the file: tables of one file with other roles have the same.
    rows : int
        All of them, including those without a target.
    understood : Understood
        Result of reading the file.
    target : str
        Name of the target column.
    task : {"classification", "regression"}
    tasks : mapping of str to str
        Guessed task for each column as a target.
    head : tuple of tuple of str
        The first rows, as texts; of images some of each class, as data addresses with their class.
    image_shape : (height, width) or None
        If each row is an image.
    gathered : int
        Number of classes after rare ones are merged; 0: they are not merged.
    given : Given or None
        Settings that its file was read with; None if the file itself is not stored.
    """

    owner: str
    content: str
    title: str
    rows: int
    understood: Understood
    columns: tuple[TableColumn, ...]
    target: str
    task: Task
    tasks: Mapping[str, Task]
    head: tuple[tuple[str, ...], ...] = ()
    image_shape: tuple[int, int] | None = None
    gathered: int = 0
    given: Given | None = None

    @property
    def id(self) -> str:
        """The name that a spec has for it."""
        chosen = [self.target, self.task, [column.role for column in self.columns]]
        title = [self.title] if self.owner == LOCAL else []
        said = json.dumps([self.owner, self.content, *chosen, *([self.gathered] if self.gathered else []), *title])
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    def column(self, name: str) -> TableColumn:
        """Return the column called `name`."""
        return next(column for column in self.columns if column.name == name)

    def doubted(self, name: str) -> bool:
        """Tell whether words in a column count as missing that may be values."""
        doubt = ("missing", name, False)
        return any((each.code, each.column, each.undone) == doubt for each in self.understood.decided)

    def with_roles(self, target: str, task: str, roles: Mapping[str, Role]) -> "About":
        """Return it with another target, task or roles by column name.

        Raises
        ------
        DatasetError
            If there is no such column, role or task.
        """
        names = {column.name for column in self.columns}
        if target not in names or not roles.keys() <= names:
            raise DatasetError(_("There is no such column; choose one of the table’s own."))
        changed = [column.model_dump() | {"role": roles.get(column.name, column.role)} for column in self.columns]
        try:
            changes = {"target": target, "task": task, "columns": changed}
            gathered = self.gathered if (target, task) == (self.target, self.task) else 0
            return About.model_validate(self.model_dump() | changes | {"gathered": gathered})
        except ValidationError as error:
            raise DatasetError(_("There is no such role or task; choose one from the list.")) from error


def uploads() -> Path:
    """Return the folder of all tables; it may not exist yet."""
    return data_home() / "uploads"


def save(about: About, write: Callable[[Path], object]) -> str:
    """Keep a table, whose files `write` makes in the folder it is given; return its name.

    Raises
    ------
    DatasetError
        If the data home cannot be written, or the visitor's tables took more together than they may.
    """
    folder = uploads() / about.id
    if find(about.id) is None:
        writable_data_home()
        making = uploads() / f"new-{secrets.token_hex(8)}"
        try:
            making.mkdir(parents=True)
            write(making)
            names = [path.name for path in making.iterdir()]
            (making / _ABOUT).write_text(about.model_dump_json(), encoding="utf-8")
            if about.owner != LOCAL:
                _check_room(about, making)
            for name in (*names, _ABOUT):  # whoever finds what is known of it finds its rows
                give(making / name, folder / name)
            with contextlib.suppress(OSError):  # another has just made the very same
                making.rename(folder)
        except OSError as error:
            if is_full(error):
                raise not_written(error) from error
            raise
        finally:
            shutil.rmtree(making, ignore_errors=True)
    object_store.touch(folder, at_once=True)
    (purge if about.owner == LOCAL else _make_room)(about.owner)
    return about.id


def give(path: Path, place: Path) -> None:
    """Give a file to the object store, if there is one; raises DatasetError if it cannot be reached."""
    try:
        object_store.give(path, place)
    except OSError as error:
        raise _unreachable() from error


def _unreachable() -> DatasetError:
    return DatasetError(_("The store of this server’s tables cannot be reached now. Try again in a minute."))


def keep(about: About, frame: pd.DataFrame, file: bytes | None = None) -> str:
    """Keep a table whose rows are `frame`, and the file that it was read from; return its name, or raise as `save`."""

    def write(folder: Path) -> None:
        frame.to_parquet(folder / _TABLE, index=False)
        if file is not None:
            (folder / _FILE).write_bytes(zlib.compress(file, 1))

    return save(about, write)


def file_of(id: str) -> bytes:
    """Return the file that a table was read from; raises DatasetError if it is not kept."""
    try:
        return zlib.decompress(object_store.bring(uploads() / id / _FILE).read_bytes())
    except OSError as error:
        raise gone() from error


def changed(id: str, about: About) -> str:
    """Keep the table `id` with other roles as well, without another copy of its rows; return that one's name."""

    def link(folder: Path) -> None:
        for name in (_TABLE, *([_FILE] if about.given else [])):
            path = object_store.bring(uploads() / id / name)
            try:
                os.link(path, folder / name)
            except OSError:  # a file system without links
                shutil.copyfile(path, folder / name)

    try:
        return save(about, link)
    except OSError as error:  # deleted meanwhile
        raise gone() from error


def is_id(text: str) -> bool:
    """Tell whether a text can be the name of a table."""
    return _ID.fullmatch(text) is not None


def find(id: str) -> About | None:
    """Return what is known of the table called `id`, or None if there is none."""
    if not is_id(id):
        return None
    try:
        path = object_store.bring(uploads() / id / _ABOUT)
        return _read(path, path.stat().st_ino)
    except (OSError, ValueError):
        return None


@functools.lru_cache(maxsize=64)
def _read(path: Path, _inode: int) -> About:
    return About.model_validate_json(path.read_text(encoding="utf-8"))


def rows(id: str, columns: list[str] | None = None) -> pd.DataFrame:
    """Return a table's rows, all columns or some; raises DatasetError if it is no longer kept."""
    try:
        frame = pd.read_parquet(object_store.bring(uploads() / id / _TABLE), columns=columns)
    except (OSError, ValueError) as error:
        raise gone() from error
    touch(id)
    return frame


def content(id: str) -> bytes:
    """Return a table's Parquet file; raises DatasetError if it is no longer kept."""
    try:
        return object_store.bring(uploads() / id / _TABLE).read_bytes()
    except OSError as error:
        raise gone() from error


def packed(owner: str) -> Path:
    """Return the folder of a file with all tables of a visitor's; it may not be there, and goes within hours."""
    return uploads() / f"packed-{owner}"


def touch(id: str) -> None:
    """Remember that a table was used just now."""
    object_store.touch(uploads() / id)


def belongs_to(id: str, owner: str) -> bool:
    """Tell whether the table called `id` is there and the visitor `owner`'s."""
    about = find(id)
    return about is not None and secrets.compare_digest(about.owner, owner)


def tables_of(owner: str) -> dict[str, About]:
    """Return a visitor's tables by name, the latest used first; of those of one file, the latest."""
    by_content: dict[str, tuple[str, About]] = {}
    for kept, about in _all_of(owner):
        by_content.setdefault(about.content, (kept.folder.name, about))
    return dict(by_content.values())


def delete(id: str, owner: str) -> None:
    """Delete a visitor's table for good, whatever the roles of its columns; nobody else's."""
    about = find(id)
    if about is None or about.owner != owner:
        return
    for kept, described in _all_of(owner):
        if described.content == about.content:
            _remove(kept.folder)
    _remove(packed(owner))


def delete_all(owner: str) -> None:
    """Delete all tables of a visitor's for good."""
    for kept, _about in _all_of(owner):
        _remove(kept.folder)
    _remove(packed(owner))


def _remove(folder: Path) -> None:
    try:
        object_store.remove(folder)
    except OSError as error:
        raise _unreachable() from error


def purge(owner: str = "") -> None:
    """Delete the tables, of all owners or one, that are unused for too many days, and what was left half made."""
    oldest = {True: time.time() - 86_400 * UploadLimits.read().upload_days, False: time.time() - ABANDONED_SECONDS}
    with contextlib.suppress(OSError):  # another process may be at the same
        for kept in object_store.folders(uploads()):
            if kept.when < oldest[is_id(kept.folder.name)] and (not owner or belongs_to(kept.folder.name, owner)):
                object_store.remove(kept.folder)
        object_store.tidy(uploads())


def gone() -> DatasetError:
    """Return the error for a table that is not, or no longer, kept, or another visitor's: it does not tell which."""
    return DatasetError(not_here())


def not_here() -> str:
    """Say that a table is not kept here for whoever asks."""
    return _("Another visitor uploaded this data, or it is no longer stored. Upload your own.")


def _all() -> list[tuple[Kept, About]]:
    """Return all visitors' tables; raises DatasetError if an object store cannot be read."""
    try:
        folders = object_store.folders(uploads())
    except OSError as error:
        raise _unreachable() from error
    known = ((kept, find(kept.folder.name)) for kept in folders)
    return [(kept, about) for kept, about in known if about is not None]


def _all_of(owner: str) -> list[tuple[Kept, About]]:
    """Return a visitor's tables, the latest used first; raises DatasetError if an object store cannot be read."""
    theirs = [(kept, about) for kept, about in _all() if about.owner == owner]
    return sorted(theirs, key=lambda entry: entry[0].when, reverse=True)


def _bytes_by_rows() -> dict[str, dict[tuple[str, int], int]]:
    """Return, by owner, what each one's rows take."""
    taken: dict[str, dict[tuple[str, int], int]] = {}
    for kept, about in _all():
        size = kept.sizes.get(_TABLE, 0) + kept.sizes.get(_FILE, 0)
        taken.setdefault(about.owner, {})[about.content, size] = size
    return taken


def _check_room(about: About, making: Path) -> None:
    """Raise DatasetError if one more table, which stands in `making`, were too much for a visitor or for the server."""
    limits, taken = UploadLimits.read(), _bytes_by_rows()
    size = sum(path.stat().st_size for path in making.iterdir() if path.name != _ABOUT)
    own = taken.setdefault(about.owner, {})
    own[about.content, size] = size
    if sum(own.values()) > limits.visitor_mb * 2**20:
        raise DatasetError(
            _(
                "Your tables would take more than {limit} MB, the limit for one visitor. Delete one on Your data, "
                "then upload this again.",
                limit=limits.visitor_mb,
            )
        )
    if sum(sum(rows.values()) for owner, rows in taken.items() if owner != LOCAL) > limits.uploads_mb * 2**20:
        raise DatasetError(
            _(
                "All visitors’ tables together would take more than the {limit} MB that this server has for them. "
                "Delete one of yours that you no longer need on Your data, or come again another day.",
                limit=limits.uploads_mb,
            )
        )


def _make_room(owner: str) -> None:
    for id in list(tables_of(owner))[MOST_TABLES:]:
        delete(id, owner)


def texts(frame: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    """Return the first rows as texts, a missing value as an empty one, a day without an hour."""
    head: Any = frame.head(ROWS_SHOWN)
    days = {
        name: head[name].dt.strftime("%Y-%m-%d") for name in head.select_dtypes("datetime") if whole_days(head[name])
    }
    head = head.assign(**days)
    return tuple(
        tuple("" if pd.isna(cell) else str(cell)[:200] for cell in row) for row in head.itertuples(index=False)
    )
