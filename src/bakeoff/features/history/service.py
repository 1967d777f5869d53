"""The server's one history."""

from bakeoff.features.history.history import History
from bakeoff.service.kernel import database
from bakeoff.service.once import once


@once
def history() -> History:
    """Return the history of the server's races and studies."""
    return History(database())
