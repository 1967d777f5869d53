"""Columns that number or name rows or things, from which nothing can be learnt about a new one."""

import re
from typing import Any

import numpy as np
import pandas as pd

_THINGS = (
    "(p|u|uu|gu|hh|obs|case|row|rec|record|stud|study|subj|subject|pat|patient|person|user|member|cust|customer|client|"
    "emp|employee|fam|family|house|household|sch|school|dist|district|plot|site|item|order|prod|product|trans|session|"
    "account|device|passenger|student|firm|company)"
)
"""Things that are numbered, where the number's name is one word: studyid."""
_ID_NAME = re.compile(rf"(?i:(^|[\W_\d]){_THINGS}?ids?$|(^|[\W_])nr$)|[a-z]I[dD]$|(编号|序号|学号|工号|号码|番号)$")
_CODE_NAME = re.compile(r"codes?$|(代码|编码|コード)$", re.IGNORECASE)
_NUMBER_NAME = re.compile(r"(^|[\W_])(key|index|no|number)$", re.IGNORECASE)
_YEAR_WORDS = frozenset({"year", "years", "jahr", "année"})
_MOMENT_WORDS = frozenset({
    "t", "date", "year", "month", "quarter", "week", "day", "hour", "minute",
    "jahr", "monat", "quartal", "woche", "tag",
})  # fmt: skip
_TIME_WORDS = _MOMENT_WORDS | {
    "time", "times", "years", "months", "weeks", "days", "hours", "second", "season", "period", "age",
    "stunde", "alter", "année", "annee", "mois", "trimestre", "semaine", "jour", "heure", "âge",
}  # fmt: skip
_TIME_SIGNS = re.compile("[年月季周週日天时時岁歳]")
_FEW = 1000
_MANY, _MANY_CODES = 30, 100
"""More different values of a column that is called an id, or a code, are no measurements."""
_LATEST_YEAR = 2200


def words_of(name: str) -> list[str]:
    """Return the words that a column's name is made of, in small letters.

    Examples
    --------
    >>> words_of("Sale_Price"), words_of("SalePrice2010"), words_of("yrs.since.phd")
    (['sale', 'price'], ['sale', 'price'], ['yrs', 'since', 'phd'])
    """
    parted = re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", name)
    return [word.lower() for word in re.split(r"[\W_\d]+", parted) if word]


def is_time(name: str) -> bool:
    """Tell whether a column is called a time: a year, a day, an age."""
    return bool(_TIME_WORDS.intersection(words_of(name)) or _TIME_SIGNS.search(name))


def dates_rows(name: str, column: "pd.Series[Any]") -> bool:
    """Tell whether whole numbers say when a row was: years, or a time that is called so and different in every row."""
    if not pd.api.types.is_numeric_dtype(column) or not (column % 1 == 0).all():
        return False
    years = _YEAR_WORDS.intersection(words_of(name)) or "年" in name
    return bool(years and column.between(1000, _LATEST_YEAR).all()) or (
        column.is_unique and bool(_MOMENT_WORDS.intersection(words_of(name)))
    )


def called_id(name: str) -> bool:
    """Tell whether a column is called an id, a code or a number of something."""
    return any(pattern.search(name) for pattern in (_ID_NAME, _CODE_NAME, _NUMBER_NAME))


def identifies(name: str, column: "pd.Series[Any]") -> bool:
    """Tell whether a column numbers or names the rows.

    It does if it has words that are different in every row, or whole numbers that are so and are called an id, or
    number them from 0, from 1 or from a number that can be no year.
    """
    if not (_may_identify(column.iloc[:_FEW]) and _may_identify(column)):  # few rows tell of most columns that do not
        return False
    if not pd.api.types.is_numeric_dtype(column):
        return True
    if called_id(name):
        return True
    numbers = column.to_numpy(dtype=np.float64)
    first = numbers.min()
    dense = bool(np.ptp(numbers) < 1.5 * len(numbers))
    return dense and (first in (0, 1) or first > _LATEST_YEAR) and not is_time(name)


def names_things(name: str, column: "pd.Series[Any]") -> bool:
    """Tell whether a column, whose values may come again, is called an id or a code and has many of them."""
    if pd.api.types.is_numeric_dtype(column) and not (column.dropna() % 1 == 0).all():
        return False
    many = _MANY if _ID_NAME.search(name) else _MANY_CODES if _CODE_NAME.search(name) else len(column)
    return bool(column.nunique() > many)


def _may_identify(column: "pd.Series[Any]") -> bool:
    """Tell whether these are words, or whole numbers, that are different in every row."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return False
    if pd.api.types.is_numeric_dtype(column):
        numbers = column.to_numpy(dtype=np.float64)
        if not (np.isfinite(numbers).all() and (numbers == np.round(numbers)).all()):
            return False
    return column.nunique() == len(column)
