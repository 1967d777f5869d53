"""A run on a page, as a lesson looks at it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class LessonRun:
    """The run on show, as far as a lesson is concerned.

    Attributes
    ----------
    name : str
        Of the lab's run, the race or the study.
    moment : Measured
        What is known of it at this moment, see `bakeoff.lesson.moment`.
    own : bool
        Whether the visitor has started it.
    trained : bool
        Whether it has begun to learn: before, it is no attempt.
    moving : bool
        Whether more comes by itself.
    """

    name: str
    moment: Any
    own: bool
    trained: bool
    moving: bool
