"""Events of a race, as `bakeoff.service.kernel.publish` hands them to features that listen."""

from dataclasses import dataclass

from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run


@dataclass(frozen=True)
class RaceStarted:
    """First state of a race; `owner` is the hash of a visitor's secret, here and below."""

    owner: str
    run: Run


@dataclass(frozen=True)
class RaceChanged:
    """New state of a race that runs."""

    owner: str
    run: Run


@dataclass(frozen=True)
class RaceEnded:
    """Last state of a race."""

    owner: str
    run: Run


@dataclass(frozen=True)
class RaceReported:
    """Result of a race that was run by a command, outside of a server."""

    report: Report


RaceEvent = RaceStarted | RaceChanged | RaceEnded
RACE = RaceStarted, RaceChanged, RaceEnded
