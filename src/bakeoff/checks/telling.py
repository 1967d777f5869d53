"""Columns that tell the answer all by themselves."""

import re
from collections.abc import Collection, Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from bakeoff.contenders.scores import some_rows
from bakeoff.fields import Task

MOST_COLUMNS = 200
FEWEST_ROWS = 50
MOST_CATEGORIES = 30
"""Different values of a column of words; one with more may be of texts."""
MOST_WORDS = 5000
FEWEST_OTHERS = 10
TELLTALE = 0.99
IN_ORDER = 0.995


def telltale_columns(X: pd.DataFrame, y: NDArray[Any], task: Task, groups: Collection[str] = ()) -> tuple[str, ...]:
    """Return the columns that predict the target all by themselves.

    A decision tree on the one column, two-fold cross-validated on at most 2,000 rows, makes at most a hundredth
    of the errors that the commonest class makes, or of the squared error that the mean makes. So does a tree on all
    rows with one interval for each class. Or the column puts the numbers to be predicted in their order, or the
    reverse, but for 1 in 200 (Spearman's correlation). Only the first 200 columns are looked at; fewer than 50 rows, or
    10 of other classes than the commonest, are too few to tell. Of texts the words are looked at that go with a class.

    Parameters
    ----------
    X : DataFrame of shape (n_rows, n_columns)
        Raw features of training rows.
    y : ndarray of shape (n_rows,)
    task : {"classification", "regression"}
    groups : collection of str
        Columns that name groups of rows. That rows of one group have the same answer is no leak, so such a column must
        tell the answers of groups that the tree has not seen.
    """
    rows = np.random.default_rng(0).permutation(some_rows(len(X)))
    if len(rows) < FEWEST_ROWS:
        return ()
    target = y[rows]
    if not varied(target, task):
        return ()
    return tuple(str(name) for name in X.columns[:MOST_COLUMNS] if _tells(X[name].iloc[rows], target, task, groups))


def _tells(column: "pd.Series[Any]", target: NDArray[Any], task: Task, groups: Collection[str]) -> bool:
    numbers = as_numbers(column)
    if column.name in groups:
        values = np.unique(numbers, return_inverse=True)[1]
        first = np.random.default_rng(0).permutation(values.max() + 1)[values] <= values.max() / 2
        return tells(numbers, target, task, first)
    if tells(numbers, target, task) or (task == "classification" and _cut_in_classes(numbers, target)):
        return True
    words = task == "classification" and pd.api.types.is_string_dtype(column) and column.nunique() > MOST_CATEGORIES
    return words and tells(_words_of_classes(column, target), target, task)


def _words_of_classes(column: "pd.Series[Any]", target: NDArray[Any]) -> NDArray[np.float64]:
    """Return for each class in which rows the word stands that goes with it best."""
    held = CountVectorizer(analyzer=_words, binary=True, max_features=MOST_WORDS)
    has = held.fit_transform(column.fillna("").astype(str)).astype(np.float64)
    classes = (target[:, None] == np.unique(target)).astype(np.float64)
    both = has.T @ classes
    wrong = np.asarray(has.sum(axis=0)).T + classes.sum(axis=0) - 2 * both
    return np.asarray(has[:, wrong.argmin(axis=0)].todense())


def _words(text: str) -> list[str]:
    """Return the words of a text; of writing without spaces every two characters."""
    words = re.findall(r"\w+", text.lower())
    return [*words, *(word[n : n + 2] for word in words if not word.isascii() for n in range(len(word) - 1))]


def tells(
    columns: NDArray[np.float64], target: NDArray[Any], task: Task, first: NDArray[np.bool_] | None = None
) -> bool:
    """Return whether columns, as `as_numbers` makes them, predict the target but for a hundredth of the errors.

    Rows marked as `first` predict the others, and these the first; where none are marked, those of the first half.
    """
    if task == "regression" and _in_order(columns, target):
        return True
    allowed = constant_error(target, task) * (1 - TELLTALE) * (1 + 1e-9)
    error = 0.0
    first = np.arange(len(target)) < len(target) // 2 if first is None else first
    for part, answers in _cross_predicted(columns, target, task, first):
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


def _cut_in_classes(column: NDArray[np.float64], target: NDArray[Any]) -> bool:
    """Return whether one interval for each class is enough: the two folds of a small table miss where they meet."""
    tree = DecisionTreeClassifier(max_leaf_nodes=len(np.unique(target)), random_state=0)
    answers = tree.fit(column[:, None], target).predict(column[:, None])
    allowed = constant_error(target, "classification") * (1 - TELLTALE) * (1 + 1e-9)
    return error_of(target, answers, "classification") <= allowed


def _cross_predicted(
    columns: NDArray[np.float64], target: NDArray[Any], task: Task, first: NDArray[np.bool_]
) -> Iterator[tuple[NDArray[np.bool_], NDArray[Any]]]:
    """Yield each half of the rows, and what a tree answers for it that has learnt from the other."""
    tree = DecisionTreeClassifier(random_state=0) if task == "classification" else DecisionTreeRegressor(random_state=0)
    rows = columns.reshape(len(target), -1)
    for learnt, asked in ((first, ~first), (~first, first)):
        yield asked, tree.fit(rows[learnt], target[learnt]).predict(rows[asked])


def _constant(target: NDArray[Any], task: Task) -> float:
    return float(np.bincount(target).argmax()) if task == "classification" else float(target.mean())
