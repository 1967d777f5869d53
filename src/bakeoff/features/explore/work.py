"""A job that looks at data."""

from typing import Any, Literal

from bakeoff.engine.base import Engine, Limits
from bakeoff.engine.waiting import Ends, Waiting
from bakeoff.features.explore.messages import Doing
from bakeoff.settings import ServerSettings
from bakeoff.text import _, declared

SECONDS = 300
_FIRST = {"explore": declared("Reading the data"), "embed": declared("Placing the rows")}


class Work(Waiting):
    """A job under way, or one that has ended.

    Parameters
    ----------
    what : {"explore", "embed"}
        A function of `bakeoff.features.explore.job`.
    payload : object
        What it is called with.

    Raises
    ------
    EngineError
        If the engine takes no jobs any more.
    """

    def __init__(self, engine: Engine, what: Literal["explore", "embed"], payload: Any) -> None:
        self._first = Doing(_(_FIRST[what]))
        memory = ServerSettings.read().job_memory_bytes
        super().__init__(
            engine, f"bakeoff.features.explore.job:{what}", payload, Limits(SECONDS, memory), Ends(_("Stopped."))
        )

    @property
    def doing(self) -> Doing:
        """Current activity; before its turn, the first one to come."""
        return self.said or self._first
