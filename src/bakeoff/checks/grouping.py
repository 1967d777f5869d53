"""Rows that belong to one person, machine or place, and are parted all the same."""

import operator
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.checks.alike import ClassAnswers, alike, as_answers
from bakeoff.checks.telling import telltale_columns
from bakeoff.datasets import Dataset
from bakeoff.preparation.splits import Rows

FEWEST_GROUPS = 10
SMALLEST_GROUP = 1.5
"""Mean rows of a group; with fewer, hardly any group has rows in two parts."""
LARGEST_NAMELESS = 50
"""Mean rows of a group whose column is not called like one; what is more common is a category."""
ONE_ANSWER = 0.98
"""Share of the groups of a nameless column in which every row has the same answer."""
SHARED = 0.2
"""Share of the test rows whose group is learnt from."""

_GROUP_NAME = re.compile(
    r"^(?!(number|num|n|count|total)[\W_]).*(?<![^\W_])"
    r"((patient|subject|person|user|customer|client|student|pupil|household|family|session|device|machine|case|author|"
    r"speaker|site|animal|participant|member|account)[\W_]?(id|no|nr|num|number|name)?|id|uid)\W*$"
    r"|^(id|uid)[\W_]|^(name|group)$|^group[\W_]?(id|no|nr|num|number|name)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Group:
    """Rows that belong together, by what a column has of them.

    Attributes
    ----------
    alike : bool
        Whether the answers of one group are more alike than chance makes them.
    parted : int
        Test rows with rows of their group to learn from.
    """

    column: str
    alike: bool
    parted: int


def called_group(name: str) -> bool:
    """Return whether a column is called like one of groups.

    Examples
    --------
    >>> [name for name in ("patient", "user_id", "PatientNo", "first_name", "num_accounts") if called_group(name)]
    ['patient', 'user_id', 'PatientNo']
    """
    return bool(_GROUP_NAME.search(name))


def grouped(data: Dataset, learnt: Rows, test: Rows, telltales: Collection[str] = ()) -> Group | None:
    """Return the column that says which rows belong together; None if there is no such column.

    It is called like one (``patient``, ``user_id``), or has names or whole numbers that a few rows share each, with the
    same answer. If its values tell of answers that go with other values, it is a quantity, not a group.

    Parameters
    ----------
    learnt, test : ndarray of int of shape (n_part,)
        Rows that are learnt from, and that are tested on.
    telltales : collection of str
        Columns that are said to give the answer away; none of them is a group.
    """
    rows = np.concatenate([learnt, test])
    y, tested = data.y[rows], np.arange(len(rows)) >= len(learnt)
    groupings, answers = [], as_answers(y, data.task)
    for name in data.columns:
        column = data.column(name).iloc[rows].rename(name)
        codes = None if name in telltales else _groups(column)
        if codes is None or not _may_group(name, codes, y):
            continue
        if not called_group(name) and telltale_columns(column.to_frame(), y, data.task, [name]):
            continue
        parted = int(np.isin(codes[tested], codes[~tested]).sum())
        if parted >= SHARED * len(test):
            groupings.append((max(_within_alike(codes, answer) for answer in answers), name, parted, codes))
    if not groupings:
        return None
    _most, name, parted, codes = max(groupings, key=operator.itemgetter(0))
    return Group(name, alike(lambda values: _within_alike(codes, values), answers), parted)


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
    return called_group(name) or (size <= LARGEST_NAMELESS and _one_answer(codes, y) >= ONE_ANSWER)


def _one_answer(codes: NDArray[np.int64], y: NDArray[Any]) -> float:
    """Return the share of groups of two rows or more in which all have the same answer."""
    by_group = pd.Series(y).groupby(codes)
    several = by_group.size() > 1
    return float((by_group.nunique()[several] == 1).mean()) if several.any() else 0.0


def _within_alike(codes: NDArray[np.int64], values: ClassAnswers) -> float:
    """Return the sum over pairs of rows within groups of the products of centred values, standardised.

    For exchangeable rows its mean is next to 0 and its variance that of as many products.
    """
    centred = values - values.mean()
    variance = float(centred @ centred) / len(values)
    sizes, sums, squares = (
        np.bincount(codes, weights=weights) for weights in (np.ones(len(codes)), centred, centred**2)
    )
    pairs = float((sizes * (sizes - 1) / 2).sum())
    return float(((sums**2 - squares) / 2).sum()) / (variance * np.sqrt(pairs)) if variance and pairs else 0.0
