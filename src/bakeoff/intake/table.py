"""A table of one's own for a race in Python or on the command line, read as the page reads an uploaded file."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, get_args

import pandas as pd

from bakeoff.datasets.upload import UPLOAD, store
from bakeoff.datasets.upload.formats import one_type
from bakeoff.datasets.upload.limits import UNBOUNDED
from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.roles import FEATURES, ROLES, Role
from bakeoff.datasets.upload.source import as_dataset, options_of
from bakeoff.datasets.upload.store import About
from bakeoff.datasets.upload.understanding import Given
from bakeoff.datasets.upload.values import clean, names_of
from bakeoff.errors import DatasetError, SettingError
from bakeoff.fields import Task
from bakeoff.intake.job import in_one_sentence
from bakeoff.intake.messages import unreadable
from bakeoff.refusals import unknown
from bakeoff.spec import DatasetChoice
from bakeoff.text import _, counted, declared, enumerated, sentences

MOST_TOLD = 30
_TASKS: dict[Task, str] = {
    "classification": declared("Predict the class “{target}”."),
    "regression": declared("Predict the number “{target}”."),
}


def table(
    data: pd.DataFrame | str | Path | BinaryIO,
    target: str | None = None,
    *,
    task: Task | None = None,
    roles: Mapping[str, Role] | None = None,
    name: str = "",
    **reading: Any,
) -> DatasetChoice:
    """Return a table of your own as the dataset of a spec.

    It is read, checked and prepared as an uploaded file is on the page. A copy is kept in the data home until it was
    not used for 30 days (``BAKEOFF_UPLOAD_DAYS``).

    Parameters
    ----------
    data : DataFrame, str, Path or binary file
        The table, or its file: CSV, TSV, Parquet, Excel, OpenDocument or JSON lines. An index is left out.
    target : str, optional
        Column to predict; default is a guess, by names and values.
    task : {"classification", "regression"}, optional
        Whether classes or numbers are predicted; default is what the column's values suggest.
    roles : mapping of str to str, optional
        Roles of columns that are guessed wrongly: ``number``, ``category``, ``date``, ``text``, ``identifier`` or
        ``ignore``.
    name : str
        Title of the data; default is the file's name.
    **reading : object
        How a file is read, where that is found out wrongly: ``encoding``, ``delimiter``, ``decimal``, ``header``,
        ``sheet``, ``dates``.

    Returns
    -------
    DatasetChoice
        What `BakeoffSpec` takes as ``dataset``.

    Raises
    ------
    BakeoffError
        If it can not be read or raced on: one sentence.
    """
    if word := next((word for word in ("sep", "separator") if word in reading), None):
        raise SettingError(_("{place} is not a setting; did you mean “{guess}”?", place=word, guess="delimiter"))
    given, (content, file) = Given.parse(reading, _("The table")), _content(data)
    with in_one_sentence(unreadable()):
        id = read_table(content, f"{name}.csv" if name else file, store.LOCAL, given, UNBOUNDED)
    chosen = {clean(str(column)): role for column, role in (roles or {}).items()}
    known = _known(id)
    about = _chosen(known, known.target if target is None else clean(str(target)), task, chosen)
    as_dataset(about, store.rows(id))
    return DatasetChoice.parse({"name": UPLOAD.name, "options": options_of(store.changed(id, about), about)})


def _known(id: str) -> About:
    if (about := store.find(id)) is None:
        raise store.gone()
    return about


def _chosen(about: About, target: str, task: Task | None, roles: Mapping[str, Role]) -> About:
    """Return what is known of a table with the target, the task and the roles that were chosen."""
    task = task or about.tasks.get(target, "regression")
    words: list[tuple[str, str, Iterable[str]]] = [(_("column"), name, about.tasks) for name in (target, *roles)]
    words += [(_("role"), role, ROLES) for role in roles.values()] + [(_("task"), task, get_args(Task))]
    for what, word, known in words:
        if word not in known:
            raise unknown(word, known, what)
    return about.with_roles(target, task, roles)


def columns_told(choice: DatasetChoice) -> str:
    """Say how a table's columns are understood, for whoever can not see them."""
    about = _known(choice.options.model_dump()["table"])
    others = [column for column in about.columns if column.name != about.target]
    used, left = (
        [f"{column.name} ({column.role})" for column in others if (column.role in FEATURES) == wanted]
        for wanted in (True, False)
    )
    return sentences(
        counted("{title}: {n} row.", "{title}: {n} rows.", about.rows, title=about.title),
        _(_TASKS[about.task], target=about.target),
        _("Learn from: {columns}.", columns=enumerated(used, MOST_TOLD)),
        _("Leave out: {columns}.", columns=enumerated(left, MOST_TOLD)) if left else "",
    )


def _content(data: Any) -> tuple[bytes, str]:
    """Return a table as the bytes of a file, and the file's name."""
    if isinstance(data, pd.DataFrame):
        return _parquet(data), ""
    if hasattr(data, "read"):
        return data.read(), ""
    if not isinstance(data, str | Path):
        kind = type(data).__name__
        raise DatasetError(_("A table is a pandas.DataFrame or the path of a file, not of type {kind}.", kind=kind))
    try:
        return Path(data).read_bytes(), Path(data).name
    except OSError as error:
        raise DatasetError(_("Cannot read {path}: {reason}.", path=data, reason=error)) from error


def _parquet(frame: pd.DataFrame) -> bytes:
    if frame.columns.nlevels > 1:
        way = 'data.columns = ["_".join(map(str, name)) for name in data.columns]'
        raise DatasetError(_("The data frame’s column names have several levels. Join them first: {way}.", way=way))
    file = io.BytesIO()
    named = frame.set_axis(names_of([str(name) for name in frame.columns]), axis=1)
    try:
        named.apply(lambda column: one_type(column) if column.dtype == object else column).to_parquet(file, index=False)
    except (ValueError, TypeError, NotImplementedError) as error:
        reason = str(error).split("\n")[0]
        raise DatasetError(_("The data frame cannot be stored as a table: {reason}.", reason=reason)) from error
    return file.getvalue()
