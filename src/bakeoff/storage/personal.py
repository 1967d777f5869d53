"""All that the database has of one visitor: counted, taken home, and deleted for good."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, delete, func, select
from sqlalchemy.orm import Session

from bakeoff.storage.database import Database
from bakeoff.storage.tables import (
    AttemptRow,
    Base,
    RaceRow,
    RoomMemberRow,
    RoomRow,
    RoomTeacherRow,
    StudyRow,
)

OWNED: tuple[Table, ...] = tuple(table for table in Base.metadata.sorted_tables if "owner" in table.columns)
"""Every table whose rows belong to a visitor; what hangs on such a row goes with it."""


class PersonalRecords:
    """Database records of each visitor, identified by the hash of their secret.

    Every method raises HistoryError, one sentence, if the database cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self, owner: str) -> Mapping[str, int]:
        """Return how many rows of each table are a visitor's, and how many studies and certificates are among them."""
        asked = {table.name: select(func.count()).where(table.c.owner == owner) for table in OWNED}
        asked["studies"] = select(func.count()).select_from(RaceRow).join(StudyRow).where(RaceRow.owner == owner)
        certified = AttemptRow.certificate.is_not(None)
        asked["certificates"] = select(func.count()).where(AttemptRow.owner == owner, certified)
        with self._database.reading() as session:
            return {name: session.scalar(count) or 0 for name, count in asked.items()}

    def races(self, owner: str) -> Sequence[str]:
        """Return the ids of a visitor's races and studies, of those deleted a short while ago as well."""
        with self._database.reading() as session:
            return session.scalars(select(RaceRow.id).where(RaceRow.owner == owner)).all()

    def rows(self, owner: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Return a visitor's rows by the name of their table, but for the races, which `History` tells."""
        with self._database.reading() as session:
            return {table.name: _rows(session, table, owner) for table in OWNED if table is not RaceRow.__table__}

    def erase(self, owner: str) -> Sequence[str]:
        """Delete a visitor's rows for good, and the classes that nobody else teaches; return the ids of the races."""
        with self._database.writing() as session:
            ids = session.scalars(select(RaceRow.id).where(RaceRow.owner == owner)).all()
            _leave(session, owner)
            _end_classes(session, owner)
            for table in OWNED:
                session.execute(delete(table).where(table.c.owner == owner))
        return ids


def _rows(session: Session, table: Table, owner: str) -> Sequence[Mapping[str, Any]]:
    columns = [column for column in table.columns if column.name != "owner"]
    return [dict(row) for row in session.execute(select(*columns).where(table.c.owner == owner)).mappings()]


def _leave(session: Session, owner: str) -> None:
    """Take a learner out of every class."""
    learns = select(RoomMemberRow.room, RoomMemberRow.number).where(RoomMemberRow.owner == owner)
    for code, number in session.execute(learns).all():
        take_out(session, code, number)


def _end_classes(session: Session, owner: str) -> None:
    """Delete the classes that a visitor teaches and nobody else."""
    teaches = select(RoomTeacherRow.room).where(RoomTeacherRow.owner == owner)
    others = select(RoomTeacherRow.room).where(RoomTeacherRow.owner != owner)
    codes = session.scalars(teaches.where(RoomTeacherRow.room.not_in(others))).all()
    session.execute(delete(RoomRow).where(RoomRow.code.in_(codes)))


def take_out(session: Session, code: str, number: int) -> None:
    """Delete a member of a room, and how they stood when its board was frozen."""
    row = session.scalar(select(RoomRow).where(RoomRow.code == code).with_for_update())
    if row is not None and row.frozen_board is not None:
        stood = json.loads(row.frozen_board)
        row.frozen_board = json.dumps({learner: how for learner, how in stood.items() if learner != str(number)})
    session.execute(delete(RoomMemberRow).where(RoomMemberRow.room == code, RoomMemberRow.number == number))
