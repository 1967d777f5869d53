"""Columns that a rule may be about, as codes for a tree and in the table's own words."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import CountVectorizer

from bakeoff.datasets import Dataset
from bakeoff.evaluation.notation import quantity
from bakeoff.evaluation.slices import with_lengths
from bakeoff.preparation.texts import TOKEN, words_told
from bakeoff.text import _, enumerated

MOST_COLUMNS = 30
MOST_CUTS = 127
MOST_VALUES = 10
MOST_WORDS = 60
COMPONENTS = 8
"""Principal components by which pictures are parted; a rule about them has no words."""
FEWEST_ROWS = 10
"""A part has at least so many rows."""
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True)
class CodedColumn:
    """One column of codes.

    Attributes
    ----------
    name : str
        The table's column; empty where no words fit, as for pictures.
    codes : ndarray of float32 of shape (n_rows,)
        Place among the cuts, NaN where missing; or 1 where the column has the value, else 0.
    cuts : tuple of str
        Numbers or dates between neighbouring codes.
    value : str
        The value that a column of 0 and 1 is about.
    """

    name: str
    codes: NDArray[np.float32]
    cuts: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True)
class Span:
    """The codes of one column that a rule asks for.

    Attributes
    ----------
    above, up_to : float
        Codes are larger than the one and not larger than the other.
    missing : bool
        True if rows without a value belong to it.
    """

    above: float = -1.0
    up_to: float = math.inf
    missing: bool = True


def columns_of(data: Dataset, rows: NDArray[np.int64]) -> list[CodedColumn]:
    """Return what some rows of a data set can be parted by."""
    if data.image_shape is not None:
        return list(_of_pictures(data, rows))
    names = data.feature_names[:MOST_COLUMNS]
    frame = data.table.iloc[rows, : len(names)]
    return [column for place, name in enumerate(names) for column in _of(name, frame.iloc[:, place], data)]


def words(columns: list[CodedColumn], spans: dict[int, Span]) -> tuple[str, ...]:
    """Return what a rule asks for, a text for each column of the table.

    Parameters
    ----------
    spans : dict of int to Span
        By position among `columns`.
    """
    said: list[str] = []
    for name in dict.fromkeys(columns[place].name for place in spans if columns[place].name):
        own = [(columns[place], span) for place, span in spans.items() if columns[place].name == name]
        absent = [column.value for column, span in own if column.value and span.up_to < 1]
        said += [_in_words(column, span) for column, span in own if not (column.value and span.up_to < 1)]
        if absent:
            said.append(_("{column}: not {values}", column=name, values=enumerated(absent)))
    if any(not columns[place].name for place in spans):
        said.append(_("Looks: like these"))
    return tuple(said)


def _in_words(column: CodedColumn, span: Span) -> str:
    if column.value:
        return _("{column}: {value}", column=column.name, value=column.value)
    if span.above == math.inf:
        return _("{column}: missing", column=column.name)
    ends = {
        "column": column.name,
        "low": column.cuts[int(span.above)] if span.above >= 0 else "",
        "high": column.cuts[int(span.up_to)] if span.up_to < len(column.cuts) else "",
    }
    if ends["low"] and ends["high"]:
        asked = _("{column}: {low} to {high}", **ends)
    elif ends["low"] or ends["high"]:
        asked = _("{column}: above {low}", **ends) if ends["low"] else _("{column}: up to {high}", **ends)
    else:
        return _("{column}: not missing", column=column.name)
    return _("{asked}, or missing", asked=asked) if span.missing and np.isnan(column.codes).any() else asked


def _of(name: str, values: "pd.Series[Any]", data: Dataset) -> Iterator[CodedColumn]:
    if name in data.text_features:
        yield from _of_texts(name, values)
        return
    dates = pd.api.types.is_datetime64_any_dtype(values)
    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    if (dates or numeric) and values.nunique() > 2:
        yield _of_numbers(name, values, dates)
    else:
        yield from _of_values(name, values)


def _of_values(name: str, values: "pd.Series[Any]") -> Iterator[CodedColumn]:
    counts = values.value_counts()
    often = counts[counts >= FEWEST_ROWS].index[:MOST_VALUES]
    for value in often[: 1 if len(counts) == 2 and not values.isna().any() else None]:
        text = quantity(float(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)
        yield CodedColumn(name, (values == value).to_numpy(dtype=np.float32, na_value=0), value=text)
    if values.isna().any():
        yield CodedColumn(name, values.isna().to_numpy().astype(np.float32), value=_("missing"))


def _of_numbers(name: str, values: "pd.Series[Any]", dates: bool) -> CodedColumn:
    """Return a column cut between neighbouring values, so that each part has about as many rows."""
    if dates:
        when = values if values.dt.tz is None else values.dt.tz_convert(None)
        numbers = (when - pd.Timestamp(0)) / pd.Timedelta(seconds=1)
        numbers = numbers.to_numpy(dtype=np.float64, na_value=np.nan)
    else:
        numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
    numbers = np.where(np.isfinite(numbers), numbers, np.nan)
    different, counts = np.unique(numbers[~np.isnan(numbers)], return_counts=True)
    ends = np.arange(len(different) - 1)
    if len(ends) > MOST_CUTS:
        shares = np.cumsum(counts)[:-1] / counts.sum()
        ends = np.unique(np.searchsorted(shares, np.linspace(0, 1, MOST_CUTS + 2)[1:-1]).clip(0, len(shares) - 1))
    codes = np.searchsorted(different[ends], numbers).astype(np.float32)
    codes[np.isnan(numbers)] = np.nan
    write = date_between if dates else lambda low, high: quantity_between(low, high)
    return CodedColumn(name, codes, tuple(write(different[end], different[end + 1]) for end in ends))


def shortest_between(low: float, high: float) -> float:
    """Return the number with the fewest digits from `low` on and below `high`.

    Examples
    --------
    >>> shortest_between(1.4, 1.7), shortest_between(3, 4), shortest_between(1234, 1789), shortest_between(-0.3, 700)
    (1.5, 3.0, 1500.0, 0.0)
    """
    middle = low + (high - low) / 2
    for digits in range(-15, 17):
        for number in (round(middle, digits), round(low, digits)):
            if low <= number < high:
                return float(number) + 0.0  # without the sign of a zero
    return low


def quantity_between(low: float, high: float) -> str:
    """Write a number that parts two values: the shortest one, in as many digits as it has.

    Examples
    --------
    >>> [quantity_between(*pair) for pair in ((1.4, 1.7), (20_100, 20_300), (0.123456, 0.123458), (-0.6, 0.1))]
    ['1.5', '20,200', '0.123457', '0']
    """
    number = shortest_between(low, high)
    written = quantity(number)
    exact = float(written.replace(",", "").replace("−", "-"))
    return written if low <= exact < high else f"{number:.17g}".replace("-", "−")


def date_between(low: float, high: float) -> str:
    """Write a date, or a moment, from `low` on and below `high`, both in seconds since 1970.

    Examples
    --------
    >>> date_between(0, 200_000), date_between(3600, 7200)
    ('1970-01-02', '1970-01-01 01:30')
    """
    middle = low + (high - low) / 2
    day = math.floor(middle / _SECONDS_A_DAY) * _SECONDS_A_DAY
    if low <= day < high:
        return f"{pd.Timestamp(day, unit='s'):%Y-%m-%d}"
    return f"{pd.Timestamp(middle, unit='s'):%Y-%m-%d %H:%M}"


def _of_texts(name: str, texts: "pd.Series[Any]") -> Iterator[CodedColumn]:
    """Yield how many words texts have, and the commonest words that not every second text has."""
    lengths = with_lengths(texts.to_frame(name), [name])
    yield _of_numbers(str(lengths.columns[0]), lengths.iloc[:, 0], dates=False)
    vectorizer = CountVectorizer(
        binary=True, token_pattern=TOKEN, min_df=FEWEST_ROWS, max_df=0.5, max_features=MOST_WORDS, dtype=np.float32
    )
    try:
        has = vectorizer.fit_transform(texts.fillna("").astype(str)).toarray()
    except ValueError:  # no word is in so many texts
        return
    for place, word in enumerate(vectorizer.get_feature_names_out()):
        yield CodedColumn(name, has[:, place], value=_("“{word}”", word=words_told(str(word))))


def _of_pictures(data: Dataset, rows: NDArray[np.int64]) -> Iterator[CodedColumn]:
    """Yield the true class, which has words, and principal components, which have none."""
    truth = data.y[rows]
    if data.task == "classification":
        for code, group in enumerate(data.class_names):
            if (truth == code).sum() >= FEWEST_ROWS:
                yield CodedColumn(_("Truth"), (truth == code).astype(np.float32), value=group)
    pixels = np.asarray(data.X)[rows].astype(np.float32)
    n = min(COMPONENTS, *pixels.shape)
    for scores in PCA(n, random_state=0).fit_transform(pixels).T:
        yield _of_numbers("", pd.Series(scores), dates=False)
