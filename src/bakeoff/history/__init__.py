"""The races that have been run, kept in a database, and how they compare.

May import: `race` and all below it.
"""

from bakeoff.history.comparison import MOST_RACES, Comparison, compare, on_same_rows, rerun, side_by_side
from bakeoff.history.history import Entry, Found, Headline, History, Order, StoredRace
from bakeoff.history.recorder import Recorder
from bakeoff.history.stored import StoredOutcome, StoredReport, StoredResult

__all__ = [
    "MOST_RACES",
    "Comparison",
    "Entry",
    "Found",
    "Headline",
    "History",
    "Order",
    "Recorder",
    "StoredOutcome",
    "StoredRace",
    "StoredReport",
    "StoredResult",
    "compare",
    "on_same_rows",
    "rerun",
    "side_by_side",
]
