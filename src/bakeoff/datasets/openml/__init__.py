"""Data sets of OpenML: searched by name or number, and brought as a visitor's own table.

Each call here waits for the network, and so belongs into a process that can be stopped.
"""

from bakeoff.datasets.openml.catalogue import Match, path_of, search
from bakeoff.datasets.openml.server import Server, garbled
from bakeoff.datasets.openml.table import bring, too_much

__all__ = ["Match", "Server", "bring", "garbled", "path_of", "search", "too_much"]
