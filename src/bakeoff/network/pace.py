"""Training speed of a lab, and the number of batches trained at once."""

import collections
import time

CALL_SECONDS = 0.03
"""Intended duration of one call of the graph: a command waits no longer."""
_WINDOW_SECONDS = 1.0


class Pace:
    """Measures how long training takes while it goes on.

    Attributes
    ----------
    batches_a_call : int
        How many batches are trained in about `CALL_SECONDS`; 0 before that is known.
    epochs_per_second : float
        Over the last second; 0 before two calls.
    """

    def __init__(self) -> None:
        self._moments: collections.deque[tuple[float, float]] = collections.deque()
        self._batches_a_second = 0.0

    @property
    def batches_a_call(self) -> int:
        """Number of batches trained in about `CALL_SECONDS`; 0 until it has been measured."""
        return int(CALL_SECONDS * self._batches_a_second)

    @property
    def epochs_per_second(self) -> float:
        """Over the last second; 0 before two calls."""
        if len(self._moments) < 2:
            return 0.0
        (began, first), (now, last) = self._moments[0], self._moments[-1]
        return (last - first) / (now - began)

    def note(self, n_batches: int, seconds: float, position: float) -> None:
        """Note a call that trained so many batches in so many seconds, up to a position in epochs."""
        self._batches_a_second = n_batches / seconds
        self._moments.append((time.monotonic(), position))
        while len(self._moments) > 2 and self._moments[-1][0] - self._moments[0][0] > _WINDOW_SECONDS:
            self._moments.popleft()

    def restart(self) -> None:
        """Forget the epochs so far: training begins anew."""
        self._moments.clear()
