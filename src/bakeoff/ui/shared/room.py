"""What a learner does at a lesson, told to the classes in which they are at it."""

import contextlib

from bakeoff.errors import HistoryError
from bakeoff.lessons import Attempt, Lesson
from bakeoff.ui.shared.server import rooms
from bakeoff.ui.shared.visitor import visitor


def report(lesson: Lesson, attempt: Attempt) -> None:
    """Tell the visitor's classes what a run has come to; of who is in none, and of other lessons, nothing is told.

    It may be called again and again of one run: what is no better than before changes nothing.
    """
    with contextlib.suppress(HistoryError):  # the lesson goes on without its class
        rooms().report(lesson.key, attempt, visitor().owner)
