"""What the engine over a Dask cluster costs beside the local engine: wall time of races, lateness, stops.

Run `python benchmarks/cluster.py`. It starts a scheduler and two workers of one slot on this machine, and does the same
by turns on them and on a local engine of two slots; on a busy machine look at the ratios.
"""

import contextlib
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import psutil

sys.path.insert(1, str(Path(__file__).parents[1]))  # for the tests' cluster

from shared import run_script, size

from bakeoff import BakeoffSpec, run
from bakeoff.engine.base import Channel, Engine, Event, Finished, Job, Message, Started, Stopped
from bakeoff.race.engines import cluster_engine, local_engine
from tests.unit.engine.dask_cluster import DaskCluster

RACES, STARTS, STOPS, COMMANDS = size((9, 15, 15, 100), (1, 1, 1, 5))
TELLING_SECONDS = size(5.0, 0.2)
RACE = BakeoffSpec(dataset=size("digits", "iris"), contenders=["keras_mlp", "decision_tree", "svm", "random_forest"])
Measured = dict[str, list[float]]


def tell_the_time(seconds: float, channel: Channel) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        channel.emit(time.time())
        time.sleep(0.02)


def tell_lateness(_payload: None, channel: Channel) -> None:
    channel.emit("listening")
    while isinstance(sent := channel.poll(60), float):
        channel.emit(("late", time.time() - sent))


class Watch:
    """A listener that notes the first event of each kind, and how late messages are that are their own time."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._first: dict[type, tuple[float, Event]] = {}
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        """Note it."""
        match event:
            case Message(body=float(sent)):
                self.seconds.append(time.time() - sent)
            case Message(body=("late", seconds)):
                self.seconds.append(seconds)
        with self._changed:
            self._first.setdefault(type(event), (time.perf_counter(), event))
            self._changed.notify_all()

    def when(self, kind: type) -> float:
        """Wait for the first event of a kind; return its time."""
        with self._changed:
            self._changed.wait_for(lambda: kind in self._first)
            return self._first[kind][0]

    def pid(self) -> int:
        """Wait for the start; return the process's id."""
        self.when(Started)
        return cast(Started, self._first[Started][1]).pid


def submit(engine: Engine, job: str, target: str, payload: Any = None) -> Watch:
    watch = Watch()
    engine.submit(Job(job, target, payload), watch)
    return watch


def race(engine: Engine) -> list[float]:
    began = time.perf_counter()
    run(RACE, engine)
    return [time.perf_counter() - began]


def start(engine: Engine) -> list[float]:
    began = time.perf_counter()
    watch = submit(engine, "start", "tests.unit.engine.sample_jobs:say", [1])
    took = watch.when(Message) - began
    watch.when(Finished)
    return [took]


def stop(engine: Engine) -> list[float]:
    """Return seconds from stop until a process is gone that does not leave compiled code."""
    job = submit(engine, "deaf", "tests.unit.engine.sample_jobs:compute_deaf")
    job.when(Message)
    process = psutil.Process(job.pid())
    began = time.perf_counter()
    engine.stop("deaf")
    while process.is_running():
        time.sleep(0.0005)
    gone = time.perf_counter() - began
    job.when(Stopped)
    return [gone]


def events(engine: Engine) -> list[float]:
    """Return how late events are while two jobs talk."""
    jobs = [submit(engine, f"events {n}", "cluster:tell_the_time", TELLING_SECONDS) for n in range(2)]
    for job in jobs:
        job.when(Finished)
    return [seconds for job in jobs for seconds in job.seconds]


def commands(engine: Engine) -> list[float]:
    job = submit(engine, "commands", "cluster:tell_lateness")
    job.when(Message)
    for _ in range(COMMANDS):
        engine.send("commands", time.time())
        time.sleep(0.02)
    engine.send("commands", "end")
    job.when(Finished)
    return job.seconds


def by_turns(engines: dict[str, Engine], measure: Callable[[Engine], list[float]], times: int = 1) -> Measured:
    measured: Measured = {name: [] for name in engines}
    for _ in range(times):
        for name, engine in engines.items():
            measured[name] += measure(engine)
    return measured


def show(what: str, measured: Measured, share: float | None = None) -> None:
    """Print the median, or the value that a share of all does not exceed, of either, and the ratio."""
    local, dask = (sorted(seconds)[int((share or 0.5) * (len(seconds) - 1))] * 1e3 for seconds in measured.values())
    print(f"{what:40}{local:10.1f}{dask:10.1f} ms{dask / local:8.3f}")


def main() -> None:
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cluster = stack.enter_context(DaskCluster(folder, 2))
        local = stack.enter_context(contextlib.closing(local_engine(2, interactive_slots=2)))
        dask = stack.enter_context(contextlib.closing(cluster_engine(cluster.address, 2)))
        while not (local.ready and dask.ready and dask.slots == 2):
            time.sleep(0.1)
        engines: dict[str, Engine] = {"local": local, "dask": dask}
        by_turns(engines, race)  # reads the data, and warms all caches
        print(f"{'':40}{'local':>10}{'dask':>10}{'ratio':>11}")
        show("race of four on digits, median", raced := by_turns(engines, race, RACES))
        pairs = [there / here for here, there in zip(raced["local"], raced["dask"], strict=True)]
        print(f"{'  ratio of each pair, median':60}{statistics.median(pairs):11.3f}")
        show("submit to first message, median", by_turns(engines, start, STARTS))
        told = by_turns(engines, events)
        show("an event, median", told)
        show("an event, 95 %", told, 0.95)
        sent = by_turns(engines, commands)
        show("a command, median", sent)
        show("a command, 95 %", sent, 0.95)
        stopped = by_turns(engines, stop, STOPS)
        show("stop to process gone, median", stopped)
        show("stop to process gone, longest", stopped, 1.0)


if __name__ == "__main__":
    run_script(main, 10)
