"""State of a lab, a chapter, a race or a study at one moment, on which a goal is measured."""

from typing import NamedTuple, Protocol

from bakeoff.network.messages import Snapshot
from bakeoff.network.points import Points
from bakeoff.network.settings import LabSettings
from bakeoff.spec import BakeoffSpec
from bakeoff.study.record import Record


class LabMoment(NamedTuple):
    """A visitor's lab at one moment: what it is set to, its points, and the network that is on show."""

    settings: LabSettings
    points: Points
    snapshot: Snapshot


class ChapterMoment(NamedTuple):
    """A chapter of Learn at one moment: its name, and whether its goal is reached."""

    chapter: str
    reached: bool = False


class Raced(Protocol):
    """Race at one moment: its `Report`."""

    @property
    def spec(self) -> BakeoffSpec:
        """The settings of the race."""


Measured = LabMoment | ChapterMoment | Raced | Record
"""State of a lab, a chapter, a race or a study at one moment."""
