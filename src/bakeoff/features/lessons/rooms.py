"""Rooms in which a class is at a lesson: who teaches and learns there, and how far everybody has come."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from bakeoff.errors import SettingError
from bakeoff.features.lessons.attempt import Attempt
from bakeoff.storage.database import Database
from bakeoff.storage.personal import take_out
from bakeoff.storage.tables import RoomMemberRow, RoomRow, RoomRunRow, RoomTeacherRow
from bakeoff.text import _


@dataclass(frozen=True)
class Room:
    """A room.

    Attributes
    ----------
    code : str
        What learners join by.
    lesson, lesson_key : str
        The lesson as it stands in a link, and what it is known by.
    low : bool
        Whether the less the better; of numbers that are neither, whichever.
    opened, ends : datetime
        In UTC.
    nameless : bool
        Whether the board calls learners by numbers.
    frozen : datetime or None
        Since when the board shows nothing that is new.
    """

    code: str
    lesson: str
    lesson_key: str
    low: bool
    opened: datetime
    ends: datetime
    nameless: bool = False
    frozen: datetime | None = None


@dataclass(frozen=True)
class OpenRoom:
    """A room as the administrator sees it."""

    code: str
    teacher: str  # one of them
    learners: int  # all that have joined
    opened: datetime


@dataclass(frozen=True)
class Learner:
    """One member of a room, and their best attempt.

    Attributes
    ----------
    number : int
        From 1, in the order of joining; nobody else in the room ever has it.
    joined : datetime
        In UTC, as `improved` and `reached`.
    contender : str
        Whose `value` it is; empty where it is nobody's.
    value : float or None
        The best so far.
    improved : datetime or None
        When it was measured.
    reached : datetime or None
        When the goal was reached first.
    """

    number: int
    nickname: str
    joined: datetime
    attempts: int = 0
    contender: str = ""
    value: float | None = None
    improved: datetime | None = None
    reached: datetime | None = None


class StoredRooms:
    """The rooms, kept in the history's database.

    Every method raises HistoryError, one sentence, if the database can not do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, room: Room, teacher: str, owner: str) -> bool:
        """Keep a new room, of whose secret `teacher` is the hash; False if there is one of this code already."""
        with self._database.writing() as session:
            if session.get(RoomRow, room.code) is not None:
                return False
            session.add(
                RoomRow(
                    code=room.code,
                    lesson=room.lesson,
                    lesson_key=room.lesson_key,
                    low=room.low,
                    teacher=teacher,
                    opened=room.opened,
                    ends=room.ends,
                )
            )
            session.flush()
            session.add(RoomTeacherRow(room=room.code, owner=owner))
            return True

    def get(self, code: str) -> Room | None:
        """Return the room of this code."""
        with self._database.reading() as session:
            row = session.get(RoomRow, code)
            return None if row is None else _room(row)

    def forget(self, before: datetime) -> None:
        """Delete the rooms that have ended before, with all names and numbers in them."""
        with self._database.writing() as session:
            session.execute(delete(RoomRow).where(RoomRow.ends < before))

    def going_on(self, now: datetime, owner: str | None = None) -> int:
        """Return how many rooms have not ended; of one teacher, or of all."""
        count = select(func.count()).select_from(RoomRow).where(RoomRow.ends > now)
        if owner is not None:
            count = count.join(RoomTeacherRow).where(RoomTeacherRow.owner == owner)
        with self._database.reading() as session:
            return session.scalar(count) or 0

    def open_rooms(self, now: datetime, most: int) -> Sequence[OpenRoom]:
        """Return the rooms that have not ended, the latest first."""
        teacher = func.min(RoomTeacherRow.owner)
        rooms = select(RoomRow.code, teacher, RoomRow.joined, RoomRow.opened).join(RoomTeacherRow)
        latest = rooms.where(RoomRow.ends > now).group_by(RoomRow.code).order_by(RoomRow.opened.desc()).limit(most)
        with self._database.reading() as session:
            return [OpenRoom(*row) for row in session.execute(latest)]

    def end(self, code: str, now: datetime) -> None:
        """End a room, unless it has ended before."""
        with self._database.writing() as session:
            session.execute(update(RoomRow).where(RoomRow.code == code, RoomRow.ends > now).values(ends=now))

    def end_unused(self, now: datetime, opened_before: datetime) -> int:
        """End the rooms that nobody has joined since they were opened; return how many these were."""
        unused = update(RoomRow).where(RoomRow.ends > now, RoomRow.opened < opened_before, RoomRow.joined == 0)
        with self._database.writing() as session:
            return len(session.scalars(unused.values(ends=now).returning(RoomRow.code)).all())

    def teaches(self, code: str, owner: str) -> bool:
        """Tell whether a visitor is a teacher in a room."""
        with self._database.reading() as session:
            return session.get(RoomTeacherRow, (code, owner)) is not None

    def teacher(self, code: str) -> str:
        """Return the hash of the secret that makes its holder a teacher in a room; empty without such a room."""
        with self._database.reading() as session:
            return session.scalar(select(RoomRow.teacher).where(RoomRow.code == code)) or ""

    def admit(self, code: str, owner: str) -> None:
        """Make a visitor a teacher in a room."""
        with self._database.writing() as session:
            _hold(session, code)
            if session.get(RoomTeacherRow, (code, owner)) is None:
                session.add(RoomTeacherRow(room=code, owner=owner))

    def set_teacher(self, code: str, teacher: str) -> None:
        """Replace the hash of the teacher's secret."""
        with self._database.writing() as session:
            _hold(session, code).teacher = teacher

    def set_nameless(self, code: str, nameless: bool) -> None:
        """Show learners on the board by numbers, or by names."""
        with self._database.writing() as session:
            _hold(session, code).nameless = nameless

    def freeze(self, code: str, at: datetime) -> None:
        """Freeze the board at its present state; a frozen board stays as it was."""
        with self._database.writing() as session:
            row = _hold(session, code)
            if row.frozen is None:
                row.frozen = at
                row.frozen_board = _written(_learners(session, code))

    def reveal(self, code: str) -> None:
        """Show the present state on the board, and update it from now on."""
        with self._database.writing() as session:
            row = _hold(session, code)
            row.frozen = row.frozen_board = None

    def join(self, code: str, owner: str, nickname: str, name_key: str, at: datetime, most: int) -> None:
        """Make a visitor a member of a room; who is one already stays what they are.

        Raises
        ------
        SettingError
            If it is full, or another has this name.
        """
        with self._database.writing() as session:
            row = _hold(session, code)
            if session.scalar(_member(code, owner)) is not None:
                return
            names = session.scalars(select(RoomMemberRow.name_key).where(RoomMemberRow.room == code)).all()
            if len(names) >= most:
                raise SettingError(_("This class is full: it has {n} learners already.", n=len(names)))
            if name_key in names:
                raise SettingError(_("Somebody in this class has that nickname already; choose another one."))
            row.joined += 1
            session.add(
                RoomMemberRow(
                    room=code, number=row.joined, owner=owner, nickname=nickname, name_key=name_key, joined=at
                )
            )

    def remove(self, code: str, number: int) -> None:
        """Delete a member of a room, with all that is known of them there."""
        with self._database.writing() as session:
            take_out(session, code, number)

    def member(self, code: str, owner: str) -> Learner | None:
        """Return a visitor as a member of a room; None if they are none."""
        with self._database.reading() as session:
            row = session.scalar(_member(code, owner))
            return None if row is None else _learner(row)

    def codes(self, owner: str, lesson_key: str, now: datetime) -> Sequence[str]:
        """Return the codes of the rooms that go on in which a visitor is at a lesson."""
        rooms = select(RoomRow.code).join(RoomMemberRow).where(RoomMemberRow.owner == owner)
        with self._database.reading() as session:
            return session.scalars(rooms.where(RoomRow.lesson_key == lesson_key, RoomRow.ends > now)).all()

    def tell(self, told: Iterable[tuple[str, str, Attempt]]) -> None:
        """Count runs of members, and keep what each has come to if that is their best; of strangers nothing is kept.

        Parameters
        ----------
        told : iterable of (str, str, Attempt)
            A room's code, a visitor, and their attempt.
        """
        with self._database.writing() as session:
            for code, owner, attempt in told:
                row = session.scalar(_member(code, owner).with_for_update())
                if row is not None:
                    _take(session, row, attempt)

    def learners(self, code: str) -> Sequence[Learner]:
        """Return everybody in a room as they stand now."""
        with self._database.reading() as session:
            return _learners(session, code)

    def shown(self, code: str) -> tuple[Room, Sequence[Learner]] | None:
        """Return a room and everybody in it as the board is to show them; None without such a room."""
        with self._database.reading() as session:
            row = session.get(RoomRow, code)
            if row is None:
                return None
            learners = _learners(session, code)
            return _room(row), learners if row.frozen_board is None else _as_written(learners, row.frozen_board)


def _hold(session: Session, code: str) -> RoomRow:
    """Return a room that nobody else changes meanwhile."""
    row = session.scalar(select(RoomRow).where(RoomRow.code == code).with_for_update())
    if row is None:
        raise SettingError(_("There is no class of this code any more."))
    return row


def _member(code: str, owner: str) -> Select[RoomMemberRow]:
    return select(RoomMemberRow).where(RoomMemberRow.room == code, RoomMemberRow.owner == owner)


def _take(session: Session, row: RoomMemberRow, attempt: Attempt) -> None:
    """Count a member's run, and keep it if it is their best."""
    if session.get(RoomRunRow, (row.room, row.number, attempt.run)) is None:
        session.add(RoomRunRow(room=row.room, number=row.number, run=attempt.run))
        row.attempts += 1
    low = session.scalar(select(RoomRow.low).where(RoomRow.code == row.room))
    known = _standing(row.reached is not None, row.value, low)
    if row.improved is None or _standing(attempt.reached, attempt.value, low) > known:
        row.contender, row.value, row.improved = attempt.contender, attempt.value, attempt.at
    if attempt.reached and row.reached is None:
        row.reached = attempt.at


def _standing(reached: bool, value: float | None, low: bool | None) -> tuple[bool, bool, float]:
    """Return what is the greater the better an attempt is."""
    return reached, value is not None, (-value if low else value) if value is not None else 0.0


def _room(row: RoomRow) -> Room:
    return Room(row.code, row.lesson, row.lesson_key, row.low, row.opened, row.ends, row.nameless, row.frozen)


def _learners(session: Session, code: str) -> list[Learner]:
    rows = session.scalars(select(RoomMemberRow).where(RoomMemberRow.room == code).order_by(RoomMemberRow.number))
    return [_learner(row) for row in rows]


def _learner(row: RoomMemberRow) -> Learner:
    return Learner(
        row.number, row.nickname, row.joined, row.attempts, row.contender, row.value, row.improved, row.reached
    )


def _written(learners: Sequence[Learner]) -> str:
    """Return how everybody stands, by number, without their names."""
    return json.dumps(
        {
            learner.number: (
                learner.attempts,
                learner.contender,
                learner.value,
                _moment(learner.improved),
                _moment(learner.reached),
            )
            for learner in learners
        }
    )


def _as_written(learners: Sequence[Learner], text: str) -> Sequence[Learner]:
    """Return those who are there as they stood then; who came later has done nothing yet."""
    stood = json.loads(text)
    nothing = (0, "", None, None, None)
    then = []
    for learner in learners:
        attempts, contender, value, improved, reached = stood.get(str(learner.number), nothing)
        then.append(
            replace(
                learner,
                attempts=attempts,
                contender=contender,
                value=value,
                improved=_read(improved),
                reached=_read(reached),
            )
        )
    return then


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
