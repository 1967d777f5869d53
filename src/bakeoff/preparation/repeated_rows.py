"""Rows that stand in a data set more than once, value for value and with the same answer."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.datasets import Dataset
from bakeoff.errors import DatasetError
from bakeoff.preparation.split_keys import learnt_from
from bakeoff.rules import Rules
from bakeoff.text import _


def usable_rows(data: Dataset, rules: Rules, title: str = "") -> NDArray[np.int64]:
    """Return the numbers of the rows that a race uses: all, or of rows that repeat one another the first.

    Rows repeat one another if all that is learnt from, and the answer, are the same; columns left out do not count.

    Parameters
    ----------
    title : str
        Of the data set, for the message.

    Raises
    ------
    DatasetError
        If columns are left out that are not there, or nothing but repetitions is in an official test part.
    """
    rows = np.arange(len(data.y), dtype=np.int64)
    if not rules.unique:
        return rows
    learnt = learnt_from(data, rules, title)
    kept = rows[~pd.Series(row_keys(learnt.X, learnt.y)).duplicated().to_numpy()]
    official = data.official_test_rows
    if official and kept[-1] < len(rows) - official:
        raise DatasetError(
            _(
                "{title}: every row of its test part repeats a row to learn from; switch “Remove repeated rows” off.",
                title=title,
            )
        )
    return kept


def row_keys(X: Any, y: NDArray[Any]) -> NDArray[np.uint64]:
    """Return a number for each row, the same for rows with the same features and the same answer.

    Two different rows get the same number with a chance of 1 in 2^64 a pair.

    Parameters
    ----------
    X : DataFrame or ndarray of shape (n_rows, n_columns)
        Raw features.
    y : ndarray of shape (n_rows,)
        Answers.
    """
    if isinstance(X, pd.DataFrame):
        keys = pd.util.hash_pandas_object(X, index=False).to_numpy()
    else:
        whole = np.ascontiguousarray(X)
        bits = whole.view(np.dtype((np.void, whole.dtype.itemsize * whole.shape[1]))).ravel()
        keys = pd.util.hash_array(np.unique(bits, return_inverse=True)[1].astype(np.int64))
    return np.asarray(keys * np.uint64(31) + pd.util.hash_array(y), dtype=np.uint64)
