"""One try at a lesson, in numbers."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from bakeoff.lesson.standing import Standing
from bakeoff.lesson.starting_point import StartingPoint

MOST_VALUE = 300
"""Characters of a setting; a longer one, such as painted points, is left out."""
MOST_SETTINGS = 2000


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
    data, settings : str
        Data and settings of the run, as a link has them; of the data their name and what differs from their defaults.
    """

    run: str
    contender: str
    value: float | None
    reached: bool
    at: datetime
    data: str = ""
    settings: str = ""

    @classmethod
    def of(cls, run: str, standing: Standing, set_up: StartingPoint) -> Self:
        """Return a run's standing with the goal of now."""
        leading = standing.leading
        contender = "" if leading.condition.declared.place == "learn" else leading.condition.of
        settings = ", ".join(f"{path}={value}" for path, value in set_up.query().items() if len(value) <= MOST_VALUE)
        if len(settings) > MOST_SETTINGS:  # whole settings alone can be read again
            settings = settings[:MOST_SETTINGS].rpartition(", ")[0]
        return cls(run, contender, leading.value, standing.reached, datetime.now(UTC), set_up.data, settings)


def chapter_attempt(level: str, at: datetime) -> Attempt:
    """Return the attempt at a goal of a chapter, which is reached."""
    return Attempt(f"chapter-{level}", "", 1.0, True, at)
