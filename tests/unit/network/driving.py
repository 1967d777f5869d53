"""Waits for what a real lab job shows."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bakeoff.network.messages import Snapshot
from bakeoff.network.playback import Playback
from bakeoff.network.session import LabSession
from bakeoff.network.settings import LabSettings
from tests.waiting import PATIENCE

T = TypeVar("T")


@dataclass(frozen=True)
class PlayAfter:
    """Have a lab play once it has been busy for so many seconds, as with a network to compile."""

    seconds: float

    def after(self, settings: LabSettings) -> LabSettings:
        """Return the settings as they are."""
        return settings

    def obey(self, playback: Playback) -> None:
        """Be busy, and play."""
        time.sleep(self.seconds)
        playback.play()


def until(session: LabSession, shown: Callable[[Snapshot], bool]) -> Snapshot:
    """Look until `shown` holds of a snapshot; return that."""

    def found() -> Snapshot | None:
        snapshot = session.look()
        return snapshot if snapshot is not None and shown(snapshot) else None

    return wait(session, found)


def wait(session: LabSession, answer: Callable[[], T | None]) -> T:
    """Ask until there is an answer; return it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if (value := answer()) is not None:
            return value
        time.sleep(0.005)
    raise AssertionError(f"waited in vain: {session.status} {session.state.trouble} {session.look()}")


def weights(snapshot: Snapshot) -> bytes:
    """Return all weights and biases as bytes, to compare bit for bit."""
    return b"".join(one.tobytes() for one in (*snapshot.weights, *snapshot.biases))


def position(snapshot: Snapshot) -> tuple[int, int]:
    """Return epoch and batch."""
    return snapshot.epoch, snapshot.batch
