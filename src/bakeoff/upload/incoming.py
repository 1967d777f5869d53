"""A table that is on its way into the store."""

from bakeoff.engine import Waiting

JOBS = "bakeoff.upload.job"


class Incoming(Waiting):
    """A job that keeps a table."""

    @property
    def table(self) -> str:
        """The name that the table is kept under, once it is; else empty."""
        return self.result or ""
