"""Jobs that run in the test's own process, where they have its settings."""

from importlib import import_module
from typing import Any

from bakeoff.engine.base import Finished, Job


class Silent:
    """The line of a job to which nobody listens."""

    waited_seconds = 0.0

    def emit(self, body: Any) -> None:
        """Drop what is said."""

    def expect(self, seconds: float) -> None:
        """Drop what is said."""

    def poll(self, timeout: float = 0.0) -> None:
        """Return no command."""


class Here:
    """An engine that is done with a job at once."""

    slots = 1

    def submit(self, job: Job, listener: Any) -> None:
        """Run a job."""
        module, _colon, function = job.target.partition(":")
        listener(Finished(job.id, getattr(import_module(module), function)(job.payload, Silent())))
