"""When the next picture of a lab is due: seldom enough that nobody is drowned, and never before the last was taken."""

import math
import time

from bakeoff.network.pace import CALL_SECONDS

SNAPSHOT_SECONDS = 1 / 12
LATEST_SECONDS = 1.0
"""Longest delay of a picture until all epochs of the pace are trained."""


class Display:
    """Counts the pictures that were sent and taken.

    Attributes
    ----------
    changed : bool
        Whether there is something new to show.
    serial : int
        Of the last picture that was sent; 0 before the first.
    taken : int
        Of the last that the server has acknowledged.
    """

    def __init__(self) -> None:
        self.changed = True
        self.serial = self.taken = 0
        self._sent = time.monotonic()

    def due(self, playing: bool, complete: bool) -> bool:
        """Tell whether there is something new, and someone ready for it; a network that plays waits its turn.

        Its turn comes a little later, if need be, where the epochs up to the picture are not `complete`.
        """
        patience = SNAPSHOT_SECONDS if complete else LATEST_SECONDS
        timely = not playing or time.monotonic() - self._sent >= patience
        return self.changed and timely and self.taken == self.serial

    def wait(self) -> float:
        """Return after how many seconds the next picture of a network that plays may be due, if one is taken first."""
        if self.taken != self.serial:
            return math.inf  # word of it ends the waiting
        return self._sent + SNAPSHOT_SECONDS - time.monotonic()

    def sent(self) -> None:
        """Note that everything is shown."""
        self.changed, self._sent = False, time.monotonic()

    def hasten(self) -> None:
        """Send the next picture soon, to show movement."""
        self._sent = time.monotonic() - SNAPSHOT_SECONDS + CALL_SECONDS
