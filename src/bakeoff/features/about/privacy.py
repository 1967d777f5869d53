"""Items on the page on privacy that are of no feature alone."""

from bakeoff.evaluation.notation import count
from bakeoff.service.retention import MINUTES_TO_FORGET
from bakeoff.settings import ServerSettings
from bakeoff.text import _


def store_note() -> str:
    """Return what a shared object store has; nothing without one."""
    if not ServerSettings.read().store:
        return ""
    return _(
        "- **An object store** has these tables and models for all servers that share it. What you delete is gone "
        "from there at once, and from other servers’ data folders within {minutes} minutes.",
        minutes=count(MINUTES_TO_FORGET),
    )


def memory_note() -> str:
    """Return what is in the server's memory alone."""
    return _(
        "- **What you are doing**: a lab, a set-up, questions to models, and your uploads and joined classes of the "
        "last hour. It is only in the server’s memory, until others need the space or the server restarts."
    )


def log_note() -> str:
    """Return what the log has."""
    return _(
        "- **The log**: what went wrong in the program. It names neither visitors nor their addresses, and a race "
        "only by a hash. The server’s operator decides how long it, and copies of disk and database, are kept. The "
        "operator also decides if a proxy before the server keeps its own log."
    )
