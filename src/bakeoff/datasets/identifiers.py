"""Columns that number or name the rows, from which nothing can be learnt about a new one."""

import re
from typing import Any

import numpy as np
import pandas as pd

_ID_NAME = re.compile(r"(^|[\W_])(id|uid|uuid|guid|key|index|no|nr|number)$", re.IGNORECASE)
_FEW = 1000


def identifies(name: str, column: "pd.Series[Any]") -> bool:
    """Tell whether a column numbers or names the rows.

    It does if it has words that are different in every row, or whole numbers that are so and go up or down row by
    row, fill nearly all of a range, or are called an id.
    """
    if not (_may_identify(column.iloc[:_FEW]) and _may_identify(column)):  # few rows tell of most columns that do not
        return False
    if not pd.api.types.is_numeric_dtype(column):
        return True
    numbers = column.to_numpy(dtype=np.float64)
    steps = np.diff(numbers)
    in_order = (steps > 0).all() or (steps < 0).all()
    dense = bool(np.ptp(numbers) < 1.5 * len(numbers))
    return bool(in_order or dense or _ID_NAME.search(name))


def _may_identify(column: "pd.Series[Any]") -> bool:
    """Tell whether these are words, or whole numbers, that are different in every row."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return False
    if pd.api.types.is_numeric_dtype(column):
        numbers = column.to_numpy(dtype=np.float64)
        if not (np.isfinite(numbers).all() and (numbers == np.round(numbers)).all()):
            return False
    return column.nunique() == len(column)
