"""Which chapters' goals each visitor has reached, and when."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import select

from bakeoff.storage.database import Database
from bakeoff.storage.tables import GoalRow


class ReachedGoals:
    """The goals that visitors have reached.

    Every method raises HistoryError, one sentence, if the database can not do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def reached(self, owner: str) -> Mapping[str, datetime]:
        """Return when a visitor reached the goal of each chapter, by its name; in UTC."""
        with self._database.reading() as session:
            return {row.chapter: row.reached for row in session.scalars(select(GoalRow).where(GoalRow.owner == owner))}

    def reach(self, owner: str, chapter: str) -> None:
        """Write down that a visitor has now reached a chapter's goal; the first time counts."""
        with self._database.writing() as session:
            if session.get(GoalRow, (owner, chapter)) is None:
                session.add(GoalRow(owner=owner, chapter=chapter, reached=datetime.now(UTC)))
