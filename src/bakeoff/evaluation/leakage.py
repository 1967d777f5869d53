"""Columns and rows through which the answer may leak into the features."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from bakeoff.contenders.scores import some_rows
from bakeoff.datasets.identifiers import identifies
from bakeoff.fields import Task

MOST_COLUMNS = 200
FEWEST_ROWS = 50
TELLTALE = 0.99


def telltale_columns(X: pd.DataFrame, y: NDArray[Any], task: Task) -> tuple[str, ...]:
    """Return the columns that predict the target all by themselves.

    A decision tree on the one column, two-fold cross-validated on at most 2,000 rows, makes at most a hundredth
    of the errors that the commonest class makes, or of the squared error that the mean makes. Only the first 200
    columns are looked at, and fewer than 50 rows are too few to tell.

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
    floor = _error(target, np.full(len(target), _constant(target, task)), task)
    columns = ((str(name), X[name].iloc[rows]) for name in X.columns[:MOST_COLUMNS])
    return tuple(
        name
        for name, column in columns
        if floor > 0
        and _error(target, _cross_predicted(_numbers(column), target, task), task) <= floor * (1 - TELLTALE)
    )


def identifiers(X: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns that number or name the rows, if there are rows enough to tell."""
    if len(X) < FEWEST_ROWS:
        return ()
    return tuple(str(name) for name in X.columns if identifies(str(name), X[name]))


def repeated_rows(learnt: Any, test: Any) -> NDArray[np.bool_]:
    """Return which rows of `test` are, value for value, also in `learnt`.

    Parameters
    ----------
    learnt, test : DataFrame or ndarray of shape (n_rows, n_columns)
        Raw features.
    """
    if isinstance(test, pd.DataFrame):
        hashes = [pd.util.hash_pandas_object(part, index=False).to_numpy() for part in (learnt, test)]
        return np.isin(hashes[1], hashes[0])
    known = {row.tobytes() for row in learnt}
    return np.array([row.tobytes() in known for row in test], dtype=bool)


def _numbers(column: "pd.Series[Any]") -> NDArray[np.float64]:
    """Return a column as a tree takes it: numbers from 0 to 1, since trees work in single precision; NaN if missing."""
    if not pd.api.types.is_numeric_dtype(column):
        codes = pd.factorize(column)[0].astype(np.float64)
        return np.where(codes < 0, np.nan, codes)
    numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
    known = numbers[~np.isnan(numbers)]
    spread = float(np.ptp(known)) if len(known) else 0.0
    return (numbers - known.min()) / spread if spread else np.where(np.isnan(numbers), np.nan, 0.0)


def _cross_predicted(column: NDArray[np.float64], target: NDArray[Any], task: Task) -> NDArray[Any]:
    tree = DecisionTreeClassifier(random_state=0) if task == "classification" else DecisionTreeRegressor(random_state=0)
    half, rows = len(target) // 2, column[:, None]
    later = tree.fit(rows[:half], target[:half]).predict(rows[half:])
    return np.concatenate([tree.fit(rows[half:], target[half:]).predict(rows[:half]), later])


def _constant(target: NDArray[Any], task: Task) -> float:
    return float(np.bincount(target).argmax()) if task == "classification" else float(target.mean())


def _error(target: NDArray[Any], answer: NDArray[Any], task: Task) -> float:
    return float(np.mean(target != answer) if task == "classification" else np.mean((target - answer) ** 2))
