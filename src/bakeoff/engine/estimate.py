"""Estimates of waiting times, from the durations of similar jobs, by simulation of the queue.

Knows no processes and no clock: the host supplies the state.
"""

import math
import statistics
from collections import Counter, OrderedDict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bakeoff.engine.turns import Ledger, to_pause

Kind = tuple[str, ...]
"""Kind of a job, from the general to the particular."""

MOST_APART = 3
"""By how many particulars jobs may differ of which one tells how long another takes: a contender tells of itself on
other data, until one that runs on these foretells, and not of another contender."""
MOST_KINDS = 1_000
MOST_OF_A_KIND = 20
LATELY_SECONDS = 60.0
"""What has gone since then tells how much is to come."""
LEAST_LEFT = 0.4
"""Of the slots, however many come: nobody waits for ever."""
HORIZON_SECONDS = 6 * 3600.0
MOST_STEPS = 5_000
"""How much is played through: what waits longer is told no time."""


class Durations:
    """Recent durations of jobs, by kind.

    Examples
    --------
    >>> durations = Durations()
    >>> durations.note(("train", "tree", "iris"), 2.0)
    >>> durations.left(("train", "tree", "iris")), durations.left(("train", "tree", "wine"), 0.5)
    (2.0, 1.5)
    >>> durations.foretell(("train", "svm", "iris"), 60.0)
    >>> durations.left(("train", "svm", "iris"))
    60.0
    """

    def __init__(self) -> None:
        self._known: OrderedDict[Kind, deque[float]] = OrderedDict()
        self._foretold: OrderedDict[Kind, float] = OrderedDict()

    def note(self, kind: Kind, seconds: float) -> None:
        """Remember what a job of this kind took, for this kind and the more general ones."""
        for alike in _alike(kind):
            self._known.setdefault(alike, deque(maxlen=MOST_OF_A_KIND)).append(seconds)
            self._known.move_to_end(alike)
        while len(self._known) > MOST_KINDS:
            self._known.popitem(last=False)

    def foretell(self, kind: Kind, seconds: float) -> None:
        """Remember what a job of this kind, which has not ended yet, expects to take in all."""
        self._foretold[kind] = seconds
        self._foretold.move_to_end(kind)
        while len(self._foretold) > MOST_KINDS:
            self._foretold.popitem(last=False)

    def left(self, kind: Kind, ran: float = 0.0) -> float:
        """Return how long a job of this kind will go on that has run so long; infinity if nothing is known.

        Of the most particular kind that is known, and not much more general, the mean of those that took longer than it
        has run by now; where none of its very kind has, what one of these has foretold comes first. One that has
        outlasted all of them is taken to go on for half as long again.
        """
        foretold = self._foretold.get(kind, 0.0)
        if foretold > ran >= max(self._known.get(kind, ()), default=0.0):
            return foretold - ran
        known = next(filter(None, map(self._known.get, _alike(kind))), None)
        if known is None:
            return math.inf
        longer = [seconds for seconds in known if seconds > ran]
        return statistics.fmean(longer) - ran if longer else ran / 2


def _alike(kind: Kind) -> list[Kind]:
    """Return the kind, and those more general ones of which what is known tells of it, too."""
    return [kind[:n] for n in range(len(kind), max(0, len(kind) - MOST_APART - 1), -1)]


@dataclass(frozen=True)
class Expected:
    """A job as it is expected to go on.

    Attributes
    ----------
    left : float
        Seconds that it will still need a slot for.
    turn : float
        Seconds for which it keeps the slot that it has for certain; below 0 if it has kept it for longer.
    """

    job: str
    owner: str
    left: float
    turn: float = math.inf

    def after(self, seconds: float) -> "Expected":
        """Return it after it has run so long."""
        return replace(self, left=self.left - seconds, turn=self.turn - seconds)


class Throughput:
    """Number of slots that short-term owners used lately; future owners are expected to use as many.

    Examples
    --------
    >>> throughput = Throughput()
    >>> throughput.note(30.0, "me", 6.0)
    >>> throughput.slots(60.0, Ledger()), throughput.slots(90.0, Ledger())
    (0.1, 0.0)
    """

    def __init__(self) -> None:
        self._gone: deque[tuple[float, str, float]] = deque()

    def note(self, now: float, owner: str, seconds: float) -> None:
        """Take note that a job has ended which had a slot for so long."""
        self._gone.append((now, owner, min(seconds, LATELY_SECONDS)))

    def slots(self, now: float, ledger: Ledger) -> float:
        """Return how many slots were taken lately on the mean, those who stay for more than a turn left out."""
        while self._gone and self._gone[0][0] <= now - LATELY_SECONDS:
            self._gone.popleft()
        return sum(seconds for _moment, owner, seconds in self._gone if not ledger.over(owner)) / LATELY_SECONDS


def waits(
    running: Iterable[Expected],
    waiting: Iterable[Expected],
    slots: int,
    ledger: Ledger,
    coming: float = 0.0,
) -> dict[str, float]:
    """Return in how many seconds each job that waits is likely to be given a slot; a job is left out if never.

    Owners take turns as in `bakeoff.engine.turns`: an owner who holds more slots than the next one who waits gives one
    back, as soon as its job has had its turn. Others will come whose jobs take `coming` slots on the mean, before those
    of who has had a turn, which are slowed down by it.

    Examples
    --------
    >>> waits([Expected("a", "me", 4.0)], [Expected("b", "me", 2.0), Expected("c", "me", 2.0)], 1, Ledger())
    {'b': 4.0, 'c': 6.0}
    """
    play = _Play(running, waiting, slots, ledger.copy(), coming)
    for _step in range(MOST_STEPS):
        play.fill()
        if play.over or not play.step():
            break
    return play.begun


class _Play:
    """The queue and the slots, on a clock that begins at 0."""

    def __init__(
        self,
        running: Iterable[Expected],
        waiting: Iterable[Expected],
        slots: int,
        ledger: Ledger,
        coming: float,
    ) -> None:
        self.begun: dict[str, float] = {}
        self._now = 0.0
        self._running = list(running)
        self._queues: dict[str, deque[Expected]] = {}
        for job in waiting:
            self._queues.setdefault(job.owner, deque()).append(job)
        self._wanted = {job.job for jobs in self._queues.values() for job in jobs}
        self._slots = slots
        self._held = Counter(job.owner for job in self._running)
        self._ledger = ledger
        self._slowed = 1 / max(LEAST_LEFT, 1 - coming / max(1, slots))

    @property
    def over(self) -> bool:
        """True once every waiting job has begun in the simulation, or the horizon is passed."""
        return len(self._wanted) == len(self.begun) or self._now > HORIZON_SECONDS

    def fill(self) -> None:
        """Give free slots to those whose turn it is."""
        while self._queues and len(self._running) < self._slots:
            owner = self._next_owner()
            job = self._queues[owner].popleft()
            if not self._queues[owner]:
                del self._queues[owner]
            if job.job in self._wanted:  # and not one that ran and made room meanwhile
                self.begun.setdefault(job.job, self._now * (self._slowed if self._ledger.over(owner) else 1))
            self._running.append(replace(job, turn=self._ledger.turn(owner)))
            self._held[owner] += 1
            self._ledger.give(owner)

    def step(self) -> bool:
        """Let time pass until a slot becomes free; False if that is never."""
        pause = self._next_pause()
        seconds = min((*(job.left for job in self._running), math.inf if pause is None else pause[1]))
        if math.isinf(seconds):
            return False
        self._now += seconds
        for job in self._running:
            self._ledger.add(job.owner, seconds)
        self._running = [job.after(seconds) for job in self._running]
        if not self._end() and pause is not None:
            self._pause(pause[0])
        return True

    def _next_pause(self) -> tuple[str, float] | None:
        """Return the job that will make room, and in how many seconds; None if none does."""
        if not self._queues:
            return None
        running = [(job.job, job.owner, job.turn) for job in self._running]
        return to_pause(self._next_owner(), running, self._held, self._ledger)

    def _next_owner(self) -> str:
        def place(owner: str) -> tuple[int, int]:
            return self._ledger.weight(owner, self._held[owner]), self._ledger.served(owner)

        return min(self._queues, key=place)

    def _end(self) -> bool:
        ended = [job for job in self._running if job.left <= 1e-9]
        self._running = [job for job in self._running if job.left > 1e-9]
        self._held.subtract(job.owner for job in ended)
        return bool(ended)

    def _pause(self, name: str) -> None:
        job = next(job for job in self._running if job.job == name)
        self._running.remove(job)
        self._held[job.owner] -= 1
        self._queues.setdefault(job.owner, deque()).appendleft(job)


def rounded(seconds: float) -> float:
    """Return a time as exactly as it is told: in steps that grow with it, so that it is not told anew all the time.

    Examples
    --------
    >>> [rounded(seconds) for seconds in (0.2, 3.4, 37, 100, 1500, 9000)]
    [0.0, 3.0, 35.0, 105.0, 1500.0, 9000.0]
    """
    if seconds < 1:
        return 0.0
    steps: Sequence[tuple[float, float]] = ((10.0, 1.0), (60.0, 5.0), (120.0, 15.0), (5400.0, 60.0))
    step = next((step for below, step in steps if seconds < below), 600.0)
    return round(seconds / step) * step
