"""Whether columns tell the answer all by themselves, or were worked out from it."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from bakeoff.contenders.scores import some_rows
from bakeoff.fields import Task

MOST_COLUMNS = 200
FEWEST_ROWS = 50
FEWEST_MEANS = 5
FEWEST_OTHERS = 10
TELLTALE = 0.99
IN_ORDER = 0.995


def telltale_columns(X: pd.DataFrame, y: NDArray[Any], task: Task) -> tuple[str, ...]:
    """Return the columns that predict the target all by themselves.

    A decision tree on the one column, two-fold cross-validated on at most 2,000 rows, makes at most a hundredth
    of the errors that the commonest class makes, or of the squared error that the mean makes; or the column puts the
    numbers to be predicted in their order, or the reverse, but for 1 in 200 (Spearman's correlation). Only the first
    200 columns are looked at; fewer than 50 rows, or 10 of other classes than the commonest, are too few to tell.

    Parameters
    ----------
    X : DataFrame of shape (n_rows, n_columns)
        Raw features of training rows.
    y : ndarray of shape (n_rows,)
    task : {"classification", "regression"}
    """
    rows = np.random.default_rng(0).permutation(some_rows(len(X)))
    if len(rows) < FEWEST_ROWS:
        return ()
    target = y[rows]
    if not varied(target, task):
        return ()
    columns = ((str(name), as_numbers(X[name].iloc[rows])) for name in X.columns[:MOST_COLUMNS])
    return tuple(name for name, column in columns if tells(column, target, task))


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
    return tuple(str(name) for name in numbers if any(_are_means(X[name].to_numpy(), answer) for answer in answers))


def tells(columns: NDArray[np.float64], target: NDArray[Any], task: Task) -> bool:
    """Return whether columns, as `as_numbers` makes them, predict the target but for a hundredth of the errors."""
    if task == "regression" and _in_order(columns, target):
        return True
    allowed = constant_error(target, task) * (1 - TELLTALE) * (1 + 1e-9)
    error = 0.0
    for part, answers in _cross_predicted(columns, target, task):
        error += error_of(target[part], answers, task) * len(answers) / len(target)
        if error > allowed:  # most columns, and after one half already
            return False
    return True


def varied(target: NDArray[Any], task: Task) -> bool:
    """Return whether a target differs enough for a hundredth of the errors to be told from none."""
    floor = constant_error(target, task)
    return floor > 0 if task == "regression" else floor * len(target) >= FEWEST_OTHERS


def constant_error(target: NDArray[Any], task: Task) -> float:
    """Return the error of who always gives one answer."""
    return error_of(target, np.full(len(target), _constant(target, task)), task)


def error_of(target: NDArray[Any], answer: NDArray[Any], task: Task) -> float:
    """Return the share of wrong answers, or the mean squared error."""
    return float(np.mean(target != answer) if task == "classification" else np.mean((target - answer) ** 2))


def as_numbers(column: "pd.Series[Any]") -> NDArray[np.float64]:
    """Return a column as a tree takes it: numbers and dates from 0 to 1, NaN if missing.

    Trees work in single precision, which larger numbers would lose their differences in.
    """
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.astype("datetime64[us]").astype(np.int64).where(column.notna())
    elif not pd.api.types.is_numeric_dtype(column):
        codes = pd.factorize(column)[0].astype(np.float64)
        return np.where(codes < 0, np.nan, codes)
    numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
    known = numbers[~np.isnan(numbers)]
    spread = float(np.ptp(known)) if len(known) else 0.0
    return (numbers - known.min()) / spread if spread else np.where(np.isnan(numbers), np.nan, 0.0)


def _in_order(column: NDArray[np.float64], target: NDArray[Any]) -> bool:
    """Return whether a column puts numbers in their order, or in the reverse."""
    if not np.isfinite(column).all() or not np.ptp(column):
        return False
    return abs(float(stats.spearmanr(column, target).statistic)) >= IN_ORDER


def _cross_predicted(
    columns: NDArray[np.float64], target: NDArray[Any], task: Task
) -> Iterator[tuple[slice, NDArray[Any]]]:
    """Yield each half of the rows, and what a tree answers for it that has learnt from the other."""
    tree = DecisionTreeClassifier(random_state=0) if task == "classification" else DecisionTreeRegressor(random_state=0)
    rows = columns.reshape(len(target), -1)
    first, second = slice(len(target) // 2), slice(len(target) // 2, None)
    for learnt, asked in ((first, second), (second, first)):
        yield asked, tree.fit(rows[learnt], target[learnt]).predict(rows[asked])


def _constant(target: NDArray[Any], task: Task) -> float:
    return float(np.bincount(target).argmax()) if task == "classification" else float(target.mean())


def _are_means(column: NDArray[np.float64], answers: NDArray[np.float64]) -> bool:
    """Return whether each of a few values is the mean answer of the rows that have it, to a millionth of the spread."""
    values, codes = np.unique(column.round(12), return_inverse=True)
    if not FEWEST_MEANS <= len(values) <= len(column) / 2 or not np.isfinite(values).all():
        return False
    means = np.bincount(codes, weights=answers) / np.bincount(codes)
    return bool(np.abs(means - values).max() <= 1e-6 * np.ptp(answers))
