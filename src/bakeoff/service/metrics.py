"""Metrics of the server, in the format of Prometheus."""

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

import psutil
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder

from bakeoff.race.events import RaceEnded, RaceEvent
from bakeoff.service.once import once


class _Measured:
    """Metrics that are measured at each request."""

    def __init__(self, measure: Callable[[], Iterable[Metric]]) -> None:
        self._measure = measure

    def collect(self) -> Iterable[Metric]:
        """Measure it."""
        return self._measure()


def exposition(measure: Callable[[], Iterable[Metric]], accepted: str = "") -> tuple[bytes, str]:
    """Return what is measured now, in the form that suits whoever asks, and what that form is called.

    Parameters
    ----------
    measure : callable
        Returns the measures.
    accepted : str
        The forms that are taken, as the header `Accept` tells them.
    """
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Measured(measure))
    encode, content_type = choose_encoder(accepted)
    return encode(registry), content_type


class Meter:
    """Counts the contenders of all races by what becomes of them. Safe to call from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._states: dict[str, dict[str, str]] = {}  # of the contenders of each race that runs
        self._now: Counter[tuple[str, str]] = Counter()
        self._ended: Counter[tuple[str, str]] = Counter()

    def hear(self, event: RaceEvent) -> None:
        """Note what has changed in a race."""
        with self._lock:
            states = self._states.setdefault(event.run.id, {})
            for name, lane in event.run.lanes.items():
                now = "held" if lane.held else lane.status
                if (before := states.get(name, "")) != now:
                    states[name] = now
                    self._change(name, before, now)
            if isinstance(event, RaceEnded):
                del self._states[event.run.id]

    def _change(self, contender: str, before: str, now: str) -> None:
        if before:
            self._now[contender, before] -= 1
        if now in ("waiting", "training", "held"):
            self._now[contender, now] += 1
        else:
            self._ended[contender, now] += 1

    def metrics(self) -> Iterator[Metric]:
        """Return what has been counted."""
        with self._lock:
            now, ended = dict(self._now), dict(self._ended)
        labels = ("contender", "state")
        going_on = GaugeMetricFamily("bakeoff_jobs", "Contenders that wait, train, or are held back.", labels=labels)
        yield _with_counts(going_on, now)
        yield _with_counts(CounterMetricFamily("bakeoff_jobs_ended", "Contenders by their end.", labels=labels), ended)


def _with_counts(family: GaugeMetricFamily | CounterMetricFamily, counts: Mapping[tuple[str, str], int]) -> Metric:
    for labels, n in sorted(counts.items()):
        family.add_metric(labels, n)
    return family


@once
def meter() -> Meter:
    """Return the counts of this server."""
    return Meter()


class ErrorCount(logging.Handler):
    """Counts what is logged of Bakeoff, by level."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.counts: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Count a line."""
        self.counts[record.levelname.lower()] += 1


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
