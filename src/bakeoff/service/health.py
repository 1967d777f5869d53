"""Health of the server: one sentence if it cannot do its work."""

import shutil
from typing import Protocol

from bakeoff.datasets.home import full_disk, writable_data_home
from bakeoff.engine.cluster import ClusterEngine
from bakeoff.errors import DatasetError, HistoryError
from bakeoff.storage.database import Database
from bakeoff.text import _, counted, sentences

LEAST_FREE_BYTES = 20 * 2**20
"""With less free disk than this, no upload of usual size can be stored."""


class Warm(Protocol):
    """An engine, as far as it is asked here."""

    @property
    def ready(self) -> bool:
        """True if jobs start fast."""


def engine_trouble(engine: Warm) -> str:
    """Say why what waits does not begin; empty if the engine is there."""
    if engine.ready:
        return ""
    if isinstance(engine, ClusterEngine):
        return _("No machine of the cluster is ready; what waits begins as soon as one is.")
    return _("The training workers are starting. Waiting jobs begin after that.")


def capacity(engine: Warm) -> str:
    """Say what a cluster that is there has; empty where there is none."""
    if not isinstance(engine, ClusterEngine) or not engine.ready:
        return ""
    machines = counted("The cluster has {n} machine.", "The cluster has {n} machines.", engine.machines)
    slots = counted("One training runs at a time.", "Up to {n} trainings run at once.", engine.slots)
    return sentences(machines, slots)


def trouble(database: Database, *engines: Warm) -> str:
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
    return next(filter(None, map(engine_trouble, engines)), "")
