"""Messages between a race and its jobs."""

from dataclasses import dataclass
from pathlib import Path

from bakeoff.evaluation.base import Finding
from bakeoff.race.outcome import HeldOut, Setting
from bakeoff.race.stage import RaceMoment
from bakeoff.spec import BakeoffSpec


@dataclass(frozen=True)
class RaceEntry:
    """One contender in one race: a job's payload."""

    spec: BakeoffSpec
    contender: str
    models: Path | None = None
    """Folder to keep the fitted contender in, if it is to be kept."""
    watched: bool = False
    """True if somebody wants to see its answers while it learns."""
    findings: tuple[Finding, ...] | None = None
    """Settings that may mislead, if they have been checked before."""
    raced_on: tuple[Setting, HeldOut] | None = None
    """Data of the race that it is added to, if others have ended that before."""


@dataclass(frozen=True)
class Forecast:
    """The fit is expected to take this many seconds."""

    seconds: float


@dataclass(frozen=True)
class LookedAt:
    """Findings about a race's settings that may mislead, the most severe first."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class AlreadyLookedAt:
    """Another contender's job has told what of the set-up may mislead: said to a running job."""


@dataclass(frozen=True)
class Fetched:
    """This share of the data set, 0 to 1, has been downloaded."""

    share: float


@dataclass(frozen=True)
class EndEarly:
    """Come to an end and be scored as you stand: said to a running job."""


@dataclass(frozen=True)
class Seen:
    """Answers of the contender at some of its latest steps."""

    moments: tuple[RaceMoment, ...]


@dataclass(frozen=True)
class Scoring:
    """The fit has ended early, as it was asked to, and is being scored."""
