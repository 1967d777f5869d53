"""Parts of the test rows, by a column's value, on which a contender is clearly worse.

Worse than itself on the other rows. That is a test for every slice of every column, so the p-values are corrected
together by Holm's method. The search for rows where one of two is worse stands in `bakeoff.study.differences`.
"""

import itertools
import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.notation import quantity
from bakeoff.evaluation.significance import ALPHA, holm
from bakeoff.evaluation.units import Codes, too_few, unit_sums
from bakeoff.fields import Task
from bakeoff.text import _

BINS = 4
FEWEST_ROWS = 10
MOST_COLUMNS = 30
MOST_VALUES = 10


@dataclass(frozen=True)
class Slice:
    """Some of the test rows.

    Attributes
    ----------
    column, value : str
        What they have in common, in words.
    rows : ndarray of bool of shape (n_rows,)
    """

    column: str
    value: str
    rows: NDArray[np.bool_]


def slices(X: pd.DataFrame) -> Iterator[Slice]:
    """Yield the slices of test rows.

    Numbers and dates with more than four different values are cut at their quartiles; of all else each value is a
    slice, and so are missing values. Only the first 30 columns are cut, of a column only the 10 commonest values, and
    slices of fewer than 10 rows, or with fewer than 10 outside, are left out: nothing could be shown of them.

    Parameters
    ----------
    X : DataFrame of shape (n_rows, n_columns)
        Raw features of the test rows.
    """
    for name in X.columns[:MOST_COLUMNS]:
        for value, rows in _parts(X[name]):
            if FEWEST_ROWS <= rows.sum() <= len(X) - FEWEST_ROWS:
                yield Slice(str(name), value, rows)


def slice_table(
    X: pd.DataFrame,
    target: NDArray[Any],
    predictions: Mapping[str, Prediction],
    task: Task,
    units: Codes | None = None,
) -> pd.DataFrame:
    """Score every contender on every slice.

    Parameters
    ----------
    X : DataFrame of shape (n_rows, n_columns)
        Raw features of the test rows.
    target : ndarray of shape (n_rows,)
    predictions : mapping of str to Prediction
        By contender, for the same rows.
    task : {"classification", "regression"}
    units : ndarray of shape (n_rows,), optional
        The unit of each row, if rows are not independent. Then a slice needs six units, and as many outside, and is
        compared with the rest by a t-test on units.

    Returns
    -------
    DataFrame
        A row per slice and contender; columns:

        ``column``, ``value``, ``contender``, ``n``
            The slice, and how many rows it has.
        ``score``, ``elsewhere``
            Accuracy (higher is better), or mean squared error (lower is better), on the slice and off it.
        ``p_elsewhere``, ``weak``
            Adjusted p-value that it is no worse here than elsewhere (Fisher's exact test, or Welch's t-test on
            squared errors, one-sided), and whether that is below 5 %.
    """
    parts = list(slices(X))
    gains = {name: _gains(target, prediction, task) for name, prediction in predictions.items()}
    places = list(itertools.product(parts, predictions))
    table = pd.DataFrame([_scores(part, name, gains[name], task, units) for part, name in places], columns=_COLUMNS)
    table["p_elsewhere"] = holm(table["p_elsewhere"].tolist())
    table["weak"] = table["p_elsewhere"] < ALPHA
    return table


_COLUMNS = ["column", "value", "contender", "n", "score", "elsewhere", "p_elsewhere"]


def with_lengths(X: pd.DataFrame, texts: Collection[str]) -> pd.DataFrame:
    """Return features with each column of running text replaced by how many words each text has.

    Examples
    --------
    >>> with_lengths(pd.DataFrame({"review": ["Fine.", None, "Not that fine"]}), ["review"])
       Words of “review”
    0                1.0
    1                NaN
    2                3.0
    """
    counted = X.assign(**{name: X[name].map(lambda text: len(str(text).split()), na_action="ignore") for name in texts})
    return counted.rename(columns={name: _("Words of “{column}”", column=name) for name in texts})


def _parts(column: "pd.Series[Any]") -> Iterator[tuple[str, NDArray[np.bool_]]]:
    if pd.api.types.is_datetime64_any_dtype(column) and column.nunique() > BINS:
        quarters, ends = pd.qcut(column, BINS, labels=False, retbins=True, duplicates="drop")
        for place, (low, high) in enumerate(itertools.pairwise(ends)):
            yield _("{low} to {high}", low=f"{low:%Y-%m-%d}", high=f"{high:%Y-%m-%d}"), (quarters == place).to_numpy()
    elif pd.api.types.is_numeric_dtype(column) and column.nunique() > BINS:
        numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
        edges = np.unique(np.nanquantile(numbers, np.linspace(0, 1, BINS + 1)))
        places = np.searchsorted(edges[1:-1], numbers)
        for place, (low, high) in enumerate(itertools.pairwise(edges)):
            yield (
                _("{low} to {high}", low=quantity(low), high=quantity(high)),
                (places == place) & ~np.isnan(numbers),
            )
    else:
        for value in column.value_counts().index[:MOST_VALUES]:
            yield str(value), (column == value).to_numpy(dtype=bool, na_value=False)
    yield _("missing"), column.isna().to_numpy()


def _gains(target: NDArray[Any], prediction: Prediction, task: Task) -> NDArray[np.float64]:
    """Return how good each answer is, more is better: 1 or 0, or minus the squared error."""
    if task == "classification":
        return np.asarray(prediction.values == target, dtype=np.float64)
    return np.asarray(-((prediction.values - target) ** 2), dtype=np.float64)


def _scores(part: Slice, name: str, gains: NDArray[np.float64], task: Task, units: Codes | None) -> tuple[Any, ...]:
    inside, outside = gains[part.rows], gains[~part.rows]
    score, elsewhere = float(abs(inside.mean())), float(abs(outside.mean()))
    p_value = _no_worse(inside, outside, task) if units is None else _no_worse_by_units(part.rows, gains, units)
    return part.column, part.value, name, len(inside), score, elsewhere, p_value


def _no_worse(inside: NDArray[np.float64], outside: NDArray[np.float64], task: Task) -> float:
    if task == "classification":
        table = [[inside.sum(), (1 - inside).sum()], [outside.sum(), (1 - outside).sum()]]
        return float(stats.fisher_exact(np.array(table, dtype=np.int64), alternative="less").pvalue)
    if np.ptp(inside) == 0 and np.ptp(outside) == 0:
        return float(inside[0] >= outside[0])
    return float(stats.ttest_ind(inside, outside, equal_var=False, alternative="less").pvalue)


def _no_worse_by_units(rows: NDArray[np.bool_], gains: NDArray[np.float64], units: Codes) -> float:
    """Compare two means whose spread is that of units (Cameron, Gelbach and Miller 2008), which may be in both."""
    if too_few(units[rows]) or too_few(units[~rows]):
        return 1.0
    signed = np.where(rows, 1 / rows.sum(), -1 / (~rows).sum())
    centred = gains - np.where(rows, gains[rows].mean(), gains[~rows].mean())
    each = unit_sums(signed * centred, units)
    error = math.sqrt(np.square(each).sum() * len(each) / (len(each) - 1))
    freedom = min(len(np.unique(units[rows])), len(np.unique(units[~rows]))) - 1
    return float(stats.t.cdf(signed @ gains / error, freedom)) if error else 1.0
