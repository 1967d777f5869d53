"""Messages between a study and its jobs."""

from dataclasses import dataclass
from typing import Any

from bakeoff.errors import BakeoffError
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.study.record import StudyFit


@dataclass(frozen=True)
class Share:
    """A job's payload: the cells to fit, in this order.

    Attributes
    ----------
    points : tuple
    """

    spec: BakeoffSpec
    plan: Plan
    points: tuple[Any, ...]
    cells: tuple[StudyFit, ...]


@dataclass(frozen=True)
class Spoiled:
    """A cell that could not be fitted, and why, in one sentence."""

    cell: StudyFit
    error: BakeoffError


@dataclass(frozen=True)
class Refused:
    """Nothing at all can be fitted, and why, in one sentence."""

    error: BakeoffError


@dataclass(frozen=True)
class Drop:
    """Leave out what is still to come of a lane: said to a running job."""

    lane: str
