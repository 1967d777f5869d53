"""Columns that were worked out from the answers, those of the test rows too."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.checks.base import Check, SetUp, leave_out_button, leaving_out, listed
from bakeoff.checks.telling import MOST_COLUMNS
from bakeoff.evaluation.base import Finding
from bakeoff.fields import Task
from bakeoff.text import _

FEWEST_MEANS = 5


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name those that do not tell the answer by themselves."""
    means = answer_means(set_up.own_columns, set_up.data.y, set_up.data.task)
    names = [name for name in means if name not in set_up.telltales]
    if not names:
        return
    columns = listed(names)
    yield Finding(
        "answer_means",
        "warning",
        _(
            "Worked out from the answers: in {columns} each value is the mean {target} of its rows.",
            columns=columns,
            target=set_up.target,
        ),
        _("Means over all rows hold the answers of the test rows, which are not known of a new row."),
        _("Leave it out, or work such means out from training rows alone."),
        leaving_out(names, set_up.rules),
        leave_out_button(names),
        _(
            "{columns} was worked out from the answers, those of the test rows too, so what follows says little.",
            columns=columns,
        )
        if len(names) == 1
        else _(
            "{columns} were worked out from the answers, those of the test rows too, so what follows says little.",
            columns=columns,
        ),
    )


def answer_means(X: pd.DataFrame, y: NDArray[Any], task: Task) -> tuple[str, ...]:
    """Return the columns that hold means of the answers, as encoding a category by its target makes them.

    Such a column was worked out from the answers of all rows, if among the rows of each of its values the mean answer,
    or the share of a class, is that very value.

    Parameters
    ----------
    X : DataFrame of shape (n_rows, n_columns)
        Raw features of *all* rows.
    y : ndarray of shape (n_rows,)
    task : {"classification", "regression"}
    """
    answers = [y.astype(np.float64)] if task == "regression" else [(y == code).astype(float) for code in np.unique(y)]
    numbers = [name for name in X.columns[:MOST_COLUMNS] if pd.api.types.is_float_dtype(X[name])]
    return tuple(str(name) for name in numbers if any(_are_means(X[name].to_numpy(), one) for one in answers))


def _are_means(column: NDArray[np.float64], answers: NDArray[np.float64]) -> bool:
    """Return whether each of a few values is the mean answer of the rows that have it, to a millionth of the spread."""
    values, codes = np.unique(column.round(12), return_inverse=True)
    if not FEWEST_MEANS <= len(values) <= len(column) / 2 or not np.isfinite(values).all():
        return False
    means = np.bincount(codes, weights=answers) / np.bincount(codes)
    return bool(np.abs(means - values).max() <= 1e-6 * np.ptp(answers))


CHECK = Check("answer_means", "Columns worked out from the answers", 180, SetUp, find)
