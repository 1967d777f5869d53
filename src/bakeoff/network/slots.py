"""Places where pages on points in the plane meet others; each record here is one of `Feature.adds`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bakeoff.network.messages import Snapshot
from bakeoff.network.settings import LabSettings


@dataclass(frozen=True)
class ShownNetwork:
    """Network that a visitor trains elsewhere, to be taken apart in Learn.

    Attributes
    ----------
    latest : callable
        Returns its settings and its latest picture; None if there is none in this session.
    """

    latest: Callable[[], tuple[LabSettings, Snapshot] | None]


@dataclass(frozen=True)
class RaceOnPoints:
    """Way from points to a race on them.

    Attributes
    ----------
    query : callable
        ``query(settings, owner)`` returns what a link to the race says; painted points are kept as a table of this
        visitor's. It raises BakeoffError, one sentence, if they cannot be raced on.
    """

    query: Callable[[LabSettings, str], Mapping[str, str]]
