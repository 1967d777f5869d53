"""Keys of a split that is not random alone: the moment or the group of each row."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.datasets import Dataset
from bakeoff.errors import DatasetError
from bakeoff.preparation.weights import weights_by
from bakeoff.refusals import nearest
from bakeoff.rules import Rules
from bakeoff.text import _, enumerated

MOST_NAMED = 8
FEWEST_GROUPS = 3

Times = NDArray[np.int64] | NDArray[np.float64]


@dataclass(frozen=True)
class Units:
    """Groups or moments of the test rows: rows that are alike, so that no test may take them for independent.

    Attributes
    ----------
    column : str
        The column that rows are split by.
    codes : ndarray of shape (n_test,)
        Number of each row's group, or of its moment.
    ordered : bool
        Whether codes are moments, and grow with time.
    """

    column: str
    codes: NDArray[np.int64]
    ordered: bool


def keys_of(data: Dataset, rules: Rules) -> Times | None:
    """Return the number of each row's group, or of its moment; None if rows are split at random."""
    return groups_of(data, rules) if rules.split == "group" else times_of(data, rules)


def units_of(keys: Times | None, rules: Rules, rows: NDArray[np.int64]) -> Units | None:
    """Return the units of some rows, given the keys of all; None if rows are split at random."""
    if keys is None or not len(rows):
        return None
    codes = np.unique(keys[rows], return_inverse=True)[1].astype(np.int64)
    return Units(rules.split_by, codes, ordered=rules.split == "time")


def groups_of(data: Dataset, rules: Rules, title: str = "") -> NDArray[np.int64] | None:
    """Return the number of each row's group, from 0, or None if rows are not split by group.

    Parameters
    ----------
    title : str
        Of the data set, for the message.

    Raises
    ------
    DatasetError
        If there is no such column, a row has no value of it, or fewer than three groups are there.
    """
    if rules.split != "group":
        return None
    column = _column(data, rules, title)
    _refuse_gaps(column, column.isna().to_numpy(), title)
    codes, known = pd.factorize(column)
    if len(known) < FEWEST_GROUPS:
        raise DatasetError(
            _(
                "{title}: the column “{column}” makes {n} groups of rows, and at least {least} are needed. Split by "
                "another column, or at random.",
                title=title,
                column=rules.split_by,
                n=len(known),
                least=FEWEST_GROUPS,
            )
        )
    return np.asarray(codes, dtype=np.int64)


def times_of(data: Dataset, rules: Rules, title: str = "") -> Times | None:
    """Return a number for each row that is greater the later the row is, or None if rows are not split by time.

    Dates count microseconds since 1970. Parameters and errors as for `groups_of`; also an error if the column has
    neither dates nor numbers, or the same in every row.
    """
    if rules.split != "time":
        return None
    column = _column(data, rules, title)
    times = _as_times(column)
    if times is None:
        raise DatasetError(
            _(
                "{title}: the column “{column}” has neither dates nor numbers, so it gives no order in time. Choose "
                "another column to split by time, or split by group.",
                title=title,
                column=rules.split_by,
            )
        )
    gaps = times.isna().to_numpy()
    _refuse_gaps(column, gaps, title)
    if times.nunique() < 2:
        raise DatasetError(
            _(
                "{title}: the column “{column}” is the same in every row, so it gives no order in time. Split by "
                "another column, or at random.",
                title=title,
                column=rules.split_by,
            )
        )
    return np.asarray(times.to_numpy())


def learnt_from(data: Dataset, rules: Rules, title: str = "") -> Dataset:
    """Return the data set with the columns put aside that nobody learns from.

    These are those that the rules leave out, the column of weights, and the column of groups: what is new about a new
    row's group cannot be learnt.

    Raises
    ------
    DatasetError
        If a column to leave out is not there, weights cannot be used, or nothing else is left.
    """
    weights_by(data, rules, title)
    if rules.leave_out or rules.weight_by:
        data = _left_out(data, rules, title)
    if rules.split != "group" or data.image_shape:
        return data
    left = data.without([rules.split_by])
    if not left.feature_names:
        raise DatasetError(
            _(
                "{title}: the column “{column}” is the only one to learn from, and groups are not learnt from. Split "
                "by another column, or at random.",
                title=title,
                column=rules.split_by,
            )
        )
    return left


def _left_out(data: Dataset, rules: Rules, title: str) -> Dataset:
    if data.image_shape:
        raise DatasetError(_("{title} is of pictures, which have no columns to leave out.", title=title))
    for name in rules.leave_out:
        if name not in data.columns:
            raise DatasetError(_no_column_to_leave_out(name, data, title))
    left = data.without([*rules.leave_out, rules.weight_by])
    if not left.feature_names:
        raise DatasetError(_("{title}: every column is left out, so nothing is there to learn from.", title=title))
    return left


def _no_column_to_leave_out(name: str, data: Dataset, title: str) -> str:
    if guess := nearest(name, data.columns):
        return _(
            "{title} has no column “{column}” to leave out; did you mean “{guess}”?",
            title=title,
            column=name,
            guess=guess,
        )
    return _(
        "{title} has no column “{column}” to leave out; its columns are {known}.",
        title=title,
        column=name,
        known=enumerated(data.columns, MOST_NAMED),
    )


def _column(data: Dataset, rules: Rules, title: str) -> "pd.Series[Any]":
    name, known = rules.split_by, data.columns
    if name in known:
        return data.column(name)
    if not known:
        raise DatasetError(_("{title} has no columns to split rows by; split at random.", title=title))
    if not name:
        raise DatasetError(
            _(
                "{title}: no column is chosen to split rows by; choose one of {known}.",
                title=title,
                known=enumerated(known, MOST_NAMED),
            )
        )
    if guess := nearest(name, known):
        raise DatasetError(
            _(
                "{title} has no column “{column}” to split rows by; did you mean “{guess}”?",
                title=title,
                column=name,
                guess=guess,
            )
        )
    raise DatasetError(
        _(
            "{title} has no column “{column}” to split rows by; choose one of {known}.",
            title=title,
            column=name,
            known=enumerated(known, MOST_NAMED),
        )
    )


def _as_times(column: "pd.Series[Any]") -> "pd.Series[Any] | None":
    """Return a column of numbers or dates as numbers, missing where they are; None for anything else."""
    if pd.api.types.is_bool_dtype(column.dtype):
        return None
    if pd.api.types.is_numeric_dtype(column.dtype):
        numbers = column.astype(np.float64)
        return numbers.where(np.isfinite(numbers))
    if not pd.api.types.is_datetime64_any_dtype(column.dtype):
        known = column.dropna().astype("str")
        dates = pd.to_datetime(known, format="ISO8601", errors="coerce", utc=True)
        if known.empty or dates.isna().any():
            return None
        column = dates.reindex(column.index)
    if getattr(column.dtype, "tz", None) is not None:
        column = column.dt.tz_convert(None)
    whole = column.astype("datetime64[us]").astype(np.int64)
    return whole if column.notna().all() else whole.astype("Int64").where(column.notna())


def _refuse_gaps(column: "pd.Series[Any]", gaps: NDArray[np.bool_], title: str) -> None:
    if gaps.any():
        raise DatasetError(
            _(
                "{title}: {n} of {all} rows have no value of “{column}”, so their side of the split is unknown. Fill "
                "it in, leave these rows out, or split by another column.",
                title=title,
                n=int(gaps.sum()),
                all=len(column),
                column=column.name,
            )
        )
