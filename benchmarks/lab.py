"""What the network lab costs: its engine alone, and a whole lab job beside a page that looks ten times a second.

Run `python benchmarks/lab.py --rival PATH`, PATH being a checkout of github.com/tensorflow/playground: its engine runs
under Node on the same points, in turns with ours. Without it the ratio is to what it did on another day, which is told.
Epochs a second are the best of five spells, by wall clock and by each process's own CPU time, whose ratio also a busy
machine tells right.
"""

import argparse
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playground import Paces, epochs_a_second
from shared import run_script, size

from bakeoff.contenders.keras_mlp.estimator import limit_threads
from bakeoff.engine.base import Event, Usage
from bakeoff.engine.local import LocalEngine
from bakeoff.network.commands import Branch, Pause, Play, Rewind
from bakeoff.network.messages import Snapshot
from bakeoff.network.points import make_points
from bakeoff.network.session import PRELOAD, LabSession
from bakeoff.network.settings import LabSettings
from bakeoff.network.trainer import Trainer
from bakeoff.wire import pack

SPELL_SECONDS, WATCHED_SECONDS, PONDERED_SECONDS = size((0.5, 5.0, 3.0), (0.02, 1.0, 0.0))
LOOK_SECONDS = 0.1
MEGABYTE = 2**20


@dataclass(frozen=True)
class Rival:
    """TensorFlow Playground's engine on the same network and points, as it was on `THEN`."""

    name: str
    settings: LabSettings
    epochs_per_second: float
    bar: float


# Its training part is half of the points, its batches have ten, as ours unless set otherwise.
SMALLEST = Rival("250 points, 4-2", LabSettings(points=250, pace="full"), 3900, 0.6)
RIVALS: tuple[Rival, ...] = (
    SMALLEST,
    Rival("500 points, 8-8", LabSettings.parse({"layers": "8:tanh,8:tanh", "pace": "full"}), 640, 1.0),
    Rival("500 points, 8-8-8-8-8-8", LabSettings.parse({"layers": ",".join(["8:tanh"] * 6), "pace": "full"}), 190, 2.0),
)
RIVALS = size(RIVALS, (SMALLEST,))
THEN = "another machine, two cores, Node 20, at the start of Bakeoff"


def best_pace(trainer: Trainer, clock: Callable[[], float]) -> float:
    """Return the most epochs a second of five spells."""
    paces = []
    for _ in range(5):
        began, before = clock(), trainer.epoch + trainer.batch / trainer.batches_an_epoch
        while (spent := clock() - began) < SPELL_SECONDS:
            trainer.advance(trainer.most_batches)
        paces.append((trainer.epoch + trainer.batch / trainer.batches_an_epoch - before) / spent)
    return max(paces)


def rivals_paces(rival: Rival, checkout: Path | None) -> Paces:
    """Return how fast the rival is now, or how fast it was then."""
    if checkout is None:
        return Paces(rival.epochs_per_second, rival.epochs_per_second, None)
    settings = rival.settings
    hidden = [layer.units for layer in settings.layers]
    return epochs_a_second(checkout, make_points(settings), hidden, settings.batch_size, 5, SPELL_SECONDS)


def engine_alone(checkout: Path | None) -> None:
    print("nn.ts: measured in this run" if checkout else f"nn.ts: measured once, on {THEN}; give --rival for now")
    print(
        f"{'engine alone':26}{'epochs/s':>10}{'by CPU':>10}{'nn.ts':>8}{'by CPU':>8}{'ratio':>7}{'bar':>5}"
        f"{'compile, CPU s':>16}{'nn.ts with losses':>19}{'ratio':>7}"
    )
    for rival in RIVALS:
        began = time.process_time()
        trainer = Trainer(rival.settings, make_points(rival.settings))
        trainer.compile()
        compiled = time.process_time() - began
        theirs = rivals_paces(rival, checkout)
        wall, cpu = best_pace(trainer, time.perf_counter), best_pace(trainer, time.process_time)
        print(
            f"{rival.name:26}{wall:10,.0f}{cpu:10,.0f}{theirs.wall:8,.0f}{theirs.cpu:8,.0f}{cpu / theirs.cpu:7.1f}"
            f"{rival.bar:5.1f}{compiled:16.2f}",
            "" if theirs.with_losses is None else f"{theirs.with_losses:18,.0f}{cpu / theirs.with_losses:7.1f}",
        )


class Measured(LabSession):
    """A lab that knows how much memory its job has of its own, now and at most (while it compiles)."""

    memory = most_memory = 0

    def _hear(self, event: Event) -> None:
        if isinstance(event, Usage):
            self.memory = event.memory_bytes
            self.most_memory = max(self.most_memory, event.memory_bytes)
        super()._hear(event)


def milliseconds(lab: LabSession, shown: Callable[[Snapshot], bool]) -> float:
    """Look until something is shown; return how long that took."""
    began = time.perf_counter()
    while (snapshot := lab.look()) is None or not shown(snapshot):
        time.sleep(0.001)
    return (time.perf_counter() - began) * 1000


def whole_job(engine: LocalEngine, rival: Rival) -> None:
    lab = Measured(engine, rival.settings)
    first = milliseconds(lab, lambda shown: True)
    time.sleep(PONDERED_SECONDS)  # the visitor looks at it first
    lab.send(Play())
    moved = milliseconds(lab, lambda shown: shown.epoch > 0)
    paces, sizes, serials, began = [], [], set(), time.perf_counter()
    while time.perf_counter() - began < WATCHED_SECONDS:
        time.sleep(LOOK_SECONDS)
        snapshot = lab.look()
        if snapshot is not None:
            serials.add(snapshot.serial)
            paces.append(snapshot.epochs_per_second)
            sizes.append(len(pack(snapshot)))
    memory, most_memory = lab.memory / MEGABYTE, lab.most_memory / MEGABYTE
    lab.send(Pause())
    paused = milliseconds(lab, lambda shown: not shown.playing)
    lab.send(Rewind(1))
    rewound = milliseconds(lab, lambda shown: shown.epoch < 10)
    lab.send(Branch(1, lab.settings.replace("learning_rate", 0.1)))
    branched = milliseconds(lab, lambda shown: shown.playing)
    lab.close()
    print(
        f"{rival.name:26}{max(paces):10,.0f}{len(serials) / WATCHED_SECONDS:12.1f}{max(sizes) / 1024:9.1f}"
        f"{memory:8.0f}{most_memory:6.0f}{first:8.0f}{moved:7.0f}{paused:7.0f}{rewound:8.0f}{branched:8.0f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rival", metavar="PATH", type=Path, help="a checkout of TensorFlow Playground's repository")
    parser.add_argument("--alone", action="store_true", help="measure the engine alone, no whole job")
    parser.add_argument("--smoke", action="store_true", help="do each step once, on tiny input")
    given = parser.parse_args()
    if not given.alone:
        whole_jobs()
    limit_threads()
    engine_alone(given.rival)


def whole_jobs() -> None:
    with contextlib.closing(LocalEngine(2, PRELOAD)) as engine:
        while not engine.ready:
            time.sleep(0.05)
        print(
            f"{'a whole job, looked at':26}{'epochs/s':>10}{'pictures/s':>12}{'KB each':>9}{'own MB':>8}{'most':>6}"
            f"{'first':>8}{'run':>7}{'pause':>7}{'rewind':>8}{'branch':>8}  (ms)"
        )
        for rival in RIVALS:
            whole_job(engine, rival)


if __name__ == "__main__":
    run_script(main, 5)
