"""Classes that are too many, or have too few rows, to be learnt and tested one by one: put together, or left out."""

from typing import Any

import pandas as pd

from bakeoff.datasets.upload.roles import MOST_CLASSES
from bakeoff.text import SOURCE, _, speaking

FEWEST_ROWS = 8
"""Of a class that is kept: so many have some in each part, with the shares that a race begins with."""
_FEWEST_TO_SPLIT = 3
_VALIDATION_SHARE = 0.15


def cannot_be_split(counts: "pd.Series[int]") -> bool:
    """Tell whether classes with so many rows each are too many, or too rare, to be in each part of a race."""
    few = counts.min() < _FEWEST_TO_SPLIT or len(counts) > _VALIDATION_SHARE * counts.sum()
    return len(counts) > MOST_CLASSES or bool(few)


def gathered(names: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return the names of classes, the rare ones as one; as missing if that one would be rare itself.

    Parameters
    ----------
    names : pd.Series of str
        Of each row's class; without missing values.
    """
    counts = names.value_counts()
    kept = names.isin(counts.index[counts >= FEWEST_ROWS][: MOST_CLASSES - 1])
    with speaking(SOURCE):  # a class is called the same whoever looks at the table
        other = _("Other")
    return names.where(kept, other if (~kept).sum() >= FEWEST_ROWS else pd.NA)
