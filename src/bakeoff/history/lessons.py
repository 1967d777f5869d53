"""Lessons that are too long for a link, and what each visitor has tried at a lesson."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bakeoff.errors import HistoryError
from bakeoff.history.database import Database
from bakeoff.history.tables import AttemptRow, LessonRow
from bakeoff.lessons import Attempt, Lesson
from bakeoff.lessons.code import is_short, short_name
from bakeoff.text import _

MOST_KEPT = 200
"""Lessons that one visitor may have kept."""


@dataclass(frozen=True)
class Attempted:
    """What one visitor has tried at a lesson.

    Attributes
    ----------
    attempts : tuple of Attempt
        One a run, in the order in which they were begun; each as it was at its best, or when it reached the goal.
    best : Attempt or None
        The one of `attempts` whose first condition came nearest to what is wanted, those before that reach the goal.
    """

    attempts: tuple[Attempt, ...] = ()
    best: Attempt | None = None

    @property
    def reached_in(self) -> int | None:
        """In which attempt, from 1, the goal was reached first; None if it was not."""
        reached = [attempt for attempt in self.attempts if attempt.reached]
        return self.attempts.index(min(reached, key=lambda attempt: attempt.at)) + 1 if reached else None


class KeptLessons:
    """The lessons and attempts of all visitors.

    Every method raises HistoryError, one sentence, if the database can not do it.

    Parameters
    ----------
    database : Database
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, lesson: Lesson, owner: str) -> str:
        """Keep a lesson and return the short name that stands for it in a link; the same lesson has the same."""
        with self._database.writing() as session:
            kept = session.scalar(select(LessonRow).where(LessonRow.key == lesson.key))
            if kept is not None:
                return kept.name
            if (session.scalar(select(func.count()).where(LessonRow.owner == owner)) or 0) >= MOST_KEPT:
                raise HistoryError(_("You have made {n} lessons that are kept here; no more can be.", n=MOST_KEPT))
            name = short_name(lesson.key)
            if session.get(LessonRow, name) is not None:
                raise HistoryError(_("This lesson’s short name is taken by another; change a word of the lesson."))
            session.add(
                LessonRow(name=name, key=lesson.key, owner=owner, made=datetime.now(UTC), lesson=lesson.to_json())
            )
            return name

    def get(self, name: str) -> Lesson:
        """Return the lesson that has a short name.

        Raises
        ------
        HistoryError
            If there is none.
        SettingError
            If it is of data or contenders that are no longer there.
        """
        with self._database.reading() as session:
            kept = session.get(LessonRow, name) if is_short(name) else None
            text = None if kept is None else kept.lesson
        if text is None:
            raise HistoryError(_("That lesson is not kept on this server; ask whoever gave you the link for another."))
        return Lesson.from_json(text)

    def attempted(self, owner: str, lesson: Lesson) -> Attempted:
        """Return what a visitor has tried at a lesson."""
        with self._database.reading() as session:
            return _attempted(_rows(session, owner, lesson), lesson)

    def note(self, owner: str, lesson: Lesson, attempt: Attempt) -> Attempted:
        """Write down where a run of a visitor's is now, if it is its best, and return what they have tried in all.

        What reached the goal stays as it was when it did.
        """
        with self._database.reading() as session:
            known = session.get(AttemptRow, (owner, lesson.key, attempt.run))
            if known is not None and not _is_better(attempt, _attempt(known), lesson):
                return _attempted(_rows(session, owner, lesson), lesson)
        with self._database.writing() as session:
            rows = _rows(session, owner, lesson)
            row = next((row for row in rows if row.run == attempt.run), None)
            if row is None:
                row = AttemptRow(owner=owner, lesson=lesson.key, run=attempt.run, number=len(rows) + 1)
                session.add(row)
                rows = [*rows, row]
            elif not _is_better(attempt, _attempt(row), lesson):  # another page was quicker
                return _attempted(rows, lesson)
            row.contender, row.value, row.reached, row.at = (
                attempt.contender,
                attempt.value,
                attempt.reached,
                attempt.at,
            )
            return _attempted(rows, lesson)


def _rows(session: Session, owner: str, lesson: Lesson) -> Sequence[AttemptRow]:
    wanted = select(AttemptRow).where(AttemptRow.owner == owner, AttemptRow.lesson == lesson.key)
    return session.scalars(wanted.order_by(AttemptRow.number)).all()


def _attempt(row: AttemptRow) -> Attempt:
    return Attempt(row.run, row.contender, row.value, row.reached, row.at)


def _attempted(rows: Sequence[AttemptRow], lesson: Lesson) -> Attempted:
    attempts = tuple(map(_attempt, rows))
    return Attempted(attempts, max(attempts, key=lambda attempt: _rank(attempt, lesson), default=None))


def _rank(attempt: Attempt, lesson: Lesson) -> tuple[bool, float]:
    return attempt.reached, lesson.goal.leading.gain(attempt.value)


def _is_better(attempt: Attempt, known: Attempt, lesson: Lesson) -> bool:
    return not known.reached and _rank(attempt, lesson) > _rank(known, lesson)
