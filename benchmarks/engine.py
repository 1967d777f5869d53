"""What the local engine costs: starting, stopping, memory and messages, beside bare `multiprocessing`.

Run `python benchmarks/engine.py`. Times are medians of nine in one run; on a busy machine look at the ratios.
"""

import importlib
import multiprocessing
import statistics
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

import psutil

from bakeoff.engine.base import Channel, Engine, Event, Finished, Job, Message, Started, Stopped
from bakeoff.race.engines import local_engine

TIMES = 9
MESSAGES = 1_000
BODY = {"epoch": 1, "loss": 0.25, "score": 0.5}
THIS = Path(__file__).stem


def say(count: int, channel: Channel) -> int:
    for _ in range(count):
        channel.emit(BODY)
    return count


def sleep(_payload: None, channel: Channel) -> None:
    channel.emit("asleep")
    time.sleep(600)


def say_bare(modules: list[str], count: int, pipe: Connection) -> None:
    for module in modules:
        importlib.import_module(module)
    pipe.send("here")
    for _ in range(count):
        pipe.send(BODY)
    pipe.send("done")


class Watch:
    """A listener that remembers the first event of each kind and when it came."""

    def __init__(self) -> None:
        self.first: dict[type, tuple[float, Event]] = {}
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        """Remember `event`."""
        with self._changed:
            self.first.setdefault(type(event), (time.perf_counter(), event))
            self._changed.notify_all()

    def when(self, kind: type) -> float:
        """Wait for the first event of a kind; return its time."""
        with self._changed:
            self._changed.wait_for(lambda: kind in self.first)
            return self.first[kind][0]

    def pid(self) -> int:
        """Wait for the start; return the process's id."""
        self.when(Started)
        return cast(Started, self.first[Started][1]).pid


def submit(engine: Engine, job: str, function: Callable[..., Any], payload: Any = None) -> Watch:
    watch = Watch()
    engine.submit(Job(job, f"{THIS}:{function.__name__}", payload), watch)
    return watch


def median_ms(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(TIMES)) * 1e3


def start(engine: Engine, kind: type) -> float:
    begin = time.perf_counter()
    watch = submit(engine, "start", say, 1)
    took = watch.when(kind) - begin
    watch.when(Finished)
    return took


def start_bare(modules: list[str]) -> float:
    begin = time.perf_counter()
    process, pipe = bare(modules, 0)
    pipe.recv()
    took = time.perf_counter() - begin
    process.join()
    return took


def bare(modules: list[str], count: int) -> tuple[Any, Connection]:
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    process = context.Process(target=say_bare, args=(modules, count, far))
    process.start()
    return process, near


def stop(engine: Engine) -> tuple[float, float]:
    """Return seconds from stop to the process being gone, and to the next job's start."""
    jobs = [submit(engine, f"sleep {number}", sleep) for number in range(engine.slots)]
    for job in jobs:
        job.when(Message)
    after = submit(engine, "next", say, 1)
    process = psutil.Process(jobs[0].pid())
    begin = time.perf_counter()
    engine.stop("sleep 0")
    while process.is_running():
        time.sleep(0.0005)
    gone = time.perf_counter() - begin
    started = after.when(Started) - begin
    for number, job in enumerate(jobs):
        engine.stop(f"sleep {number}")
        job.when(Stopped)
    after.when(Finished)
    return gone, started


def messages(engine: Engine) -> float:
    watch = submit(engine, "messages", say, MESSAGES)
    return watch.when(Finished) - watch.when(Message)


def messages_bare() -> float:
    process, pipe = bare([], MESSAGES)
    pipe.recv()
    begin = time.perf_counter()
    while pipe.recv() != "done":
        pass
    took = time.perf_counter() - begin
    process.join()
    return took


def memory(engine: Engine) -> dict[str, float]:
    """Return MB: resident of host and template, private of a job that has just started."""
    job = submit(engine, "memory", sleep)
    job.when(Message)
    process = psutil.Process(job.pid())
    template = psutil.Process(process.ppid())
    found = {
        "host, resident": psutil.Process(template.ppid()).memory_info().rss / 1e6,
        "template, resident": template.memory_info().rss / 1e6,
        "a job as it starts, of its own": process.memory_full_info().uss / 1e6,
        "template, threads": template.num_threads(),
    }
    engine.stop("memory")
    job.when(Stopped)
    return found


def row(what: str, value: float, unit: str, beside: float | None = None) -> None:
    ratio = f"{beside:10.1f} {unit}{value / beside:8.3f}" if beside else ""
    print(f"{what:48}{value:10.1f} {unit}{ratio}")


def main() -> None:
    begin = time.perf_counter()
    engine = local_engine()
    submit(engine, "warm-up", say, 1).when(Finished)
    row("engine made to first job's end (template loads)", (time.perf_counter() - begin) * 1e3, "ms")
    print(f"{'':48}{'engine':>10}   {'bare spawn':>11}   {'ratio':>5}")
    modules = ["tensorflow", "keras", "sklearn.svm", "sklearn.ensemble", "pandas"]
    row("submit to Started", median_ms(lambda: start(engine, Started)), "ms")
    spawned = statistics.median(start_bare(modules) for _ in range(3)) * 1e3
    row("submit to first message, libraries at hand", median_ms(lambda: start(engine, Message)), "ms", spawned)
    row(f"{MESSAGES:,} messages", median_ms(lambda: messages(engine)), "ms", median_ms(messages_bare))
    stops = [stop(engine) for _ in range(TIMES)]
    row("stop to process gone", statistics.median(gone for gone, _ in stops) * 1e3, "ms")
    row("stop to next job started", statistics.median(started for _, started in stops) * 1e3, "ms")
    for what, value in memory(engine).items():
        row(what, value, "" if "threads" in what else "MB")
    engine.close()


if __name__ == "__main__":
    main()
