"""Reads what visitors bring in processes of their own, which can be stopped and have limits."""

from bakeoff.upload.incoming import Incoming
from bakeoff.upload.openml import Fetching, Search
from bakeoff.upload.reading import Reading
from bakeoff.upload.writing import Writing

__all__ = ["Fetching", "Incoming", "Reading", "Search", "Writing"]
