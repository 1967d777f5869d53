"""Progress of a learner at a lesson, reported to their classes in it."""

import contextlib

from bakeoff.errors import HistoryError
from bakeoff.features.lessons.attempt import Attempt
from bakeoff.features.lessons.book import KeptLessons
from bakeoff.features.lessons.lesson import Lesson
from bakeoff.features.lessons.service import rooms
from bakeoff.service.kernel import database
from bakeoff.text import _
from bakeoff.web.routes import CLASS
from bakeoff.web.visitor import visitor

ROOM = "room"
"""Parameter of the class's page: a room's code."""


def report(lesson: Lesson, attempt: Attempt) -> None:
    """Tell the visitor's classes what a run has come to; of who is in none, and of other lessons, nothing is told.

    It may be called again and again of one run: what is no better than before changes nothing.
    """
    with contextlib.suppress(HistoryError):  # the lesson goes on without its class
        rooms().report(lesson.key, attempt, visitor().owner)


def report_reached(lesson: Lesson) -> None:
    """Tell the class that the visitor has just joined that they had reached the goal before, if so."""
    with contextlib.suppress(HistoryError):
        first = KeptLessons(database()).attempted(visitor().owner, lesson).first
        if first is not None:
            report(lesson, first)


def back_to_class(lesson: Lesson) -> None:
    """Lead to the board of the class in which the visitor is at a lesson, if there is one."""
    with contextlib.suppress(HistoryError):
        for code in rooms().joined(lesson.key, visitor().owner):
            CLASS.link(_("Board of class {code}", code=code), query={ROOM: code})
