"""What of a class is deleted when, and what of it stays longer: the answers of who is to be asked once more."""

from datetime import datetime, timedelta

from sqlalchemy import String, delete, select, update
from sqlalchemy import cast as cast_to
from sqlalchemy.orm import Session

from bakeoff.features.lessons.tables import RoomAnswersRow, RoomMemberRow, RoomProgressRow, RoomRow, RoomRunRow
from bakeoff.storage.tables import ID_LENGTH

KEPT_LONGER = timedelta(days=22)
"""For how much longer than others those rooms stay in which learners have agreed to be asked again."""
_KEPT = {"room", "number", "position", "owner", "begun", "reached"}
_NO_RESULT = {
    column.name: column.default.arg if column.default else None
    for column in RoomProgressRow.__table__.columns
    if column.name not in _KEPT
}


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
