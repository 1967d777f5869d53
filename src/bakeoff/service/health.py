"""Health of the server: one sentence if it cannot do its work."""

import shutil

from bakeoff.datasets.home import full_disk, writable_data_home
from bakeoff.engine.hosted import HostedEngine
from bakeoff.errors import DatasetError, HistoryError
from bakeoff.storage.database import Database

LEAST_FREE_BYTES = 20 * 2**20
"""With less free disk than this, no upload of usual size can be stored."""


def trouble(database: Database, *engines: HostedEngine) -> str:
    """Say why no visitors should be sent here; empty if they should.

    An object store is not asked: all servers share it, and most of what visitors do here needs none.
    """
    try:
        database.check()
        free = shutil.disk_usage(writable_data_home()).free
    except (DatasetError, HistoryError) as error:
        return str(error)
    if free < LEAST_FREE_BYTES:
        return full_disk()
    return next((engine.trouble for engine in engines if engine.trouble), "")
