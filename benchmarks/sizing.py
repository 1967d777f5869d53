"""How many machines so many visitors want, by a simulation from what one machine was measured to spend.

Run ``python benchmarks/sizing.py``. One machine is played through with the host's own turns: visitors open the page,
race four contenders on iris, digits or breast cancer, look until that has ended, think, and come again. Its cores are
shared by the server, which is one process and so uses one core at most, and by the trainings, as many at once as there
are cores. First what was measured of fifty visitors on two cores is played, as a check; then the most visitors are
looked for whose races end within `WITHIN_SECONDS`, for 95 of 100. Machines behind a balancer share nothing but the
database, so a crowd wants so many of them. No process is started; it takes some minutes.
"""

import math
import random
import statistics
from collections import Counter, deque
from dataclasses import dataclass, field

import numpy as np
from shared import run_script, size
from waiting import STEP, Server, race

SERVER_SECONDS = 0.45
"""Processor time of server and host a race, as `visitors.py` tells it: half when it begins, half when it ends.

A quick machine's; on one that is 2.4 times as slow it was 1.3.
"""
IDLE_MB, JOB_MB, VISITOR_MB = 600, 75, 3.5
"""Memory of all processes: idle, of each training at a time, and of each visitor, as `visitors.py` tells it."""
CORE_HOUR = 0.05
"""Dollars for a core with 4 GB an hour, about what large clouds ask: put in what yours does."""
WITHIN_SECONDS, MINUTES, WARM_MINUTES = size((10.0, 10.0, 2.0), (10.0, 0.5, 0.2))
HABITS = {"a class: 20 s from race to race": 20.0, "a demo: 3 min from race to race": 180.0}
CORES, CROWD = size((2, 4, 8), (2,)), 1000


@dataclass
class Machine:
    """A machine with a server of its own, and who is at it."""

    cores: int
    think: float
    draw: random.Random = field(default_factory=lambda: random.Random(0))

    def __post_init__(self) -> None:
        self.engine = Server(self.cores, self.draw)
        self.to_do: deque[tuple[str, float]] = deque()  # whose pages the server is about, and for how much longer
        self.left: Counter[str] = Counter()  # jobs that a visitor's race still has
        self.took: list[float] = []

    def play(self, visitors: int) -> None:
        """Let so many visitors come and go; note how long each of their races took once all are there."""
        comes = {f"visitor {n}": self.draw.uniform(0, self.think) for n in range(visitors)}
        began: dict[str, float] = {}
        for step in range(round((WARM_MINUTES + MINUTES) * 60 / STEP)):
            now = step * STEP
            for visitor in [visitor for visitor, when in comes.items() if when <= now]:
                del comes[visitor]
                began[visitor] = now
                self.to_do.append((visitor, SERVER_SECONDS / 2))
            for visitor in self._pass_by(now):
                if now > WARM_MINUTES * 60:
                    self.took.append(now - began[visitor])
                comes[visitor] = now + self.draw.expovariate(1 / self.think)

    def _pass_by(self, now: float) -> list[str]:
        """Let a moment pass; return those who have seen their race end in it."""
        spent, served = self._serve()
        over = [visitor for visitor in served if visitor in self.left]
        for visitor in served:
            if visitor in self.left:
                del self.left[visitor]
            else:
                self.engine.waiting += (jobs := race(self.draw, visitor, now))
                self.left[visitor] = len(jobs)
        self._train(now, self.cores * STEP - spent)
        return over

    def _serve(self) -> tuple[float, list[str]]:
        """Have the server go on, one page after another; return how long it was at it, and whose page is done."""
        spent, done = 0.0, list[str]()
        while self.to_do and spent < STEP:
            visitor, seconds = self.to_do.popleft()
            if spent + seconds > STEP:
                self.to_do.appendleft((visitor, seconds - (STEP - spent)))
                return STEP, done
            spent += seconds
            done.append(visitor)
        return spent, done

    def _train(self, now: float, seconds: float) -> None:
        """Share what processor time is left among trainings; a race whose last has ended is the server's to show."""
        there = {job.id: job.owner for job in self.engine.running}
        self.engine.pass_by(now, min(STEP, seconds / max(1, len(there))))
        for gone in there.keys() - {job.id for job in (*self.engine.running, *self.engine.held)}:
            owner = there[gone]
            self.left[owner] -= 1
            if not self.left[owner]:
                self.to_do.append((owner, SERVER_SECONDS / 2))


def played(cores: int, think: float, visitors: int) -> Machine:
    machine = Machine(cores, think)
    machine.play(visitors)
    return machine


def most_visitors(cores: int, think: float) -> int:
    """Return how many visitors a machine takes, within 5 %."""
    fewest, most = 1, 2
    while _in_time(cores, think, most):
        fewest, most = most, 2 * most
    while most - fewest > max(1, fewest // 20):
        middle = (fewest + most) // 2
        fewest, most = (middle, most) if _in_time(cores, think, middle) else (fewest, middle)
    return fewest


def _in_time(cores: int, think: float, visitors: int) -> bool:
    took = played(cores, think, visitors).took
    return bool(took) and float(np.percentile(took, 95)) <= WITHIN_SECONDS


def main() -> None:
    check = played(2, 20.0, 50).took
    print(f"50 visitors, 2 cores: {len(check) / MINUTES:.0f} races a minute, {statistics.median(check):.0f} s each")
    print(
        f"{'':<34}{'cores':>6}{'visitors':>10}{'races/min':>11}{'GB':>6}{'machines':>10}{'cores':>7}{'$ an hour':>11}"
    )
    for habit, think in HABITS.items():
        for cores in CORES:
            visitors = most_visitors(cores, think)
            races = len(played(cores, think, visitors).took) / MINUTES
            memory = (IDLE_MB + JOB_MB * cores + VISITOR_MB * visitors) / 1000
            machines = math.ceil(CROWD / visitors)
            price = machines * cores * CORE_HOUR
            print(
                f"{habit:<34}{cores:>6}{visitors:>10}{races:>11.0f}{memory:>6.1f}{machines:>10}{machines * cores:>7}"
                f"{price:>11.2f}",
                flush=True,
            )


if __name__ == "__main__":
    run_script(main, 4)
