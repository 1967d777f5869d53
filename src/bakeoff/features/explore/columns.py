"""Values of each column: a histogram, its ends, and the missing ones."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.evaluation.notation import quantity
from bakeoff.text import _

BINS = 12

Kind = Literal["number", "date", "category", "text"]


@dataclass(frozen=True)
class ColumnSummary:
    """One column of the training part.

    Attributes
    ----------
    kind : {"number", "date", "category", "text"}
    bars : ndarray of int64 of shape (n_groups, n_bars)
        How many rows of each group lie in each of equal bins (of numbers, dates, and the number of words in texts),
        or have each of the commonest categories.
    labels : tuple of str
        The categories, one for each bar; for all else the two ends of the bins. Empty if no row has a value.
    missing, distinct : int
        Rows without a value; different values.
    """

    name: str
    kind: Kind
    bars: NDArray[np.int64]
    labels: tuple[str, ...]
    missing: int
    distinct: int


def kind_of(name: str, values: "pd.Series[Any]", texts: tuple[str, ...]) -> Kind:
    """Return what kind of values a column has; `texts` are the columns of running text."""
    if name in texts:
        return "text"
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return "date"
    number = pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype)
    return "number" if number else "category"


def look_at_column(
    name: str, values: "pd.Series[Any]", kind: Kind, groups: NDArray[np.int64], n_groups: int
) -> ColumnSummary:
    """Return how a column's values are spread, group by group.

    Parameters
    ----------
    values : Series of shape (n_rows,)
    kind : {"number", "date", "category", "text"}
    groups : ndarray of int64 of shape (n_rows,)
        Which group each row is of, 0 to `n_groups` - 1.
    """
    known = values.notna().to_numpy()
    bars, labels = np.zeros((n_groups, 0), dtype=np.int64), tuple[str, ...]()
    if known.any():
        counted = _categories(values[known]) if kind == "category" else _bins(values[known], kind)
        places, n_bars, labels = counted
        bars = np.bincount(groups[known] * n_bars + places, minlength=n_groups * n_bars).reshape(n_groups, n_bars)
    return ColumnSummary(name, kind, bars, labels, int((~known).sum()), int(values[known].nunique()))


def _categories(values: "pd.Series[Any]") -> tuple[NDArray[np.int64], int, tuple[str, ...]]:
    """Return each row's bar, how many there are, and their names; the rarer categories share the last."""
    words = values.astype(str)
    common = list(words.value_counts().index)
    labels = common if len(common) <= BINS else [*common[: BINS - 1], _("all others")]
    places = {word: min(place, len(labels) - 1) for place, word in enumerate(common)}
    return words.map(places).to_numpy(dtype=np.int64), len(labels), tuple(labels)


def _bins(values: "pd.Series[Any]", kind: Kind) -> tuple[NDArray[np.int64], int, tuple[str, ...]]:
    """Return each row's bin, how many there are, and the two ends."""
    numbers = as_numbers(values, kind)
    low, high = numbers.min(), numbers.max()
    n_bars = BINS if high > low else 1
    edges = np.linspace(low, high, n_bars + 1)
    places = np.clip(np.searchsorted(edges, numbers, side="right") - 1, 0, n_bars - 1)
    if kind == "date":
        return places, n_bars, (f"{values.min():%Y-%m-%d}", f"{values.max():%Y-%m-%d}")
    return places, n_bars, (quantity(low), quantity(high))


def as_numbers(values: "pd.Series[Any]", kind: Kind) -> NDArray[np.float64]:
    """Return a column as numbers, NaN where there is none: dates as days, categories as codes, texts as word counts."""
    if kind == "category":
        codes: NDArray[np.float64] = pd.factorize(values.astype(object), sort=False)[0].astype(np.float64)
        codes[codes < 0] = np.nan
        return codes
    if kind == "date":
        values = (values - values.min()).dt.total_seconds() / 86_400
    elif kind == "text":
        values = values.astype(object).map(lambda text: len(str(text).split()), na_action="ignore")
    numbers: NDArray[np.float64] = values.to_numpy(dtype=np.float64, na_value=np.nan)
    return numbers
