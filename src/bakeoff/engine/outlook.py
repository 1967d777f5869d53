"""Estimate of a job's remaining time, made by the job itself."""

import time

from bakeoff.engine.base import Channel

TELL_SECONDS = 1.0
"""How often it is told, and not of a job that has not gone on for so long."""


class Outlook:
    """Tells for those who wait how long a job will still go on, at its pace so far."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._began = self._ran()
        self._told = 0.0

    def done(self, share: float) -> None:
        """Take note that this share of all, above 0 and up to 1, is done."""
        ran = self._ran() - self._began
        if ran - self._told > TELL_SECONDS:
            self._told = ran
            self._channel.expect(ran * (1 / share - 1))

    def _ran(self) -> float:
        return time.monotonic() - self._channel.waited_seconds
