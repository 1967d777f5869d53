"""Dates as people write them: in figures, with the names of months, in Chinese and Japanese, and by era."""

import datetime
import re
from typing import Any, Literal

import numpy as np
import pandas as pd

from bakeoff.datasets.identifiers import called_id
from bakeoff.datasets.upload.numbers import LIKELY, MOSTLY, as_typed, typed

Dates = Literal["day first", "month first"]

_SAMPLE, _FEW = 1000, 50
_MONTHS_SEEN = 3
"""Different months of days in eight digits: numbered things of one year may look like days of a month or two."""
_UNIX_FIRST, _UNIX_LAST = 100_000_000, 4_000_000_000
"""Unix seconds from 1973 to 2096."""
_LONGEST = 40
"""Letters of a date with its time."""
_LOOKS_DATED = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([T ]+\d{1,2}:\d{2}.*)?|\d{8}|\d{4}[-/]\d{1,2}")
_TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f")
_YEAR_FIRST = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y/%m")
_DAY_FIRST = ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%d/%m/%y")
_MONTH_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar jänner janvier jan janv", "february februar février feb fév févr",
            "march märz mars mar mär mrz", "april avril apr avr", "may mai", "june juni juin jun",
            "july juli juillet jul juil", "august août aug", "september septembre sep sept",
            "october oktober octobre oct okt", "november novembre nov", "december dezember décembre dec dez déc",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_BEFORE = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民國": 1911, "民国": 1911,
           "R": 2018, "H": 1988, "S": 1925, "T": 1911, "M": 1867}  # fmt: skip
"""The year before the first one of each era."""
_CENTURY = 69
"""Years of two digits from here on are of the last century, as Python reads them."""
_CLOCK = r"(?:\s*(?P<clock>\d{1,2})[:時时点](?P<minute>\d{1,2})?分?(?::?(?P<second>\d{1,2})秒?)?)?"
_WRITTEN = (
    re.compile(
        r"(?P<era>令和|平成|昭和|大正|明治|民國|民国|[RHSTM](?=\d))?\s*(?P<year>\d{1,4}|元)\s*[年./-]\s*(?P<month>\d{1,2})\s*"
        rf"(?:月|[./-](?=\d))\s*(?:(?P<day>\d{{1,2}})\s*[日号號]?)?(?:\(.\)|[月火水木金土日]曜日?|星期.|周.)?{_CLOCK}"
    ),
    re.compile(rf"(?:\w+,\s*)?(?P<day>\d{{1,2}})(?:\.|er|st|nd|rd|th)?[\s-]+(?P<name>[^\W\d]+)\.?,?[\s-]+(?P<year>\d{{4}}),?{_CLOCK}"),
    re.compile(rf"(?P<name>[^\W\d]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}),?{_CLOCK}"),
    re.compile(r"(?P<name>[^\W\d]+)\.?,?(?:[\s-]+(?=\d{4})|-|\s')(?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<year>\d{4})[\s-]*(?P<name>[^\W\d]{3,})\.?"),
    re.compile(r"(?P<year>\d{4})(?:年第?|[\s-]*)[Qq]?(?P<quarter>(?<=[Qq年第])[1-4])(?:季度?)?"),
    re.compile(r"[Qq](?P<quarter>[1-4])[\s/-]*(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[\s-]*[Mm](?P<month>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})(?:[\s-]*[Ww]|年第?(?=\d+[周週]))(?P<week>\d{1,2})(?:-(?P<day>[1-7])|[周週])?"),
)  # fmt: skip
_TWELVE = re.compile(
    r"(?:(?P<date>.{0,30}[\d日号號])[\sT,]{1,3})?(?P<before>上午|下午|午前|午後)?\s{0,3}(?P<hour>1[0-2]|0?\d)"
    r"(?P<rest>(?::\d{2}){0,2})(?:\.\d{1,9})?\s{0,3}(?P<after>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
"""A time of a clock with twelve hours, after a date or alone."""
_UNIX_NAME = re.compile(r"(^|[\W_])(unix|epoch|timestamp)|时间戳", re.IGNORECASE)
_TIME = re.compile(
    r"([01]?\d|2[0-4]|\d{1,3}(?=(?::[0-5]\d){2})):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?|([01]?\d|2[0-4])[時时点]([0-5]?\d)?分?"
)


def as_dates(known: "pd.Series[Any]", dates: Dates | None = None) -> "pd.Series[Any] | None":
    """Return texts as dates if nearly all are written in one of the usual ways, else None.

    Parameters
    ----------
    known : pd.Series of str
        Without missing values.
    dates : {"day first", "month first"}, optional
        How 3/4/2024 is read; found out if it is not told.
    """
    if known.iloc[:_FEW].map(_in_figures).str.fullmatch(_LOOKS_DATED).mean() < LIKELY:
        return None
    sample = known.iloc[:_SAMPLE].map(_in_figures)
    if sample.str.fullmatch(_LOOKS_DATED).mean() < MOSTLY:
        return None
    dates = dates or order_of(known.iloc[:_SAMPLE])
    known = known.map(_in_figures)
    for form in _forms(dates):
        if _read(sample, form).notna().mean() >= MOSTLY:
            values = _read(known, form)
            if values.notna().mean() >= MOSTLY:
                return plain_dates(values)
    return None


def plain_dates(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return dates without a time zone; those in no year that a calendar has are missing."""
    dates = pd.to_datetime(column, utc=True, errors="coerce").dt.tz_localize(None)
    return dates.where(dates.dt.year.between(1, 9999)).astype("datetime64[us]")


def dates_in_digits(name: str, numbers: "pd.Series[Any]") -> "pd.Series[Any] | None":
    """Return whole numbers as dates if all are days as 20200131, or Unix time that is called so; else None.

    Examples
    --------
    >>> dates_in_digits("day", pd.Series([20191231, 20200229, 20200301])).dt.day.tolist()
    [31, 29, 1]
    >>> dates_in_digits("day", pd.Series([20191231, 20200230, 20200301])) is None
    True
    """
    known = numbers.dropna()
    if known.empty or called_id(name) or not (known % 1 == 0).all():
        return None
    if known.between(19000101, 21001231).all():
        dates = pd.to_datetime(known.astype(np.int64).astype("str"), format="%Y%m%d", errors="coerce")
        sure = dates.notna().all() and dates.dt.to_period("M").nunique() >= _MONTHS_SEEN
        return plain_dates(dates.reindex(numbers.index)) if sure else None
    for second in (1, 1000):
        if _UNIX_NAME.search(name) and known.between(_UNIX_FIRST * second, _UNIX_LAST * second).all():
            return plain_dates(pd.to_datetime(numbers * (1000 // second), unit="ms"))
    return None


def order_of(sample: "pd.Series[Any]") -> Dates:
    """Return how dates as 3/4/2024 read: day first, unless some cannot be, or they have AM or PM as in the US."""
    texts = sample.astype("str")
    parts = texts.str.extract(r"^(\d{1,2})[-./](\d{1,2})").astype(float)
    us = parts[1].max() > 12 or texts.iloc[:_FEW].str.contains(r"\d\s*[ap]m$", case=False).any()
    return "month first" if parts[0].max() <= 12 and us else "day first"


def as_hours(known: "pd.Series[Any]") -> "pd.Series[float] | None":
    """Return times of day and durations as hours if nearly all texts are such, else None.

    Examples
    --------
    >>> as_hours(pd.Series(["08:15", "8時30分", "23:00:36", "35:00:00", "12:15 AM", "下午3:30"])).tolist()
    [8.25, 8.5, 23.01, 35.0, 0.25, 15.5]
    """
    parts = as_typed(known).map(_of_24_hours).str.extract(rf"^(?:{_TIME.pattern})$").astype(float)
    hours = parts[0].fillna(parts[3]) + parts[1].fillna(parts[4]).fillna(0) / 60 + parts[2].fillna(0) / 3600
    return hours if hours.notna().mean() >= MOSTLY else None


def _read(texts: "pd.Series[Any]", form: str) -> "pd.Series[Any]":
    return pd.to_datetime(texts, format=form, errors="coerce", utc=True)


def _forms(dates: Dates | None) -> list[str]:
    orders = (_MONTH_FIRST, _DAY_FIRST) if dates == "month first" else (_DAY_FIRST, _MONTH_FIRST)
    return ["ISO8601", *(day + time for days in (_YEAR_FIRST, *orders) for day in days for time in _TIMES)]


def _of_24_hours(text: str) -> str:
    """Return a text that ends with a time of twelve hours with one of 24.

    Examples
    --------
    >>> [_of_24_hours(text) for text in ("1/5/2020 12:00 AM", "2020-01-05 下午 3:30", "3 pm", "12:30", "Room 3")]
    ['1/5/2020 00:00', '2020-01-05 15:30', '15:00', '12:30', 'Room 3']
    """
    match = _TWELVE.fullmatch(text) if len(text) <= _LONGEST else None
    half = match and (match["before"] or match["after"])
    if not match or not half:
        return text
    hour = int(match["hour"]) % 12 + 12 * (half[0] in "pP" or half in ("下午", "午後"))
    return f"{match['date'] or ''} {hour:02}{match['rest'] or ':00'}".strip()


def _in_figures(text: str) -> str:
    """Return a date with a month's name, characters or an era as 2024-03-05; any other text as it is.

    Examples
    --------
    >>> [_in_figures(text) for text in ("令和6年3月5日", "2024年3月5日 8時30分", "5. März 2024", "Mar 5, 2024")]
    ['2024-03-05', '2024-03-05 08:30', '2024-03-05', '2024-03-05']
    >>> [_in_figures(text) for text in ("Jan-80", "1980 Jan", "1950 Q1", "1950Q4", "2024年第2季度", "Room 12")]
    ['1980-01-01', '1980-01-01', '1950-01-01', '1950-10-01', '2024-04-01', 'Room 12']
    >>> [_in_figures(text) for text in ("1980M01", "2020-W05", "2020 W53", "2020-W05-3", "2021-W53")]
    ['1980-01-01', '2020-01-27', '2020-12-28', '2020-01-29', '2021-W53']
    """
    if text.isascii() and not any(letter.isalpha() for letter in text):
        return text
    plain = _of_24_hours(typed(text).strip())
    if len(plain) > _LONGEST or not any(letter.isdecimal() for letter in plain):
        return text
    for pattern in _WRITTEN:
        if match := pattern.fullmatch(plain):
            return _iso(match.groupdict()) or plain
    return plain


def _iso(parts: dict[str, str | None]) -> str | None:
    """Return what was found as ISO 8601 writes it; None if its month is none, or its year no era's."""
    year = 1 if parts["year"] == "元" else int(parts["year"] or 0)
    year += _BEFORE.get(parts.get("era") or "", 0)
    if len(parts["year"] or "") == 2 and "name" in parts:
        year += 1900 if year >= _CENTURY else 2000
    if "week" in parts:
        try:
            return datetime.date.fromisocalendar(year, int(parts["week"] or 0), int(parts["day"] or 1)).isoformat()
        except ValueError:
            return None
    month = _MONTHS.get((parts["name"] or "").casefold()) if "name" in parts else int(parts.get("month") or 0)
    if "quarter" in parts:
        month = 3 * int(parts["quarter"] or 0) - 2
    if month is None or not 1000 <= year <= 9999:
        return None
    day = f"{year:04}-{month:02}-{int(parts.get('day') or 1):02}"
    clock = parts.get("clock")
    if clock is None:
        return day
    return f"{day} {int(clock):02}:{int(parts['minute'] or 0):02}" + (
        f":{int(parts['second']):02}" if parts["second"] else ""
    )


def whole_days(dates: Any) -> bool:
    """Tell whether none of the dates has a time of day, gaps aside."""
    known = dates.dropna()
    return bool((known == known.dt.normalize()).all())
