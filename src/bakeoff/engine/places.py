"""Queue positions and waiting times, as reported to waiting jobs."""

import time
from collections.abc import Callable, Iterable, Mapping

from bakeoff.engine.base import Queued
from bakeoff.engine.estimate import Durations, Expected, Throughput, rounded, waits
from bakeoff.engine.outbox import Outbox
from bakeoff.engine.running import RunningJob, kind_of
from bakeoff.engine.turns import Ledger
from bakeoff.engine.wire import Submit

ESTIMATE_SHARE = 20
"""Estimating takes one such part of the host's time, at most."""

SOON = 10
"""Up to this place all is told at once."""
PLACES_A_SECOND = 20
"""One at place 20 of a queue is told anew once a second, one at place 100 every five: each that goes moves all others,
and a server of many visitors would hear of little else."""


class QueuePlaces:
    """Tells each job that waits its place and time, and anew when they change."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._told: dict[str, Queued] = {}
        self._told_at: dict[str, float] = {}
        self._durations = Durations()
        self._throughput = {False: Throughput(), True: Throughput()}  # by whether jobs are interactive
        self._starts: dict[str, float] = {}  # when each that waits is likely to begin, of the monotonic clock
        self._next_estimate = 0.0

    def tell(self, queue: Iterable[str]) -> None:
        """Tell those in a queue how they stand, if that is another than they were told."""
        now = time.monotonic()
        for place, job in enumerate(queue, start=1):
            seconds = rounded(self._starts[job] - now) if job in self._starts else None
            if now - self._told_at.get(job, 0.0) < place / PLACES_A_SECOND and place > SOON:
                continue
            if self._told.get(job) != (queued := Queued(job, place, seconds)):
                self._told[job], self._told_at[job] = queued, now
                self._outbox.tell(queued)

    def forget(self, job: str) -> None:
        """A job waits no more."""
        self._told.pop(job, None)
        self._told_at.pop(job, None)

    def foretell(self, process: RunningJob, seconds: float) -> None:
        """Learn from a job how long it expects to go on, which is no longer than it may."""
        most = process.limits.wall_seconds
        expected = process.ran_seconds + seconds
        self._durations.foretell(process.kind, expected if most is None else min(expected, most))

    def note(self, process: RunningJob) -> None:
        """Learn from a job that has ended how long such jobs take."""
        if process.took is not None:
            self._durations.note(process.kind, process.took)
        self._throughput[process.interactive].note(time.monotonic(), process.owner, process.ran_seconds)

    def estimate(self, slots: Mapping[bool, int], played: Callable[[bool, int], dict[str, float]]) -> bool:
        """Estimate when each will begin, by what `played` makes of each kind; rarely where that takes long."""
        began = time.monotonic()
        if began < self._next_estimate:
            return False
        self._starts = {job: began + seconds for kind, n in slots.items() for job, seconds in played(kind, n).items()}
        self._next_estimate = began + ESTIMATE_SHARE * (time.monotonic() - began)
        return True

    def play(
        self,
        processes: Iterable[RunningJob],
        requests: Iterable[Submit],
        interactive: bool,
        slots: int,
        ledger: Ledger,
    ) -> dict[str, float]:
        """Return in how many seconds each job of one kind is likely to begin."""
        there = [process for process in processes if not process.gone]
        left = {process.id: self._durations.left(process.kind, process.ran_seconds) for process in there}
        running = [process.expected(left[process.id]) for process in there if not process.held]
        paused = [process.expected(left[process.id]) for process in there if process.held]
        new = [self._new(request) for request in requests]
        coming = self._throughput[interactive].slots(time.monotonic(), ledger)
        return waits(running, paused + new, slots, ledger, coming)

    def _new(self, request: Submit) -> Expected:
        return Expected(request.job, request.owner, self._durations.left(kind_of(request)))
