"""Place where the lab and Learn meet; the record here is one of `Feature.adds`."""

from collections.abc import Callable
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
