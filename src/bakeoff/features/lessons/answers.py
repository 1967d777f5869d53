"""Answers of classes' learners to the questions around chapters, in the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import String, delete, select, update
from sqlalchemy import cast as cast_to
from sqlalchemy.orm import Session

from bakeoff.features.lessons.room import AnswerTime
from bakeoff.features.lessons.tables import RoomAnswersRow, RoomMemberRow, RoomProgressRow, RoomRow, RoomRunRow
from bakeoff.storage.database import Database
from bakeoff.storage.tables import ID_LENGTH

KEPT_LONGER = timedelta(days=22)
"""For how much longer than others those rooms stay in which learners have agreed to be asked again."""
_NO_RESULT = {
    "attempts": 0,
    "contender": "",
    "value": None,
    "improved": None,
    "data": "",
    "settings": "",
    "bet": "",
    "outcome": None,
}


class StoredAnswers:
    """The answers of all classes; every method raises HistoryError, one sentence, if the database can not do it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def places(self, owner: str) -> Sequence[tuple[str, int]]:
        """Return the code of each room that measures and that a visitor is in, with their number; the latest first."""
        places = select(RoomRow.code, RoomMemberRow.number).join(RoomMemberRow, RoomMemberRow.room == RoomRow.code)
        mine = places.where(RoomMemberRow.owner == owner, RoomRow.measures).order_by(RoomRow.opened.desc())
        with self._database.reading() as session:
            return [(code, number) for code, number in session.execute(mine)]

    def of(self, code: str) -> Sequence[RoomAnswersRow]:
        """Return the answers of all in a room."""
        with self._database.reading() as session:
            return session.scalars(select(RoomAnswersRow).where(RoomAnswersRow.room == code)).all()

    def add(
        self, code: str, owner: str, time: AnswerTime, answers: Mapping[int, tuple[str, str]], at: datetime, again: bool
    ) -> None:
        """Keep a member's options and confidence, by the lesson's place; the first time counts."""
        member = select(RoomMemberRow).where(RoomMemberRow.room == code, RoomMemberRow.owner == owner)
        with self._database.writing() as session:
            for each in session.scalars(member.with_for_update()).all():
                for position, (options, confidence) in answers.items():
                    key = {"room": code, "number": each.number, "position": position, "time": time}
                    if session.get(RoomAnswersRow, key) is None:
                        row = {"options": options, "confidence": confidence, "at": at, "again": again}
                        session.add(RoomAnswersRow(owner=owner, **key, **row))


def forget(session: Session, before: datetime) -> None:
    """Delete the rooms that have ended before, but for `KEPT_LONGER` the answers of who agreed to be asked again.

    Of these learners the number stays, without name and results; of the others nothing does.
    """
    agreed = select(RoomAnswersRow.room).where(RoomAnswersRow.again)
    old, kept = RoomRow.ends < before, RoomRow.code.in_(agreed) & (RoomRow.ends >= before - KEPT_LONGER)
    session.execute(delete(RoomRow).where(old & ~kept))
    rooms, number = select(RoomRow.code).where(old), cast_to(RoomMemberRow.number, String(ID_LENGTH))
    theirs = agreed.where(RoomAnswersRow.room == RoomMemberRow.room, RoomAnswersRow.number == RoomMemberRow.number)
    session.execute(delete(RoomMemberRow).where(RoomMemberRow.room.in_(rooms), ~theirs.exists()))
    session.execute(delete(RoomRunRow).where(RoomRunRow.room.in_(rooms)))
    session.execute(update(RoomProgressRow).where(RoomProgressRow.room.in_(rooms)).values(_NO_RESULT))
    nameless = update(RoomMemberRow).where(RoomMemberRow.room.in_(rooms))
    session.execute(nameless.values(nickname=number, name_key=number))
    session.execute(update(RoomRow).where(old).values(nameless=True, frozen=None, frozen_board=None))
