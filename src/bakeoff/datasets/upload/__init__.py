"""Tables that visitors bring: read, looked at, kept for them alone, and loaded by the name that a spec has for them.

`read_table` takes a file apart and belongs into a process that can be stopped; the others are quick.
"""

from bakeoff.datasets.upload.reading import read_table
from bakeoff.datasets.upload.source import UPLOAD

BROUGHT = (UPLOAD,)

__all__ = ["BROUGHT", "UPLOAD", "read_table"]
