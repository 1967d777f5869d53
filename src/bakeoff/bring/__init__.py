"""Reads what visitors bring in processes of their own, which can be stopped and have limits.

May import: `engine`, `datasets` and below.
"""

from bakeoff.bring.incoming import Incoming
from bakeoff.bring.openml import Fetching, Search
from bakeoff.bring.reading import Reading
from bakeoff.bring.writing import Writing

__all__ = ["Fetching", "Incoming", "Reading", "Search", "Writing"]
