"""Title of a stored race or study: its dataset's title, and its time."""

import zoneinfo
from datetime import UTC, datetime

import streamlit as st

from bakeoff.datasets import brought, datasets
from bakeoff.records.entries import Entry
from bakeoff.text import _, declared, told

_MONTHS = (
    declared("{day} Jan {year}, {time}"),
    declared("{day} Feb {year}, {time}"),
    declared("{day} Mar {year}, {time}"),
    declared("{day} Apr {year}, {time}"),
    declared("{day} May {year}, {time}"),
    declared("{day} Jun {year}, {time}"),
    declared("{day} Jul {year}, {time}"),
    declared("{day} Aug {year}, {time}"),
    declared("{day} Sep {year}, {time}"),
    declared("{day} Oct {year}, {time}"),
    declared("{day} Nov {year}, {time}"),
    declared("{day} Dec {year}, {time}"),
)


def when(moment: datetime) -> str:
    """Write a moment in the visitor's time zone, or in UTC if their browser names none that is known."""
    try:
        return _written(moment.astimezone(zoneinfo.ZoneInfo(str(st.context.timezone))))
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError):
        return _("{when} UTC", when=_written(moment.astimezone(UTC)))


def _written(moment: datetime) -> str:
    parts = {"day": f"{moment:%d}", "year": moment.year, "time": f"{moment:%H:%M}"}
    return _(_MONTHS[moment.month - 1], **parts)


def title(entry: Entry) -> str:
    """Return what an entry's data are called: a visitor's own table by its own title, any other by the data set's."""
    if entry.question == "datasets":
        return _("Several data sets")
    known = {**datasets(), **brought()}
    return told(entry.title or (known[entry.dataset].title if entry.dataset in known else entry.dataset))
