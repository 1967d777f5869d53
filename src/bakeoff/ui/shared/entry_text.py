"""What a stored race or study is known by: its data set's title, and when it was."""

import zoneinfo
from datetime import UTC, datetime

import streamlit as st

from bakeoff.datasets import brought, datasets


def when(moment: datetime) -> str:
    """Write a moment in the visitor's time zone, or in UTC if their browser names none that is known."""
    try:
        return moment.astimezone(zoneinfo.ZoneInfo(str(st.context.timezone))).strftime("%d %b %Y, %H:%M")
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError):
        return moment.astimezone(UTC).strftime("%d %b %Y, %H:%M UTC")


def title(name: str) -> str:
    """Return a data set's title, or its name if this Bakeoff has it not."""
    known = {**datasets(), **brought()}
    return known[name].title if name in known else name
