"""Progress of a learner at a lesson, reported to their classes in it."""

import contextlib

import streamlit as st

from bakeoff.errors import HistoryError
from bakeoff.features.lessons.service import rooms
from bakeoff.html import plain
from bakeoff.lesson.attempt import Attempt, chapter_attempt
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.slots import LessonWayBack
from bakeoff.records.goals import ReachedGoals
from bakeoff.service.events import GoalReached
from bakeoff.service.kernel import added, database, publish
from bakeoff.text import _
from bakeoff.web.contributions import draw
from bakeoff.web.routes import route
from bakeoff.web.visitor import visitor

ROOM = "room"
"""Parameter of the class's page: a room's code."""


def report(lesson: Lesson, attempt: Attempt) -> None:
    """Tell the visitor's classes what a run has come to, and publish that its goal is reached.

    It may be called again and again of one run: what is no better than before changes nothing.
    """
    with contextlib.suppress(HistoryError):  # the lesson goes on without its class
        rooms().report(lesson.key, attempt, visitor().owner)
        if attempt.reached:
            publish(GoalReached(visitor().owner, lesson.identity, attempt.at))


def report_reached(lesson: Lesson) -> None:
    """Tell the class that the visitor has just joined that they had reached the goal before, if so."""
    with contextlib.suppress(HistoryError):
        if lesson.place == "learn":
            level = lesson.goal.leading.of
            at = ReachedGoals(database()).reached(visitor().owner).get(level)
            first = None if at is None else chapter_attempt(level, at)
        else:
            first = KeptLessons(database()).attempted(visitor().owner, lesson).first
        if first is not None:
            report(lesson, first)


def member_of(lesson: Lesson) -> tuple[str, str]:
    """Return the visitor's nickname in the latest class at a lesson, and its code; empty if there is none."""
    with contextlib.suppress(HistoryError):
        for code in rooms().joined(lesson.key, visitor().owner):
            learner = rooms().member(code, visitor().owner)
            if learner is not None:
                return learner.nickname, code
    return "", ""


def class_message(lesson: Lesson) -> None:
    """Show what the teachers of the visitor's classes at a lesson have to say."""
    with contextlib.suppress(HistoryError):
        for code in rooms().joined(lesson.key, visitor().owner):
            board = rooms().board(code)
            if board is not None and board.room.message:
                st.info(plain(board.room.message), icon=":material/campaign:")


def back_to_class(lesson: Lesson) -> None:
    """Lead to the board of each class in which the visitor is at a lesson, and to where else they came from."""
    with contextlib.suppress(HistoryError):
        for code in rooms().joined(lesson.key, visitor().owner):
            route("class").link(_("Class board"), query={ROOM: code})
        for way in added(LessonWayBack):
            draw(way.show, visitor().owner, lesson.identity)
