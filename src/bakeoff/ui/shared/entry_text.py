"""What a stored race or study is known by: its data set's title, and when it was."""

import zoneinfo
from datetime import UTC, datetime

import streamlit as st

from bakeoff.datasets import brought, datasets
from bakeoff.history import Entry


def when(moment: datetime) -> str:
    """Write a moment in the visitor's time zone, or in UTC if their browser names none that is known."""
    try:
        return moment.astimezone(zoneinfo.ZoneInfo(str(st.context.timezone))).strftime("%d %b %Y, %H:%M")
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError):
        return moment.astimezone(UTC).strftime("%d %b %Y, %H:%M UTC")


def title(entry: Entry) -> str:
    """Return what an entry's data are called: a visitor's own table by its own title, any other by the data set's."""
    known = {**datasets(), **brought()}
    return entry.title or (known[entry.dataset].title if entry.dataset in known else entry.dataset)
