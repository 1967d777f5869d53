"""Columns through which the answer may leak into the features."""

import itertools
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from bakeoff.contenders.scores import some_rows
from bakeoff.datasets.identifiers import identifies
from bakeoff.fields import Task

MOST_COLUMNS = 200
MOST_PAIRED = 40
"""Columns of which every two are looked at together: 780 pairs."""
BINS = 8
NEARLY = 0.1
FEWEST_FOR_PAIRS = 4
"""With three columns or fewer, that two of them tell the target is what the table is about, as in a plane."""
FEWEST_MEANS = 5
FEWEST_ROWS = 50
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
    if not _varied(target, task):
        return ()
    columns = ((str(name), _numbers(X[name].iloc[rows])) for name in X.columns[:MOST_COLUMNS])
    return tuple(name for name, column in columns if _tells(column, target, task))


def telltale_pair(X: pd.DataFrame, y: NDArray[Any]) -> tuple[str, str] | None:
    """Return the two columns that predict the class together, where neither is one that does alone.

    Every two of the first 40 columns are cut in eight bins each, and the commonest class of each cell in one half of
    the rows answers for the other half; of the best pair a decision tree must then do as well as in
    `telltale_columns`. Fewer than four columns are not looked at.

    Parameters
    ----------
    X : DataFrame of shape (n_rows, n_columns)
        Raw features of training rows.
    y : ndarray of shape (n_rows,)
        Class codes.
    """
    rows = np.random.default_rng(0).permutation(some_rows(len(X)))
    if len(rows) < FEWEST_ROWS or X.shape[1] < FEWEST_FOR_PAIRS:
        return None
    target = y[rows]
    if not _varied(target, "classification"):
        return None
    columns = [_numbers(X.iloc[rows, place]) for place in range(min(X.shape[1], MOST_PAIRED))]
    binned = [_binned(column) for column in columns]
    pairs = itertools.combinations(range(len(columns)), 2)
    errors = {pair: _cell_error(binned[pair[0]] * (BINS + 1) + binned[pair[1]], target) for pair in pairs}
    best = min(errors, key=errors.__getitem__)
    both = np.column_stack([columns[place] for place in best])
    if errors[best] > NEARLY * _floor(target, "classification") or not _tells(both, target, "classification"):
        return None
    return str(X.columns[best[0]]), str(X.columns[best[1]])


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


def identifiers(X: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns that number or name the rows, if there are rows enough to tell."""
    if len(X) < FEWEST_ROWS:
        return ()
    return tuple(str(name) for name in X.columns if identifies(str(name), X[name]))


def _varied(target: NDArray[Any], task: Task) -> bool:
    """Return whether a target differs enough for a hundredth of the errors to be told from none."""
    floor = _floor(target, task)
    return floor > 0 if task == "regression" else floor * len(target) >= FEWEST_OTHERS


def _floor(target: NDArray[Any], task: Task) -> float:
    """Return the error of who always gives one answer."""
    return _error(target, np.full(len(target), _constant(target, task)), task)


def _tells(columns: NDArray[np.float64], target: NDArray[Any], task: Task) -> bool:
    if task == "regression" and _in_order(columns, target):
        return True
    answers = _cross_predicted(columns, target, task)
    return _error(target, answers, task) <= _floor(target, task) * (1 - TELLTALE)


def _in_order(column: NDArray[np.float64], target: NDArray[Any]) -> bool:
    """Return whether a column puts numbers in their order, or in the reverse."""
    if not np.isfinite(column).all() or not np.ptp(column):
        return False
    return abs(float(stats.spearmanr(column, target).statistic)) >= IN_ORDER


def _numbers(column: "pd.Series[Any]") -> NDArray[np.float64]:
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
    return _error(target[half:], answers, "classification")


def _are_means(column: NDArray[np.float64], answers: NDArray[np.float64]) -> bool:
    """Return whether each of a few values is the mean answer of the rows that have it, to a millionth of the spread."""
    values, codes = np.unique(column.round(12), return_inverse=True)
    if not FEWEST_MEANS <= len(values) <= len(column) / 2 or not np.isfinite(values).all():
        return False
    means = np.bincount(codes, weights=answers) / np.bincount(codes)
    return bool(np.abs(means - values).max() <= 1e-6 * np.ptp(answers))


def _cross_predicted(columns: NDArray[np.float64], target: NDArray[Any], task: Task) -> NDArray[Any]:
    tree = DecisionTreeClassifier(random_state=0) if task == "classification" else DecisionTreeRegressor(random_state=0)
    half, rows = len(target) // 2, columns.reshape(len(target), -1)
    later = tree.fit(rows[:half], target[:half]).predict(rows[half:])
    return np.concatenate([tree.fit(rows[half:], target[half:]).predict(rows[:half]), later])


def _constant(target: NDArray[Any], task: Task) -> float:
    return float(np.bincount(target).argmax()) if task == "classification" else float(target.mean())


def _error(target: NDArray[Any], answer: NDArray[Any], task: Task) -> float:
    return float(np.mean(target != answer) if task == "classification" else np.mean((target - answer) ** 2))
