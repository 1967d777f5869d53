"""A visitor's table as a data set: what a spec says of it, and how it is loaded."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import field_validator

from bakeoff.datasets.base import Dataset, DatasetInfo, TableSource, pixel_names
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.column_values import as_numbers, written
from bakeoff.datasets.upload.dates import as_dates
from bakeoff.datasets.upload.rare_classes import gathered
from bakeoff.datasets.upload.roles import FEATURES, MOST_CLASSES, TableColumn
from bakeoff.datasets.upload.store import About
from bakeoff.errors import DatasetError
from bakeoff.fields import Settings, Task, setting
from bakeoff.text import _, declared, verbatim

FEWEST_ROWS = 10
PICTURE, FOLDER = "picture", "class"
"""Columns of the table that pictures are kept as: their grey pixels as bytes, and their folder's name."""
_UNREADABLE = {
    "number": declared("No value of “{column}” is a number; choose “Category” for it."),
    "date": declared("No value of “{column}” is a date; choose “Category” for it."),
}


class Options(Settings):
    """Which table.

    The task is the table's own; it is said here too for when the table has been deleted, and what came of it has not.
    """

    table: str = setting("", max_length=32, label="Table", help="Name under which the server keeps the table.")
    task: Task = setting(
        "classification",
        label="Kind of task",
        help="Whether classes or numbers are predicted.",
        options={"classification": "Classes", "regression": "Numbers"},
    )

    @field_validator("table")
    @classmethod
    def _named(cls, table: str) -> str:
        if table and not store.is_id(table):
            raise ValueError(_("the name of an uploaded table"))
        return table


def load(options: Options) -> Dataset:
    """Return the rows that have a target, with the columns that the models learn from.

    Raises
    ------
    DatasetError
        If the table is no longer kept, or cannot be raced on: one sentence, with the mend.
    """
    about = _found(options)
    if about is None:
        raise store.gone()
    return as_dataset(about, store.rows(options.table))


def options_of(id: str, about: About) -> dict[str, str]:
    """Return the options of a spec that names the table `id`."""
    return {"table": id, "task": about.task}


def _found(options: Options) -> About | None:
    about = store.find(options.table)
    return about if about is not None and about.task == options.task else None


def as_dataset(about: About, frame: pd.DataFrame) -> Dataset:
    """Return a table as a data set; raises as `load`."""
    if about.image_shape is not None:
        return _pictures(about, about.image_shape, frame)
    used = [column for column in about.columns if column.name != about.target and column.role in FEATURES]
    frame = frame[frame[about.target].notna()].reset_index(drop=True)
    y, class_names, known = _target(about, frame[about.target])
    frame, y = frame[known].reset_index(drop=True), y[known]
    if len(y) < FEWEST_ROWS <= len(known):
        n, target = len(y), about.target
        raise DatasetError(_("Only {n} values of “{target}” are numbers. Predict it as a class.", n=n, target=target))
    if len(y) < FEWEST_ROWS:
        raise DatasetError(
            _(
                "Only {n} rows have a value of “{target}”; at least {least} are needed.",
                n=len(y),
                target=about.target,
                least=FEWEST_ROWS,
            )
        )
    used = [column for column in used if frame[column.name].notna().any()]  # a gap in each of these rows tells nothing
    if not used:
        raise DatasetError(
            _(
                "No column is left to learn from: each is left out, an identifier or without a value. Choose number, "
                "category, date or text for one of them, or another column to be predicted."
            )
        )
    unused = [column.name for column in about.columns if column.name != about.target and column.role not in FEATURES]
    return Dataset(
        X=pd.DataFrame({column.name: _feature(column, frame[column.name]) for column in used}),
        y=y,
        task=about.task,
        feature_names=tuple(column.name for column in used),
        class_names=class_names,
        target_name=about.target,
        text_features=tuple(column.name for column in used if column.role == "text"),
        aside=frame[unused] if unused else None,
    )


def as_array(pictures: "pd.Series[Any]") -> NDArray[np.uint8]:
    """Return pictures' bytes as an array of shape (n_pictures, n_pixels)."""
    return np.frombuffer(b"".join(pictures), dtype=np.uint8).reshape(len(pictures), -1)


def _pictures(about: About, shape: tuple[int, int], frame: pd.DataFrame) -> Dataset:
    codes, classes = pd.factorize(frame[FOLDER], sort=True)
    return Dataset(
        X=as_array(frame[PICTURE]),
        y=codes.astype(np.int64),
        task="classification",
        feature_names=pixel_names(*shape),
        class_names=tuple(str(name) for name in classes),
        target_name=about.target,
        image_shape=shape,
    )


def _target(about: About, values: "pd.Series[Any]") -> tuple[NDArray[Any], tuple[str, ...], NDArray[np.bool_]]:
    """Return class codes or numbers, the names of the classes, and which rows have one."""
    if about.task == "regression":
        numbers = to_numbers(values).to_numpy()
        return numbers, (), ~np.isnan(numbers)
    codes, classes = pd.factorize(gathered(values.map(written)) if about.gathered else values, sort=True)
    if not 2 <= len(classes) <= MOST_CLASSES:
        raise DatasetError(
            _(
                "“{target}” has {n} different values, but there must be 2 to {most} classes. Choose another target, "
                "or predict it as a number.",
                target=about.target,
                n=len(classes),
                most=MOST_CLASSES,
            )
        )
    return codes.astype(np.int64), tuple(written(name) for name in classes), codes >= 0


def _feature(column: TableColumn, values: "pd.Series[Any]") -> "pd.Series[Any]":
    convert = {"number": to_numbers, "date": _dates, "category": _words, "text": _words}
    feature = convert[column.role](values)
    if feature.isna().all():
        raise DatasetError(_(_UNREADABLE[column.role], column=column.name))
    return feature


def to_numbers(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return a column as numbers: dates as seconds, texts as they are read; what is none is missing."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values.astype("datetime64[s]").astype(np.int64).where(values.notna()).astype(np.float64)
    if pd.api.types.is_numeric_dtype(values.dtype):
        return values.astype(np.float64)
    return as_numbers(_words(values).dropna()).reindex(values.index).astype(np.float64)


def _dates(values: "pd.Series[Any]") -> "pd.Series[Any]":
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values
    known = values.dropna().map(written).astype("str")
    dates = as_dates(known)
    return pd.Series(pd.NaT, index=values.index) if dates is None else dates.reindex(values.index)


def _words(values: "pd.Series[Any]") -> "pd.Series[Any]":
    return values.map(written, na_action="ignore").astype("str")


def described(options: Options) -> DatasetInfo:
    """Return the record of the table that the options name."""
    about = _found(options)
    if about is None:
        return replace(UPLOAD, task=options.task)
    target = about.column(about.target)
    if about.image_shape is not None:
        height, width = about.image_shape
        return replace(
            UPLOAD,
            title=verbatim(about.title),
            summary=_(
                "Each row is one of your uploaded pictures, as {width} by {height} grey pixels; predict its folder.",
                width=width,
                height=height,
            ),
            kind="image",
            rows=about.rows,
            features=height * width,
            classes=target.distinct,
            missing=lambda: "",
        )
    roles = [column.role for column in about.columns if column.name != about.target and column.role in FEATURES]
    return replace(
        UPLOAD,
        title=verbatim(about.title),
        summary=_("Each row is one of the table that you uploaded; predict “{target}”.", target=about.target),
        task=about.task,
        kind="plane" if roles == ["number", "number"] else "table",
        rows=about.rows - target.missing,
        features=len(roles),
        classes=(about.gathered or target.distinct) if about.task == "classification" else 0,
        missing=lambda: "",
    )


def _info(id: str) -> DatasetInfo:
    about = store.find(id)
    return UPLOAD if about is None else described(Options.parse(options_of(id, about)))


def _numeric_columns(id: str) -> tuple[str, ...]:
    about = _there(id)
    return tuple(column.name for column in about.columns if column.role == "number" and column.name != about.target)


def _with_columns(id: str, names: Collection[str]) -> Dataset:
    """Read a table anew: nothing of it is to outlast it."""
    about = _there(id)
    columns = tuple(column for column in about.columns if column.name in (*names, about.target))
    frame = store.rows(id, [column.name for column in columns])
    return as_dataset(about.model_copy(update={"columns": columns}), frame)


def _there(id: str) -> About:
    about = store.find(id)
    if about is None:
        raise store.gone()
    return about


UPLOAD = DatasetInfo(
    name="upload",
    title="Your data",
    summary="Each row is one of the table that you uploaded; predict the column that you choose.",
    task="classification",
    kind="table",
    rows=0,
    features=0,
    classes=0,
    load=load,
    options=Options,
    described=described,
    missing=store.not_here,
    tables=TableSource(store.is_id, _info, _numeric_columns, _with_columns),
)
