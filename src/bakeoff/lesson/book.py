"""Lessons that are too long for a link, and what each visitor has tried at a lesson."""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bakeoff.errors import HistoryError, SettingError
from bakeoff.lesson.attempt import Attempt
from bakeoff.lesson.code import is_short, short_name, unpack
from bakeoff.lesson.lesson import Lesson
from bakeoff.service.kernel import database
from bakeoff.storage.database import Database
from bakeoff.storage.tables import ID_LENGTH, NAME_LENGTH, Base, LongText, UtcDateTime
from bakeoff.text import _

MOST_KEPT = 200
"""Lessons that one visitor may have kept."""


class LessonRow(Base):
    """A lesson that is too long for a link, under the short name that the link has instead."""

    __tablename__ = "lessons"

    name: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    key: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True)
    owner: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    lesson: Mapped[str] = mapped_column(LongText)


class AttemptRow(Base):
    """One run of a visitor's as an attempt at a lesson, told by its key, and what certifies that it succeeded."""

    __tablename__ = "attempts"

    owner: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    lesson: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    run: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    number: Mapped[int]
    contender: Mapped[str] = mapped_column(String(NAME_LENGTH))
    value: Mapped[float | None]
    reached: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    certificate: Mapped[str | None] = mapped_column(LongText)


@dataclass(frozen=True)
class Attempted:
    """Attempts of one visitor at a lesson.

    Attributes
    ----------
    attempts : tuple of Attempt
        One a run, in the order of their starts. Each is at its best, or at the moment of reaching the goal.
    best : Attempt or None
        Of `attempts`, the one whose first condition came nearest to its limit. Those that reach the goal come first.
    certificate : str
        Of the attempt that reached the goal first; empty if there is none.
    """

    attempts: tuple[Attempt, ...] = ()
    best: Attempt | None = None
    certificate: str = ""

    @property
    def first(self) -> Attempt | None:
        """The attempt that reached the goal first; None if none did."""
        reached = (attempt for attempt in self.attempts if attempt.reached)
        return min(reached, key=lambda attempt: attempt.at, default=None)

    @property
    def reached_in(self) -> int | None:
        """In which attempt, from 1, the goal was reached first; None if it was not."""
        return None if self.first is None else self.attempts.index(self.first) + 1


class KeptLessons:
    """The lessons and attempts of all visitors.

    Every method raises HistoryError, one sentence, if the database can not do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, lesson: Lesson, owner: str) -> str:
        """Keep a lesson and return the short name that stands for it in a link; the same lesson has the same."""
        with self._database.writing() as session:
            kept = session.scalar(select(LessonRow).where(LessonRow.key == lesson.digest))
            if kept is not None:
                return kept.name
            if (session.scalar(select(func.count()).where(LessonRow.owner == owner)) or 0) >= MOST_KEPT:
                raise HistoryError(_("You have made {n} lessons that are kept here; no more can be.", n=MOST_KEPT))
            name = short_name(lesson.digest)
            if session.get(LessonRow, name) is not None:
                raise HistoryError(_("This lesson’s short name is taken by another; change a word of the lesson."))
            session.add(
                LessonRow(name=name, key=lesson.digest, owner=owner, made=datetime.now(UTC), lesson=lesson.to_json())
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
            raise HistoryError(_("This server does not have that lesson. Ask for a new link."))
        return Lesson.from_json(text)

    def of(self, owner: str) -> Mapping[str, Lesson]:
        """Return the lessons that a visitor has kept, the newest first, by their short names."""
        wanted = select(LessonRow).where(LessonRow.owner == owner).order_by(LessonRow.made.desc())
        lessons = {}
        with self._database.reading() as session:
            for row in session.scalars(wanted):
                with contextlib.suppress(SettingError):  # of data or contenders that are no longer there
                    lessons[row.name] = Lesson.from_json(row.lesson)
        return lessons

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

    def certify(self, owner: str, lesson: Lesson, run: str, certificate: str) -> None:
        """Keep what certifies that a run of a visitor's reached the goal, as signed; the first one stays."""
        with self._database.writing() as session:
            row = session.get(AttemptRow, (owner, lesson.key, run))
            if row is not None and row.certificate is None:
                row.certificate = certificate

    def count_certificates(self, owner: str) -> int:
        """Return how many of a visitor's attempts are certified."""
        certified = (AttemptRow.owner == owner, AttemptRow.certificate.is_not(None))
        with self._database.reading() as session:
            return session.scalar(select(func.count()).select_from(AttemptRow).where(*certified)) or 0

    def certificates(self, owner: str) -> Sequence[str]:
        """Return a visitor's certificates, as signed: one a lesson, of when it was reached first; the newest first."""
        wanted = select(AttemptRow).where(AttemptRow.owner == owner, AttemptRow.certificate.is_not(None))
        with self._database.reading() as session:
            rows = session.scalars(wanted.order_by(AttemptRow.at.desc())).all()
            first = {row.lesson: row for row in rows}  # of one lesson the last that comes, which is the oldest
            return [row.certificate for row in rows if row.certificate is not None and first[row.lesson] is row]

    def all_certificates(self, owner: str) -> Sequence[str]:
        """Return every certificate of a visitor, as signed, also several of one lesson."""
        wanted = select(AttemptRow.certificate).where(AttemptRow.owner == owner)
        with self._database.reading() as session:
            return [signed for signed in session.scalars(wanted) if signed]


def lesson_in(code: str) -> Lesson:
    """Read a link's text: all of a lesson, or the short name of one that this server keeps.

    Raises SettingError if it is none, HistoryError if the server's database can not be asked.
    """
    return KeptLessons(database()).get(code) if is_short(code) else unpack(code)


def _rows(session: Session, owner: str, lesson: Lesson) -> Sequence[AttemptRow]:
    wanted = select(AttemptRow).where(AttemptRow.owner == owner, AttemptRow.lesson == lesson.key)
    return session.scalars(wanted.order_by(AttemptRow.number)).all()


def _attempt(row: AttemptRow) -> Attempt:
    return Attempt(row.run, row.contender, row.value, row.reached, row.at)


def _attempted(rows: Sequence[AttemptRow], lesson: Lesson) -> Attempted:
    attempts = tuple(map(_attempt, rows))
    certified = min((row for row in rows if row.certificate), key=lambda row: row.at, default=None)
    return Attempted(
        attempts,
        max(attempts, key=lambda attempt: _rank(attempt, lesson), default=None),
        "" if certified is None else certified.certificate or "",
    )


def _rank(attempt: Attempt, lesson: Lesson) -> tuple[bool, float]:
    return attempt.reached, lesson.goal.leading.gain(attempt.value)


def _is_better(attempt: Attempt, known: Attempt, lesson: Lesson) -> bool:
    return not known.reached and _rank(attempt, lesson) > _rank(known, lesson)
