"""A table that is on its way into the store."""

from typing import Any

from bakeoff.engine.base import Engine, Limits
from bakeoff.engine.waiting import FEW_AT_ONCE, Ends, Waiting

JOBS = "bakeoff.intake.job"


class Incoming(Waiting):
    """A job that keeps a table; of each kind a few run at once, the others wait, and addresses take turns."""

    def __init__(self, engine: Engine, function: str, payload: Any, limits: Limits, ends: Ends, address: str) -> None:
        super().__init__(engine, f"{JOBS}:{function}", payload, limits, ends, FEW_AT_ONCE, address)

    @property
    def table(self) -> str:
        """The name that the table is kept under, once it is; else empty."""
        return self.result or ""
