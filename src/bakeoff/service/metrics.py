"""What a server measures of itself, in the text form that Prometheus reads."""

import logging
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import psutil

from bakeoff.race import Run

Sample = tuple[Mapping[str, str], float]
STATES = ("waiting", "training", "done", "failed", "stopped")


@dataclass(frozen=True)
class MetricFamily:
    """One measure.

    Attributes
    ----------
    name, help : str
    kind : {"gauge", "counter"}
    samples : sequence of (labels, value)
    """

    name: str
    help: str
    kind: str
    samples: Sequence[Sample]


def exposition(metrics: Sequence[MetricFamily]) -> str:
    r"""Return measures as text.

    Examples
    --------
    >>> print(exposition([MetricFamily("sessions", "Open pages.", "gauge", [({}, 3.0)])]), end="")
    # HELP sessions Open pages.
    # TYPE sessions gauge
    sessions 3
    """
    lines: list[str] = []
    for metric in metrics:
        lines += [f"# HELP {metric.name} {metric.help}", f"# TYPE {metric.name} {metric.kind}"]
        lines += [f"{metric.name}{_labels(labels)} {value:.10g}" for labels, value in metric.samples]
    return "\n".join(lines) + "\n"


def _labels(labels: Mapping[str, str]) -> str:
    escaped = {name: str(value).translate({92: r"\\", 34: r"\"", 10: r"\n"}) for name, value in labels.items()}
    return "{" + ",".join(f'{name}="{value}"' for name, value in escaped.items()) + "}" if labels else ""


class Meter:
    """Counts the contenders of all races by what becomes of them. Safe to call from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now: Counter[tuple[str, str]] = Counter()
        self._ended: Counter[tuple[str, str]] = Counter()

    def listener(self) -> "Listener":
        """Return what hears of one race."""
        return Listener(self)

    def change(self, contender: str, before: str, now: str) -> None:
        """Note that a contender is in another state."""
        with self._lock:
            if before:
                self._now[contender, before] -= 1
            if now in ("waiting", "training"):
                self._now[contender, now] += 1
            else:
                self._ended[contender, now] += 1

    def metrics(self) -> Iterator[MetricFamily]:
        """Return what has been counted."""
        with self._lock:
            now, ended = dict(self._now), dict(self._ended)
        yield MetricFamily("bakeoff_jobs", "Contenders that wait or train.", "gauge", _by_contender(now))
        yield MetricFamily("bakeoff_jobs_ended_total", "Contenders by their end.", "counter", _by_contender(ended))


def _by_contender(counts: Mapping[tuple[str, str], int]) -> list[Sample]:
    return [
        ({"contender": contender, "state": state}, float(n))
        for (contender, state), n in sorted(counts.items())
        if n or state in ("waiting", "training")
    ]


class Listener:
    """Hears of one race."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._known: dict[str, str] = {}

    def __call__(self, run: Run) -> None:
        """Note what has changed."""
        for name, lane in run.lanes.items():
            if (before := self._known.get(name, "")) != lane.status:
                self._known[name] = lane.status
                self._meter.change(name, before, lane.status)


class ErrorCount(logging.Handler):
    """Counts what is logged of Bakeoff, by level."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.counts: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Count a line."""
        self.counts[record.levelname.lower()] += 1


def waiting_seconds(runs: Sequence[Run]) -> float:
    """Return how long the last of those that wait is told to wait; 0 if nobody waits."""
    return max((lane.wait_seconds or 0.0 for run in runs for lane in run.lanes.values()), default=0.0)


def memory_bytes() -> int:
    """Return the memory of the server and of all its processes; a page that several share counts once."""
    me = psutil.Process()
    total = 0
    for process in (me, *me.children(recursive=True)):
        try:
            told = process.memory_full_info()
        except psutil.Error:
            continue
        total += int(getattr(told, "pss", told.rss))
    return total
