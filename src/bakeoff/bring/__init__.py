"""Reads what visitors bring in processes of their own, which can be stopped and have limits.

May import: `engine`, `datasets` and below.
"""

from bakeoff.bring.openml import Fetching, Search
from bakeoff.bring.reading import Reading

__all__ = ["Fetching", "Reading", "Search"]
