"""One try at a lesson, in numbers."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from bakeoff.features.lessons.standing import Standing


@dataclass(frozen=True)
class Attempt:
    """One run of a learner's, as far as the lesson is concerned.

    Attributes
    ----------
    run : str
        Name of the lab's run, the race or the study. What is told of the same run later takes this one's place.
    contender : str
        The one that the goal's first condition is of; empty where it is of none.
    value : float or None
        What that condition measured.
    reached : bool
        Whether the whole goal was.
    at : datetime
        When, in UTC.
    """

    run: str
    contender: str
    value: float | None
    reached: bool
    at: datetime

    @classmethod
    def of(cls, run: str, standing: Standing) -> Self:
        """Return what a run's standing with the goal is now."""
        leading = standing.leading
        return cls(run, leading.condition.of, leading.value, standing.reached, datetime.now(UTC))
