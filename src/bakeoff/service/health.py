"""Whether the server can do what it is there for, in a sentence if not."""

from typing import Protocol

from bakeoff.errors import HistoryError
from bakeoff.history import History
from bakeoff.text import _


class Warm(Protocol):
    """An engine, as far as it is asked here."""

    @property
    def ready(self) -> bool:
        """Whether jobs start fast."""


def engine_trouble(engine: Warm) -> str:
    """Say why what waits does not begin; empty if the engine is there."""
    if engine.ready:
        return ""
    return _("The processes that train are being made ready; what waits begins as soon as they are.")


def trouble(engine: Warm, history: History) -> str:
    """Say why no visitors should be sent here; empty if they should."""
    try:
        history.check()
    except HistoryError as error:
        return str(error)
    return engine_trouble(engine)
