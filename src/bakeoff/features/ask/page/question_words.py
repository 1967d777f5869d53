"""Questions of a tree in words: features in their own units, and parts of dates as dates are spoken of."""

import datetime
import math

from bakeoff.features.ask.page.answer_text import value_text
from bakeoff.features.ask.workings import DatePart, TreeQuestion
from bakeoff.text import _, declared

_PARTS = {
    "days": declared("{column}"),
    "year": declared("Year of {column}"),
    "month": declared("Month of {column}"),
    "day": declared("Day of the month of {column}"),
    "weekday": declared("Weekday of {column}"),
    "hour": declared("Hour of {column}"),
}
_WEEKDAYS = (
    declared("Monday"),
    declared("Tuesday"),
    declared("Wednesday"),
    declared("Thursday"),
    declared("Friday"),
    declared("Saturday"),
    declared("Sunday"),
)
_MONTHS = (
    declared("January"),
    declared("February"),
    declared("March"),
    declared("April"),
    declared("May"),
    declared("June"),
    declared("July"),
    declared("August"),
    declared("September"),
    declared("October"),
    declared("November"),
    declared("December"),
)


def question_text(asked: TreeQuestion) -> str:
    """Write what a tree asks at a node."""
    if asked.yes_no:
        return _("{feature}?", feature=asked.feature)
    if asked.date is not None:
        words = _date_words(asked, asked.date)
        return _("{feature} at most {limit}?", feature=words["feature"], limit=words["limit"])
    return _("{feature} at most {limit}?", feature=asked.feature, limit=value_text(asked.threshold))


def step_text(asked: TreeQuestion) -> str:
    """Write what a row answers to it."""
    if asked.yes_no:
        return _("{feature}: no", feature=asked.feature) if asked.below else _("{feature}: yes", feature=asked.feature)
    words = {"feature": asked.feature, "value": value_text(asked.value), "limit": value_text(asked.threshold)}
    if asked.date is not None:
        words = _date_words(asked, asked.date)
        if asked.below:
            return _("{feature} is {value}, not after {limit}", **words)
        return _("{feature} is {value}, after {limit}", **words)
    if asked.below:
        return _("{feature} is {value}, at most {limit}", **words)
    return _("{feature} is {value}, more than {limit}", **words)


def _date_words(asked: TreeQuestion, date: DatePart) -> dict[str, str]:
    value = "" if math.isnan(asked.value) else date_text(date, asked.value)
    return {
        "feature": _(_PARTS[date.part], column=date.column),
        "value": value,
        "limit": date_text(date, asked.threshold),
    }


def date_text(date: DatePart, number: float) -> str:
    """Write a part of a date: a day as a date, weekdays and months by their names.

    Examples
    --------
    >>> date_text(DatePart("sold", "days", "2024-01-01T00:00:00", True), 12.5)
    '2024-01-13'
    >>> date_text(DatePart("sold", "weekday", "2024-01-01T00:00:00", True), 3.0)
    'Thursday'
    """
    if date.part == "days":
        moment = datetime.datetime.fromisoformat(date.first) + datetime.timedelta(days=number + _ROUNDED)
        return f"{moment:%Y-%m-%d}" if date.whole else f"{moment:%Y-%m-%d %H:%M}"
    whole = math.floor(number + _ROUNDED)
    if date.part == "weekday":
        return _(_WEEKDAYS[whole % len(_WEEKDAYS)])
    return _(_MONTHS[(whole - 1) % len(_MONTHS)]) if date.part == "month" else str(whole)


_ROUNDED = 1e-4
"""Largest rounding error of a whole number after scaling and back."""
