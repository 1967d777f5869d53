"""How well the waiting times that visitors are told hold, in a server that is played through.

Run ``python benchmarks/waiting.py``. The host's own queue and estimate, on a clock of their own: visitors come at
random with races of four jobs whose durations scatter as measured ones do (log-normal, by kind), a hog has long
ones, which foretell how long they take about as well as an SVM's do, and slots are given, held back and taken as the
host does. What a waiting job is told every second is compared with what came of it. No process is started.
"""

import math
import random
import statistics
from collections import Counter
from dataclasses import dataclass, replace

from shared import run_script, size
from told import error

from bakeoff.engine.estimate import Durations, Expected, Throughput, rounded, waits
from bakeoff.engine.turns import LATER_TURN_SECONDS, Ledger, in_turns, to_pause

MINUTES, LONG_MINUTES = size((5, 20), (1, 2))
STEP = LATER_TURN_SECONDS
A_SECOND = round(1 / STEP)
KINDS = {"decision_tree": 0.13, "svm": 0.24, "random_forest": 0.3, "keras_mlp": 0.52}
SIZES = {"iris": 1.0, "digits": 1.4, "breast_cancer": 1.2}
"""How many seconds a job has a slot on iris, as measured on two cores, and how many times as long on other data."""
SCATTER = 0.25
FORETOLD_AFTER, FORETOLD_SCATTER = 1.0, 0.5


@dataclass
class Simulated:
    """A job: what it is like, how long it truly takes, and how far it is."""

    id: str
    owner: str
    kind: tuple[str, ...]
    length: float
    ran: float = 0.0
    turn: float = 0.0  # for how long it still keeps its slot for certain
    begun: float | None = None
    foretold: bool = False


def race(draw: random.Random, owner: str, now: float) -> list[Simulated]:
    data = draw.choice(list(SIZES))
    lengths = {name: draw.lognormvariate(math.log(mean * SIZES[data]), SCATTER) for name, mean in KINDS.items()}
    return [Simulated(f"{owner} {now} {name}", owner, (name, data, "", ""), length) for name, length in lengths.items()]


class Server:
    """Two slots, and the host's rules."""

    def __init__(self, slots: int, draw: random.Random) -> None:
        self.draw = draw
        self.slots = slots
        self.running: list[Simulated] = []
        self.waiting: list[Simulated] = []
        self.held: list[Simulated] = []
        self.ledger = Ledger()
        self.durations = Durations()
        self.throughput = Throughput()
        self.told: list[tuple[Simulated, float, float | None]] = []

    def queue(self) -> list[Simulated]:
        """Return those that wait, in the order of their turns."""
        jobs = {job.id: job for job in (*self.held, *self.waiting)}
        order = in_turns([(job.id, job.owner) for job in jobs.values()], self.counted(), self.ledger)
        return [jobs[id] for id in order]

    def counted(self) -> Counter[str]:
        """Return how many slots each owner holds."""
        return Counter(job.owner for job in self.running)

    def fill(self, now: float) -> None:
        """Give free slots away."""
        while (queue := self.queue()) and len(self.running) < self.slots:
            job = queue[0]
            (self.held if job in self.held else self.waiting).remove(job)
            job.begun = now if job.begun is None else job.begun
            job.turn = self.ledger.turn(job.owner)
            self.running.append(job)
            self.ledger.give(job.owner)

    def pause(self) -> None:
        """Hold one back that has had its turn."""
        if not (queue := self.queue()):
            return
        running = [(job.id, job.owner, job.turn) for job in self.running]
        first = to_pause(queue[0].owner, running, self.counted(), self.ledger)
        richest = first[0] if first is not None and first[1] <= 0 else None
        for job in [job for job in self.running if job.id == richest]:
            self.running.remove(job)
            self.held.append(job)

    def tell(self, now: float) -> None:
        """Note what each that waits is told."""

        def expected(job: Simulated) -> Expected:
            return Expected(job.id, job.owner, self.durations.left(job.kind, job.ran), job.turn)

        paused = map(expected, (*self.held, *self.waiting))
        coming = self.throughput.slots(now, self.ledger)
        there = waits(map(expected, self.running), paused, self.slots, self.ledger, coming)
        self.told += [(job, now, rounded(there[job.id]) if job.id in there else None) for job in self.waiting]

    def pass_by(self, now: float, progress: float = STEP) -> None:
        """Let a moment pass, in which each job that runs gets so much processor time."""
        for job in self.running:
            job.ran += progress
            job.turn -= STEP
            self.ledger.add(job.owner, STEP)
            if job.ran >= FORETOLD_AFTER and not job.foretold:
                job.foretold = True
                self.durations.foretell(job.kind, job.length * self.draw.lognormvariate(0, FORETOLD_SCATTER))
        for job in [job for job in self.running if job.ran >= job.length]:
            self.running.remove(job)
            self.durations.note(job.kind, job.ran)
            self.throughput.note(now, job.owner, job.ran)
        self.pause()
        self.fill(now)
        self.ledger.forget({job.owner for job in (*self.running, *self.waiting, *self.held)})


def measure(name: str, visitors: int, minutes: float, hog: bool, seed: int = 0) -> None:
    draw = random.Random(seed)
    server = Server(2, random.Random(seed))
    comes = {f"visitor {n}": draw.uniform(0, 30) for n in range(visitors)}
    if hog:
        long = Simulated("", "hog", ("svm", "large", "", ""), 120.0)
        server.waiting += [replace(long, id=f"hog {n}") for n in range(10)]
    for step in range(round(minutes * 60 / STEP)):
        now = step * STEP
        for visitor in [visitor for visitor, when in comes.items() if when <= now]:
            server.waiting += race(draw, visitor, now)
            comes[visitor] = now + draw.expovariate(1 / 40) + 20
        server.pass_by(now)
        if step % A_SECOND == 0:
            server.tell(now)
    known = [(told, job.begun - now) for job, now, told in server.told if job.begun is not None and told is not None]
    errors = sorted(error(told, true) for told, true in known)
    untold = sum(told is None for _job, _now, told in server.told) / max(1, len(server.told))
    waited = statistics.median(true for _told, true in known)
    print(
        f"{name:<38}{len(known):>9}{waited:>12.0f}{100 * statistics.median(errors):>12.0f}"
        f"{100 * errors[int(0.9 * len(errors))]:>10.0f}{100 * untold:>11.1f}"
    )


def main() -> None:
    print(f"{'':<38}{'told':>9}{'median s':>12}{'error, %':>12}{'p90, %':>10}{'untold, %':>11}")
    measure("50 visitors", 50, MINUTES, hog=False)
    measure("80 visitors", 80, MINUTES, hog=False)
    measure("5 visitors and a hog", 5, LONG_MINUTES, hog=True)
    measure("50 visitors and a hog", 50, LONG_MINUTES, hog=True)


if __name__ == "__main__":
    run_script(main, 5)
