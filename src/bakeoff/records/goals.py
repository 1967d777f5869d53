"""Visitors' progress in the chapters: goals that they have reached, and their predictions."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from bakeoff.storage.database import Database
from bakeoff.storage.tables import ID_LENGTH, NAME_LENGTH, Base, UtcDateTime


class GoalRow(Base):
    """A chapter's goal that a visitor has reached, and when first."""

    __tablename__ = "goals"

    owner: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    chapter: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    reached: Mapped[datetime] = mapped_column(UtcDateTime)


class PredictionRow(Base):
    """A visitor's latest answer to a question of a chapter, by its code."""

    __tablename__ = "predictions"

    owner: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    question: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    answer: Mapped[str] = mapped_column(String(NAME_LENGTH))


class ReachedGoals:
    """The goals that visitors have reached.

    Every method raises HistoryError, one sentence, if the database can not do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def reached(self, owner: str) -> Mapping[str, datetime]:
        """Return when a visitor reached each goal, by its name in `Chapter.levels`; in UTC."""
        with self._database.reading() as session:
            return {row.chapter: row.reached for row in session.scalars(select(GoalRow).where(GoalRow.owner == owner))}

    def reach(self, owner: str, chapter: str) -> None:
        """Write down that a visitor has now reached a goal; the first time counts."""
        with self._database.writing() as session:
            if session.get(GoalRow, (owner, chapter)) is None:
                session.add(GoalRow(owner=owner, chapter=chapter, reached=datetime.now(UTC)))


class Predictions:
    """Visitors' answers to the chapters' questions, each named ``chapter-question``.

    Every method raises HistoryError, one sentence, if the database can not do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def answers(self, owner: str) -> dict[str, str]:
        """Return the code of a visitor's latest answer to each question."""
        asked = select(PredictionRow).where(PredictionRow.owner == owner)
        with self._database.reading() as session:
            return {row.question: row.answer for row in session.scalars(asked)}

    def answer(self, owner: str, question: str, answer: str) -> None:
        """Store an answer, in place of an earlier one."""
        with self._database.writing() as session:
            session.merge(PredictionRow(owner=owner, question=question, answer=answer))

    def forget(self, owner: str, chapter: str) -> None:
        """Delete a visitor's answers in one chapter."""
        of_chapter = PredictionRow.question.startswith(f"{chapter}-", autoescape=True)
        with self._database.writing() as session:
            session.execute(delete(PredictionRow).where(PredictionRow.owner == owner, of_chapter))
