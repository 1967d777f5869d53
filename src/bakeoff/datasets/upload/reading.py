"""From a visitor's file to a table that is kept."""

import hashlib
import warnings
from pathlib import PurePosixPath, PureWindowsPath

import pandas as pd

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import Raw, read_file
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.pictures import holds_pictures, read_pictures, thumbnails
from bakeoff.datasets.upload.roles import (
    BINS,
    FEATURES,
    MOST_CLASSES,
    TableColumn,
    guessed_task,
    looked_at,
)
from bakeoff.datasets.upload.source import FEWEST_ROWS, FOLDER, PICTURE
from bakeoff.datasets.upload.store import About
from bakeoff.datasets.upload.targets import guessed_target
from bakeoff.datasets.upload.understanding import Given, Understood
from bakeoff.datasets.upload.values import clean, tidied
from bakeoff.errors import DatasetError
from bakeoff.text import _, counted

MOST_THUMBNAILS = 60


def read_table(content: bytes, name: str, owner: str, given: Given, bounds: Bounds) -> str:
    """Read a file, guess what its columns are for, and keep it; return the name it is kept under.

    Parameters
    ----------
    name : str
        The file's own name, which makes the title and nothing else.
    owner : str
        Hash of the visitor's secret.
    given : Given
        How to read it, as far as somebody has said so.

    Raises
    ------
    DatasetError
        If it is no table that can be raced on: one sentence.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # of libraries that guess; what they guess is shown
            bounds.check_file(len(content))
            if holds_pictures(content, bounds):
                frame, shape = read_pictures(content, bounds)
                return store.keep(_pictures(frame, shape, name, owner, _digest(content, given)), frame)
            raw = read_file(content, given, bounds)
            table = tidied(raw, given)
            about = understood(table, name, owner, _digest(content, given))
            if about.doubted(about.target):  # nobody has said that these are no answers
                given = given.model_copy(update={"targets": (*given.targets, about.target)})
                table = tidied(raw, given)
                about = understood(table, name, owner, _digest(content, given))
            return store.keep(about.model_copy(update={"given": given}), table.frame, content)
    except MemoryError as error:
        raise DatasetError(_("The file takes more memory than there is for one; take fewer rows.")) from error


def understood(raw: Raw, name: str, owner: str, content: str) -> About:
    """Return what there is to know of a table, with a guess at what each column is for; raises as `read_table`."""
    frame = raw.frame
    if frame.shape[1] < 2:
        raise DatasetError(
            _("Only one column was found, but there must be one to predict and one to learn from; check the delimiter.")
        )
    if len(frame) < FEWEST_ROWS:
        raise DatasetError(
            counted(
                "The table has {n} row; at least {least} are needed.",
                "The table has {n} rows; at least {least} are needed.",
                len(frame),
                least=FEWEST_ROWS,
            )
        )
    columns = looked_at(frame)
    if all(column.role not in FEATURES for column in columns):
        raise DatasetError(
            _("No column has values that something could be learnt from: each is empty, the same everywhere, or an id.")
        )
    target = guessed_target(columns, frame)
    tasks = {column.name: guessed_task(column, frame[column.name]) for column in columns}
    return About(
        owner=owner,
        content=content,
        title=title_of(name),
        rows=len(frame),
        understood=raw.understood,
        columns=columns,
        target=target,
        task=tasks[target],
        tasks=tasks,
        head=store.texts(frame),
    )


def _pictures(frame: pd.DataFrame, shape: tuple[int, int], name: str, owner: str, content: str) -> About:
    counts = frame[FOLDER].value_counts()
    _check_pictures(len(frame), len(counts))
    folder = TableColumn(
        name=FOLDER,
        role="category",
        distinct=len(counts),
        common=tuple(counts.index[:BINS]),
        bars=tuple(counts.iloc[:BINS].tolist()),
    )
    return About(
        owner=owner,
        content=content,
        title=title_of(name),
        rows=len(frame),
        understood=Understood(format="pictures"),
        columns=(TableColumn(name=PICTURE, role="ignore"), folder),
        target=FOLDER,
        task="classification",
        tasks={FOLDER: "classification"},
        head=tuple(thumbnails(frame, shape, MOST_THUMBNAILS)),
        image_shape=shape,
    )


def _check_pictures(rows: int, classes: int) -> None:
    if rows < FEWEST_ROWS:
        raise DatasetError(
            counted(
                "The archive has {n} picture; at least {least} are needed.",
                "The archive has {n} pictures; at least {least} are needed.",
                rows,
                least=FEWEST_ROWS,
            )
        )
    if not 2 <= classes <= MOST_CLASSES:
        raise DatasetError(
            _(
                "The pictures lie in {n} folders, but there must be 2 to {most}, one for each class.",
                n=classes,
                most=MOST_CLASSES,
            )
        )


def title_of(name: str) -> str:
    """Return a table's title: the last part of its file's name without the ending, and without Markdown's marks.

    Examples
    --------
    >>> title_of("C:\\\\data\\\\flower_shop.csv"), title_of("../../etc/*passwd*"), title_of("")
    ('flower shop', 'passwd', 'Your table')
    >>> title_of("prices [EUR].csv")
    'prices (EUR)'
    """
    last = PureWindowsPath(PurePosixPath(name).name).name
    stem = last[: last.rindex(".")] if "." in last[1:] else last
    stem = stem.translate(str.maketrans("[]{}", "()()"))  # brackets that Markdown has a use for
    kept = "".join(character if character.isalnum() or character in " .,-()" else " " for character in stem)
    return clean(kept, 60).strip(" .") or _("Your table")


def _digest(content: bytes, given: Given) -> str:
    digest = hashlib.sha256(content)
    digest.update(given.model_dump_json().encode())
    return digest.hexdigest()


def as_frame(about: About) -> pd.DataFrame:
    """Return the first rows of a table as texts, under its columns' names."""
    return pd.DataFrame(about.head, columns=[column.name for column in about.columns])
