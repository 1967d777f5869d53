"""Role of each column: guessed from its values, explained, and open to change."""

import re
from collections import Counter
from typing import Any, Literal

import numpy as np
import pandas as pd

from bakeoff.datasets.identifiers import identifies, names_things, words_of
from bakeoff.fields import Settings, Task

Role = Literal["number", "category", "date", "text", "identifier", "ignore"]
Note = Literal["", "empty", "constant", "copy", "different", "target"]

ROLES: tuple[Role, ...] = ("number", "category", "date", "text", "identifier", "ignore")
FEATURES: tuple[Role, ...] = ("number", "category", "date", "text")
"""Roles whose columns the models learn from."""

MOST_CLASSES = 100
MOST_CLASS_NUMBERS = 10
BINS = 12
_TEXT_WORDS, _PROSE_WORDS = 4, 1.5
_WRITTEN_OUT = 1e12
"""Whole numbers below it are written with all their digits."""
_MOST_CATEGORIES = 200
_NO_SPACES = r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1780-\u17ff]"
"""Letters of Chinese, Japanese, Thai, Lao and Khmer, which put no blanks between words."""
_LETTERS_A_WORD = 2
_PARTS = re.compile(rf"(?=({_NO_SPACES}{{2}}))|((?:(?!{_NO_SPACES})[^\W\d_]){{2,}})")
"""Pairs of such letters, and words of others."""
_NAME_WORDS = {"name", "names", "surname", "firstname", "lastname", "nom", "prénom", "vorname", "nachname", "column"}
_NAME_SIGNS = re.compile("姓名|名字|名称|氏名|名前")

_ROW_NAMES = re.compile(r"row[._ ]?names?|\.{3}1|__index_level_\d+__|level_0", re.IGNORECASE)
"""Names that R, readr and pandas give to the column of row names."""


class TableColumn(Settings):
    """One column of a table.

    Attributes
    ----------
    role : {"number", "category", "date", "text", "identifier", "ignore"}
    note : {"", "empty", "constant", "copy", "different", "target"}
        Why it is to be ignored, if that was guessed: no value, the same in every row, an earlier column's copy
        (`copy_of`), too many different words, or a second target.
    missing, distinct : int
        Rows without a value; different values.
    low, high : str
        Ends of the values of numbers and dates; else empty.
    common : tuple of str
        The commonest values of all else.
    bars : tuple of int
        How many rows each bin from `low` to `high`, or each of `common`, has.
    """

    name: str
    role: Role
    note: Note = ""
    copy_of: str = ""
    missing: int = 0
    distinct: int = 0
    low: str = ""
    high: str = ""
    common: tuple[str, ...] = ()
    bars: tuple[int, ...] = ()


def looked_at(frame: pd.DataFrame) -> tuple[TableColumn, ...]:
    """Return what there is to know of each column, with a guess at its role."""
    seen: dict[bytes, str] = {}
    columns = []
    for name in frame.columns:
        column = frame[name]
        digest = pd.util.hash_pandas_object(column, index=False).to_numpy().tobytes()
        copy_of = seen.setdefault(digest, str(name))
        columns.append(_column(str(name), column, "" if copy_of == name else copy_of))
    for place in range(row_names(frame)):
        columns[place] = columns[place].model_copy(update={"role": "identifier", "note": ""})
    return tuple(columns)


def row_names(frame: pd.DataFrame) -> int:
    """Return how many columns at the start are row names: called so, or without a name and different in every row."""
    headed = frame.columns[-1] != f"Column {frame.shape[1]}"
    for place, name in enumerate(frame.columns):
        nameless = headed and name == f"Column {place + 1}" and frame.iloc[:, place].is_unique
        if not (nameless or _ROW_NAMES.fullmatch(name)):
            return place
    return 0


def guessed_task(target: TableColumn, values: "pd.Series[Any]") -> Task:
    """Return classification for words, and for few different whole numbers."""
    if target.role != "number" and not pd.api.types.is_numeric_dtype(values):
        return "classification"
    few = target.distinct <= MOST_CLASS_NUMBERS
    return "classification" if few and bool((values.dropna() % 1 == 0).all()) else "regression"


def _column(name: str, values: "pd.Series[Any]", copy_of: str) -> TableColumn:
    known = values.dropna()
    distinct = int(known.nunique())
    role, note = _role(name, values, known, distinct)
    if copy_of and note == "":
        role, note = "ignore", "copy"
    shared = {"name": name, "role": role, "note": note, "copy_of": copy_of}
    return TableColumn.model_validate(
        {**shared, "missing": len(values) - len(known), "distinct": distinct, **_shape(known)}
    )


def _role(name: str, values: "pd.Series[Any]", known: "pd.Series[Any]", distinct: int) -> tuple[Role, Note]:
    if distinct < 2:
        return "ignore", "constant" if distinct else "empty"
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return "date", ""
    if pd.api.types.is_numeric_dtype(values.dtype):
        return ("identifier" if _identifies(name, values) or names_things(name, known) else "number"), ""
    words = _words_in(known.iloc[:1000])
    if words >= _TEXT_WORDS and distinct > 0.2 * len(known):
        return "text", ""
    different = distinct > max(_MOST_CATEGORIES, 0.5 * len(known)) or distinct > max(20, 0.9 * len(known))
    if different and _is_prose(name, known.iloc[:1000]):
        return "text", ""
    if (len(known) == len(values) and _identifies(name, values)) or names_things(name, known):
        return "identifier", ""
    if different:
        return ("text", "") if words >= 2 else ("ignore", "different")
    return "category", ""


def _is_prose(name: str, texts: "pd.Series[Any]") -> bool:
    """Tell whether short texts are put together from words that come back, and are not called names.

    Examples
    --------
    >>> titles = [f"{rank} {trade}" for rank in ("Senior", "Junior") for trade in ("nurse", "clerk")]
    >>> _is_prose("job", pd.Series(titles)), _is_prose("name", pd.Series(titles)), _is_prose("job", pd.Series(["A 1"]))
    (True, False, False)
    """
    if _NAME_WORDS.intersection(words_of(name)) or _NAME_SIGNS.search(name):
        return False
    parts = [[pair or word for pair, word in _PARTS.findall(text.lower())] for text in texts]
    words = sum(1 / _LETTERS_A_WORD if re.match(_NO_SPACES, part) else 1 for text in parts for part in text)
    rows = Counter(part for text in parts for part in set(text))
    again = [sum(rows[part] > 1 for part in text) / len(text) if text else 0 for text in parts]
    return words >= _PROSE_WORDS * len(parts) and sum(again) >= 0.5 * len(parts)


def _words_in(texts: "pd.Series[Any]") -> float:
    """Return how many words a text has at the mean, whether or not there are blanks between them.

    Examples
    --------
    >>> _words_in(pd.Series(["red", "a red car"])), _words_in(pd.Series(["张伟", "质量很好，物流很快"]))
    (2.0, 2.5)
    """
    joined = texts.str.count(_NO_SPACES) / _LETTERS_A_WORD
    return float((texts.str.count(r"\s+") + joined.where(joined > 1, 1)).mean())


def _identifies(name: str, values: "pd.Series[Any]") -> bool:
    return len(values) >= 20 and not values.isna().any() and identifies(name, values)


def _shape(known: "pd.Series[Any]") -> dict[str, Any]:
    """Return how the values are spread."""
    if known.empty:
        return {}
    if pd.api.types.is_datetime64_any_dtype(known.dtype):
        return {"low": f"{known.min():%Y-%m-%d}", "high": f"{known.max():%Y-%m-%d}", "bars": _bars(known)}
    if pd.api.types.is_numeric_dtype(known.dtype):
        return {"low": _end(known.min()), "high": _end(known.max()), "bars": _bars(known)}
    top = known.value_counts().iloc[:BINS]
    return {"common": tuple(str(value)[:60] for value in top.index), "bars": tuple(top.tolist())}


def _end(number: Any) -> str:
    return f"{number:.0f}" if number % 1 == 0 and abs(number) < _WRITTEN_OUT else f"{number:.6g}"


def _bars(known: "pd.Series[Any]") -> tuple[int, ...]:
    """Return how many values lie in each of equal bins; none where the values are too close for that."""
    numbers = (known - known.min()).to_numpy()
    try:
        counts, _edges = np.histogram(numbers.astype(np.int64 if numbers.dtype.kind == "m" else np.float64), bins=BINS)
    except ValueError:
        return ()
    return tuple(counts.tolist())
