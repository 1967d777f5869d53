"""The races and studies that have been run, kept in a database, and how races compare."""

from bakeoff.history.comparison import (
    MOST_RACES,
    Comparison,
    compare,
    on_same_rows,
    rerun,
    side_by_side,
    study_settings,
)
from bakeoff.history.entries import Entry, Found, Headline, StoredRace
from bakeoff.history.history import History, Kind, Order
from bakeoff.history.recorder import Recorder
from bakeoff.history.studies import stored_study

__all__ = [
    "MOST_RACES",
    "Comparison",
    "Entry",
    "Found",
    "Headline",
    "History",
    "Kind",
    "Order",
    "Recorder",
    "StoredRace",
    "compare",
    "on_same_rows",
    "rerun",
    "side_by_side",
    "stored_study",
    "study_settings",
]
