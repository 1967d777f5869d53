"""Tables that visitors upload, read and stored on the server.

`reading.read_table` takes a file apart and belongs into a process that can be stopped; the others are quick.
"""

from bakeoff.datasets.upload.source import UPLOAD

BROUGHT = (UPLOAD,)

__all__ = ["BROUGHT", "UPLOAD"]
