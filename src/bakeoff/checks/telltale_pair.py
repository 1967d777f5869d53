"""Two columns that together tell the answer, though neither does alone."""

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_string_dtype

from bakeoff.checks.base import Check, SetUp
from bakeoff.checks.telling import FEWEST_ROWS, TELLTALE, as_numbers, constant_error, error_of, tells, varied
from bakeoff.contenders.scores import some_rows
from bakeoff.evaluation.base import Finding
from bakeoff.fields import Task
from bakeoff.preparation.splits import take
from bakeoff.text import _

MOST_PAIRED = 40
"""Columns of which every two are looked at together: 780 pairs."""
BINS = 8
NEARLY = 0.1
FEWEST_FOR_PAIRS = 3
"""With two columns, that they tell the target is what the table is about, as in a plane."""
NEARLY_SUMMED, SUMMED = 0.95, 1e-4
"""Share of the variance that a sum explains, by correlations of rows without gaps, and that it leaves."""
MOST_TRIED = 5

_ANSWER = "\0answer"

Pair = tuple[str, str]


def find(set_up: SetUp) -> Iterator[Finding]:
    """Look among the columns that nothing else is said of."""
    own, data = set_up.own_columns, set_up.data
    said = {*set_up.telltales, *set_up.means}
    known = take(own, set_up.prepared.rows_train).drop(columns=[name for name in own.columns if str(name) in said])
    pair = telltale_pair(known, take(data.y, set_up.prepared.rows_train), data.task)
    if pair is None:
        return
    first, second = data.as_named(pair)
    words = {"first": first, "second": second, "target": set_up.target}
    yield Finding(
        "telltale_pair",
        "warning",
        _("The columns “{first}” and “{second}” together tell {target}, though neither does alone.", **words),
        _("So the table may hold the answer in two parts."),
        _("Leave one of them out, unless both are known before the answer is."),
        headline=_("“{first}” and “{second}” together give the answer away.", **words),
    )


def telltale_pair(X: pd.DataFrame, y: NDArray[Any], task: Task = "classification") -> Pair | None:
    """Return the two columns that predict the target together, where neither is one that does alone.

    Every two of the first 40 columns are looked at, on at most 2,000 rows. Fewer than three columns are not.

    Of classes they are cut in eight bins each, and the commonest class of each cell in one half of the rows answers for
    the other half; of the best pair a decision tree must then do as well as in
    `bakeoff.checks.telling.telltale_columns`. Or the sign of their difference does.

    Numbers must be a weighted sum of the two, or a product of powers of them, but for 1 in 10,000 of their variance.

    Parameters
    ----------
    X : DataFrame of shape (n_rows, n_columns)
        Raw features of training rows.
    y : ndarray of shape (n_rows,)
    task : {"classification", "regression"}
    """
    rows = np.random.default_rng(0).permutation(some_rows(len(X)))
    if len(rows) < FEWEST_ROWS or X.shape[1] < FEWEST_FOR_PAIRS or not varied(y[rows], task):
        return None
    some, target = X.iloc[rows, :MOST_PAIRED], y[rows]
    return _summed(some, target) if task == "regression" else _compared(some, target) or _in_cells(some, target)


def _in_cells(X: pd.DataFrame, target: NDArray[Any]) -> Pair | None:
    """Return the two columns in whose cells, and for a tree, each class is by itself."""
    columns = {str(name): as_numbers(column) for name, column in X.items()}
    binned = {name: _binned(column) for name, column in columns.items()}
    pairs = itertools.combinations(columns, 2)
    errors = {pair: _cell_error(binned[pair[0]] * (BINS + 1) + binned[pair[1]], target) for pair in pairs}
    best = min(errors, key=errors.__getitem__)
    both = np.column_stack([columns[name] for name in best])
    enough = errors[best] <= NEARLY * constant_error(target, "classification")
    return best if enough and tells(both, target, "classification") else None


def _compared(X: pd.DataFrame, target: NDArray[Any]) -> Pair | None:
    """Return the two columns of which the greater one says the class."""
    allowed = constant_error(target, "classification") * (1 - TELLTALE)
    columns = {str(name): _plain(column) for name, column in X.items() if not is_string_dtype(column)}
    for first, second in itertools.combinations(columns, 2):
        signs = np.nan_to_num(np.sign(columns[first] - columns[second]), nan=2.0).astype(np.int64) + 1
        if _cell_error(signs, target) <= allowed:
            return first, second
    return None


def _summed(X: pd.DataFrame, target: NDArray[Any]) -> Pair | None:
    """Return the two columns of which the target is a sum, or a product if all are above 0."""
    numbers = X.select_dtypes("number")
    tables = [numbers.assign(**{_ANSWER: target})]
    if (target > 0).all():
        tables.append(tables[0].loc[:, ~(tables[0] <= 0).any()].transform(np.log))
    for table in tables:
        correlations = table.corr().to_numpy()
        with_target, among = correlations[-1, :-1], correlations[:-1, :-1]
        with np.errstate(divide="ignore", invalid="ignore"):
            together = with_target**2 + with_target[:, None] ** 2 - 2 * np.outer(with_target, with_target) * among
            explained = np.triu(np.nan_to_num(together / (1 - among**2), nan=0.0, posinf=0.0), 1)
        for place in explained.ravel().argsort()[::-1][:MOST_TRIED]:
            first, second = divmod(int(place), len(explained))
            if explained[first, second] > NEARLY_SUMMED and _is_sum(table.iloc[:, [first, second, -1]].dropna()):
                return str(table.columns[first]), str(table.columns[second])
    return None


def _is_sum(table: pd.DataFrame) -> bool:
    """Return whether the last of three columns is a weighted sum of the others."""
    if len(table) < FEWEST_ROWS:
        return False
    centred = (table - table.mean()).to_numpy()
    weights = np.linalg.lstsq(centred[:, :2], centred[:, 2])[0]
    off = centred[:, 2] - centred[:, :2] @ weights
    return float(off @ off) <= SUMMED * float(centred[:, 2] @ centred[:, 2])


def _plain(column: "pd.Series[Any]") -> NDArray[np.float64]:
    """Return numbers as they are, and dates as days, which can be compared with other such columns."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = (column - pd.Timestamp(0, tz=column.dt.tz)) / pd.Timedelta(days=1)
    return column.to_numpy(dtype=np.float64, na_value=np.nan)


def _binned(column: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the bin of each value, as many in each as can be; a bin of their own for missing ones."""
    known = column[~np.isnan(column)]
    edges = np.unique(np.quantile(known, np.linspace(0, 1, BINS + 1)[1:-1])) if len(known) else known
    return np.where(np.isnan(column), BINS, np.searchsorted(edges, column, side="left")).astype(np.int64)


def _cell_error(cells: NDArray[np.int64], target: NDArray[Any]) -> float:
    """Return the share of the rows of one half that the commonest class of their cell in the other gets wrong."""
    half, n_classes = len(target) // 2, int(target.max()) + 1
    counts = np.bincount(cells[:half] * n_classes + target[:half], minlength=(BINS + 1) ** 2 * n_classes)
    answers = counts.reshape(-1, n_classes).argmax(axis=1)[cells[half:]]
    return error_of(target[half:], answers, "classification")


CHECK = Check("telltale_pair", "Two columns that together tell the answer", 170, SetUp, find)
