"""Rows that belong together, and are parted all the same: of one person, of days next to one another, near copies.

What is said of "alike" is a test: four standard errors, and more than in any of 200 shufflings of the answers, so that
of rows that do not belong together it is said in one table of 200 at most, and of many such in one of 30,000.
"""

import operator
import re
from collections.abc import Callable, Collection
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.neighbors import NearestNeighbors

from bakeoff.datasets import Dataset
from bakeoff.fields import Task
from bakeoff.preparation.splits import Rows

Answers = NDArray[np.float64]

ALIKE = 4.0
"""Standard errors that rows which belong together must be more alike than others."""
SHUFFLES = 200
FEWEST_MOMENTS, MOMENTS_ENOUGH = 10, 50
FEWEST_GROUPS = 10
SMALLEST_GROUP = 1.5
"""Mean rows of a group; with fewer, hardly any group has rows in two parts."""
LARGEST_NAMELESS = 50
"""Mean rows of a group whose column is not called like one; what is more common is a category."""
ONE_ANSWER = 0.98
"""Share of the groups of a nameless column in which every row has the same answer."""
SHARED = 0.2
"""Share of the test rows whose group is learnt from."""
NEAR = 0.1
NEIGHBOURS = 10
FEWEST_NUMBERS = 3
FEWEST_DIFFERENT = 20
MOST_TESTED, MOST_LEARNT = 300, 5000

_GROUP_NAME = re.compile(
    r"(^|[\W_])(id|uid|patient|subject|person|user|customer|client|student|pupil|household|family|session|device|"
    r"machine|group|case|name|author|speaker|site|animal|participant|member|account)(s|id|no|nr|number|name)?($|[\W_])",
    re.IGNORECASE,
)


def dated(data: Dataset, known: Collection[str] = ()) -> tuple[str, bool] | None:
    """Return the column of dates that rows could be split by, and whether rows of near dates have answers alike.

    Of several the one by which they are most alike; None if no column has dates in every row. Columns that are `known`
    to tell the answer are not looked at.
    """
    shown = [(name, data.column(name)) for name in data.columns if name not in known]
    dates = [(name, one) for name, one in shown if pd.api.types.is_datetime64_any_dtype(one) and one.notna().all()]
    moments = {name: _moments(one) for name, one in dates if one.nunique() >= FEWEST_MOMENTS}
    if not moments:
        return None
    answers = _answers(data.y, data.task)
    by_name = {name: max(_in_turn_alike(codes, one) for one in answers) for name, codes in moments.items()}
    best = max(by_name, key=by_name.__getitem__)
    return best, _alike(lambda values: _in_turn_alike(moments[best], values), answers)


def grouped(data: Dataset, learnt: Rows, test: Rows) -> tuple[str, bool, int] | None:
    """Return the column that says which rows belong together, whether they have answers alike, and how many are parted.

    It is called like one (``patient``, ``user_id``), or has names or whole numbers that a few rows share each, with the
    same answer.

    Parameters
    ----------
    data : Dataset
    learnt, test : ndarray of int of shape (n_part,)
        Rows that are learnt from, and that are tested on.

    Returns
    -------
    (str, bool, int) or None
        How many of the test rows have rows of their group to learn from comes last. None if there is no such column.
    """
    rows = np.concatenate([learnt, test])
    y, tested = data.y[rows], np.arange(len(rows)) >= len(learnt)
    found, answers = [], _answers(y, data.task)
    for name in data.columns:
        codes = _groups(data.column(name).iloc[rows])
        if codes is None or not _may_group(name, codes, y):
            continue
        parted = int(np.isin(codes[tested], codes[~tested]).sum())
        if parted >= SHARED * len(test):
            found.append((max(_within_alike(codes, one) for one in answers), name, parted, codes))
    if not found:
        return None
    _most, name, parted, codes = max(found, key=operator.itemgetter(0))
    return name, _alike(lambda values: _within_alike(codes, values), answers), parted


def near_copies(X: pd.DataFrame, learnt: Rows, test: Rows) -> float:
    """Return the share of test rows with a near copy among those that are learnt from.

    A near copy is at less than a tenth of the distance of the tenth nearest row, though not the same. Distances are of
    the numbers alone, each with a standard deviation of 1, and at most 300 test rows and 5,000 others are looked at.
    With fewer than three columns of numbers rows are near by chance, and the share is 0.

    Parameters
    ----------
    X : DataFrame of shape (n_rows, n_columns)
        Raw features.
    learnt, test : ndarray of int of shape (n_part,)
    """
    numbers = X.select_dtypes("number")
    numbers = numbers.loc[:, numbers.nunique() > FEWEST_DIFFERENT]
    if numbers.shape[1] < FEWEST_NUMBERS or len(learnt) <= NEIGHBOURS:
        return 0.0
    rng = np.random.default_rng(0)
    scaled = ((numbers - numbers.mean()) / numbers.std()).fillna(0.0).to_numpy(dtype=np.float64)
    known = scaled[rng.permutation(learnt)[:MOST_LEARNT]]
    asked = scaled[rng.permutation(test)[:MOST_TESTED]]
    distances = NearestNeighbors(n_neighbors=NEIGHBOURS).fit(known).kneighbors(asked)[0]
    nearest, typical = distances[:, 0], distances[:, -1]
    return float(np.mean((nearest > 1e-9) & (nearest < NEAR * typical)))


def _groups(column: "pd.Series[Any]") -> NDArray[np.int64] | None:
    """Return the number of each row's group; None for columns that name none: dates, fractions, or with gaps."""
    if column.isna().any() or pd.api.types.is_datetime64_any_dtype(column) or pd.api.types.is_bool_dtype(column):
        return None
    if pd.api.types.is_numeric_dtype(column) and not (column % 1 == 0).all():
        return None
    return np.asarray(pd.factorize(column)[0], dtype=np.int64)


def _may_group(name: str, codes: NDArray[np.int64], y: NDArray[Any]) -> bool:
    n_groups = int(codes.max()) + 1
    size = len(codes) / n_groups
    if n_groups < FEWEST_GROUPS or size < SMALLEST_GROUP:
        return False
    return bool(_GROUP_NAME.search(name)) or (size <= LARGEST_NAMELESS and _one_answer(codes, y) >= ONE_ANSWER)


def _one_answer(codes: NDArray[np.int64], y: NDArray[Any]) -> float:
    """Return the share of groups of two rows or more in which all have the same answer."""
    by_group = pd.Series(y).groupby(codes)
    several = by_group.size() > 1
    return float((by_group.nunique()[several] == 1).mean()) if several.any() else 0.0


def _alike(statistic: Callable[[Answers], float], answers: list[Answers]) -> bool:
    """Return whether some answers are more alike than chance makes them."""
    rng = np.random.default_rng(0)
    for values in answers:
        found = statistic(values)
        if found > ALIKE and found > max(statistic(rng.permutation(values)) for _shuffle in range(SHUFFLES)):
            return True
    return False


def _moments(column: "pd.Series[Any]") -> Rows:
    """Return the number of each row's moment, from the earliest; where there are few, rows of one have turns by chance.

    Rows of one moment may be one thing written down twice, which says nothing of time.
    """
    if column.nunique() >= MOMENTS_ENOUGH:
        return np.asarray(column.rank(method="dense") - 1, dtype=np.int64)
    shuffled: Rows = np.random.default_rng(0).permutation(len(column))
    turns = np.empty(len(column), dtype=np.int64)
    turns[shuffled[np.argsort(column.to_numpy()[shuffled], kind="stable")]] = np.arange(len(column))
    return turns


def _in_turn_alike(moments: Rows, answers: Answers) -> float:
    """Return the correlation of each moment's mean answer with the next, in standard errors of independent ones."""
    values = np.bincount(moments, weights=answers) / np.bincount(moments)
    centred = values - values.mean()
    spread = float(centred @ centred)
    return float(centred[:-1] @ centred[1:]) / spread * np.sqrt(len(values)) if spread else 0.0


def _within_alike(codes: NDArray[np.int64], values: Answers) -> float:
    """Return the sum over pairs of rows within groups of the products of centred values, standardised.

    For exchangeable rows its mean is next to 0 and its variance that of as many products.
    """
    centred = values - values.mean()
    variance = float(centred @ centred) / len(values)
    sizes, sums, squares = (np.bincount(codes, weights=one) for one in (np.ones(len(codes)), centred, centred**2))
    pairs = float((sizes * (sizes - 1) / 2).sum())
    return float(((sums**2 - squares) / 2).sum()) / (variance * np.sqrt(pairs)) if variance and pairs else 0.0


def _answers(y: NDArray[Any], task: Task) -> list[Answers]:
    """Return numbers as ranks, which no outlier rules, and classes as 0 and 1 for each."""
    if task == "regression":
        return [np.asarray(pd.Series(y).rank(), dtype=np.float64)]
    return [(y == code).astype(np.float64) for code in np.unique(y)]
