"""Rooms in the database: lessons, teachers, learners and their progress."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Select, and_, delete, func, select, update
from sqlalchemy.orm import Session

from bakeoff.errors import SettingError
from bakeoff.features.lessons.forgetting import forget
from bakeoff.features.lessons.room import Learner, LessonProgress, OpenRoom, Ranking, Room, RoomLesson
from bakeoff.features.lessons.tables import (
    RoomLessonRow,
    RoomMemberRow,
    RoomProgressRow,
    RoomRow,
    RoomRunRow,
    RoomTeacherRow,
)
from bakeoff.lesson.attempt import Attempt
from bakeoff.storage.database import Database
from bakeoff.storage.tables import NAME_LENGTH
from bakeoff.text import _


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
                    title=room.title,
                    ranking=room.ranking,
                    teacher=teacher,
                    opened=room.opened,
                    ends=room.ends,
                )
            )
            session.flush()
            session.add(RoomTeacherRow(room=room.code, owner=owner))
            session.add_all(
                RoomLessonRow(room=room.code, position=at, lesson=each.link, lesson_key=each.key, low=each.low)
                for at, each in enumerate(room.lessons)
            )
            return True

    def get(self, code: str) -> Room | None:
        """Return the room of this code."""
        with self._database.reading() as session:
            row = session.get(RoomRow, code)
            return None if row is None else _room(session, row)

    def forget(self, before: datetime) -> None:
        """Delete the rooms that have ended before; where members agreed to be asked again, their answers stay longer.

        Of these members neither name nor results stay, and of the others nothing.
        """
        with self._database.writing() as session:
            forget(session, before)

    def going_on(self, now: datetime, owner: str | None = None) -> int:
        """Return how many rooms have not ended; of one teacher, or of all."""
        count = select(func.count()).select_from(RoomRow).where(RoomRow.ends > now)
        if owner is not None:
            count = count.join(RoomTeacherRow).where(RoomTeacherRow.owner == owner)
        with self._database.reading() as session:
            return session.scalar(count) or 0

    def of(self, owner: str, kind: type[RoomTeacherRow | RoomMemberRow]) -> Sequence[tuple[Room, int]]:
        """Return the rooms in which a visitor is a teacher, or a member, and their learners' number, latest first."""
        rooms = select(RoomRow).join(kind, kind.room == RoomRow.code).where(kind.owner == owner)
        with self._database.reading() as session:
            known = session.scalars(rooms.order_by(RoomRow.opened.desc())).all()
            count = select(func.count()).select_from(RoomMemberRow)
            return [
                (_room(session, row), session.scalar(count.where(RoomMemberRow.room == row.code)) or 0) for row in known
            ]

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

    def change(self, code: str, **values: str | bool | None) -> None:
        """Change columns of a room."""
        with self._database.writing() as session:
            row = _hold(session, code)
            for name, value in values.items():
                setattr(row, name, value)

    def set_due(self, code: str, position: int, due: datetime | None) -> None:
        """Change the due date of a lesson of a room."""
        with self._database.writing() as session:
            session.get_one(RoomLessonRow, (code, position)).due = due

    def freeze(self, code: str, at: datetime) -> None:
        """Freeze the board at its present state; a frozen board stays as it was."""
        with self._database.writing() as session:
            row = _hold(session, code)
            if row.frozen is None:
                row.frozen = at
                row.frozen_board = _written(_learners(session, code))

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
            _take_out(session, code, number)

    def member(self, code: str, owner: str) -> Learner | None:
        """Return a visitor as a member of a room; None if they are none."""
        with self._database.reading() as session:
            row = session.scalar(_member(code, owner))
            return None if row is None else _learners(session, code, row.number)[0]

    def codes(self, owner: str, lesson_key: str, now: datetime) -> Sequence[str]:
        """Return the codes of the rooms that go on in which a visitor is at a lesson."""
        with self._database.reading() as session:
            return session.scalars(_rooms_at(select(RoomRow.code), owner, lesson_key, now)).all()

    def tell(self, told: Iterable[tuple[str, str, str, Attempt]]) -> None:
        """Count runs of members, and keep each that is the member's best; of strangers nothing is kept.

        Parameters
        ----------
        told : iterable of (str, str, str, Attempt)
            A room's code, a visitor, the lesson's key, and the attempt.
        """
        with self._database.writing() as session:
            for code, owner, key, attempt in told:
                row = _progress(session, code, owner, key, None)
                if row is not None:
                    _take(session, row, attempt)

    def begin(self, code: str, owner: str, key: str, at: datetime, step: int) -> None:
        """Write down that a member has opened a lesson, of which the first time counts, or a chapter's next step."""
        with self._database.writing() as session:
            if row := _progress(session, code, owner, key, at):
                row.seen, row.step = at, step or row.step

    def bets(self, owner: str, key: str, now: datetime) -> Mapping[str, LessonProgress]:
        """Return a visitor's progress at a lesson in each room that goes on and lets them bet, by its code."""
        progress = and_(
            RoomProgressRow.room == RoomMemberRow.room,
            RoomProgressRow.number == RoomMemberRow.number,
            RoomProgressRow.position == RoomLessonRow.position,
        )
        rooms = _rooms_at(select(RoomRow.code, *_PROGRESS), owner, key, now).where(RoomRow.bets)
        with self._database.reading() as session:
            rows = session.execute(rooms.outerjoin(RoomProgressRow, progress)).all()
        return {row[0]: _NOTHING if row.begun is None else LessonProgress(*row[1:]) for row in rows}

    def bet(self, code: str, owner: str, key: str, at: datetime, bet: str) -> bool:
        """Keep a member's bet; False, and nothing is kept, once they have started."""
        with self._database.writing() as session:
            row = _progress(session, code, owner, key, at)
            if row is None or row.outcome is not None or row.attempts:
                return False
            row.bet = bet
            return True

    def settle(self, code: str, owner: str, key: str, at: datetime, outcome: str) -> None:
        """Write down that a member has started, and what came of it; the first outcome counts."""
        with self._database.writing() as session:
            row = _progress(session, code, owner, key, at)
            if row is not None and not row.outcome:
                row.outcome = outcome

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
            return _room(session, row), learners if row.frozen_board is None else _as_written(
                learners, row.frozen_board
            )


def leave(session: Session, owner: str) -> None:
    """Take a visitor out of every class, and delete the classes that they teach and nobody else."""
    learns = select(RoomMemberRow.room, RoomMemberRow.number).where(RoomMemberRow.owner == owner)
    for code, number in session.execute(learns).all():
        _take_out(session, code, number)
    teaches = select(RoomTeacherRow.room).where(RoomTeacherRow.owner == owner)
    others = select(RoomTeacherRow.room).where(RoomTeacherRow.owner != owner)
    codes = session.scalars(teaches.where(RoomTeacherRow.room.not_in(others))).all()
    session.execute(delete(RoomRow).where(RoomRow.code.in_(codes)))


def _take_out(session: Session, code: str, number: int) -> None:
    """Delete a member of a room, and how they stood when its board was frozen."""
    row = session.scalar(select(RoomRow).where(RoomRow.code == code).with_for_update())
    if row is not None and row.frozen_board is not None:
        stood = json.loads(row.frozen_board)
        row.frozen_board = json.dumps({learner: how for learner, how in stood.items() if learner != str(number)})
    session.execute(delete(RoomMemberRow).where(RoomMemberRow.room == code, RoomMemberRow.number == number))


def _hold(session: Session, code: str) -> RoomRow:
    """Return a room that nobody else changes meanwhile."""
    row = session.scalar(select(RoomRow).where(RoomRow.code == code).with_for_update())
    if row is None:
        raise SettingError(_("There is no class of this code any more."))
    return row


def _member(code: str, owner: str) -> Select[RoomMemberRow]:
    return select(RoomMemberRow).where(RoomMemberRow.room == code, RoomMemberRow.owner == owner)


def _rooms_at(columns: Select[Any], owner: str, key: str, now: datetime) -> Select[Any]:
    """Select from the rooms that go on in which a visitor is at a lesson."""
    rooms = columns.select_from(RoomRow).join(RoomMemberRow).join(RoomLessonRow, RoomLessonRow.room == RoomRow.code)
    wanted = rooms.where(RoomMemberRow.owner == owner, RoomLessonRow.lesson_key == key, RoomRow.ends > now)
    return wanted.order_by(RoomRow.opened.desc())


def _progress(session: Session, code: str, owner: str, key: str, begun: datetime | None) -> RoomProgressRow | None:
    """Return a member's progress at a lesson; if there is none, it has begun then, or at joining."""
    member = session.scalar(_member(code, owner).with_for_update())
    lesson = select(RoomLessonRow).where(RoomLessonRow.room == code, RoomLessonRow.lesson_key == key)
    if member is None or (at := session.scalar(lesson)) is None:
        return None
    row = session.get(RoomProgressRow, (code, member.number, at.position))
    if row is None:
        where = {"room": code, "number": member.number, "position": at.position}
        row = RoomProgressRow(**where, owner=owner, begun=begun or member.joined, attempts=0)
        session.add(row)
        session.flush()
    return row


def _take(session: Session, row: RoomProgressRow, attempt: Attempt) -> None:
    """Count a member's run, and keep it if it is their best."""
    low = session.get_one(RoomLessonRow, (row.room, row.position)).low
    if session.get(RoomRunRow, (row.room, row.number, row.position, attempt.run)) is None:
        session.add(RoomRunRow(room=row.room, number=row.number, position=row.position, run=attempt.run))
        row.attempts += 1
    row.seen = max(row.seen or attempt.at, attempt.at)
    best = _standing(row.reached is not None, row.value, low)
    if row.improved is None or _standing(attempt.reached, attempt.value, low) > best:
        row.contender, row.value, row.improved = attempt.contender, attempt.value, attempt.at
        row.data, row.settings = attempt.data[:NAME_LENGTH], attempt.settings
    if attempt.reached and row.reached is None:
        row.reached = attempt.at


def _standing(reached: bool, value: float | None, low: bool) -> tuple[bool, bool, float]:
    """Return what is the greater the better an attempt is."""
    return reached, value is not None, (-value if low else value) if value is not None else 0.0


def _room(session: Session, row: RoomRow) -> Room:
    lessons = select(RoomLessonRow).where(RoomLessonRow.room == row.code).order_by(RoomLessonRow.position)
    return Room(
        row.code,
        tuple(RoomLesson(each.lesson, each.lesson_key, each.low, each.due) for each in session.scalars(lessons)),
        row.opened,
        row.ends,
        row.title,
        cast(Ranking, row.ranking),
        row.nameless,
        row.bets,
        row.frozen,
        row.measures,
        halves=row.halves,
        message=row.message,
    )


def _learners(session: Session, code: str, number: int | None = None) -> list[Learner]:
    """Return the members of a room, or the one of this number; as columns, since a board is read all the time."""
    members = select(RoomMemberRow.number, RoomMemberRow.nickname, RoomMemberRow.joined).where(
        RoomMemberRow.room == code
    )
    progress = select(RoomProgressRow.number, RoomProgressRow.position, *_PROGRESS).where(RoomProgressRow.room == code)
    if number is not None:
        members = members.where(RoomMemberRow.number == number)
        progress = progress.where(RoomProgressRow.number == number)
    n = session.scalar(select(func.count()).where(RoomLessonRow.room == code)) or 0
    known = {(row[0], row[1]): LessonProgress(*row[2:]) for row in session.execute(progress)}
    return [
        Learner(row.number, row.nickname, row.joined, _in_order(known, row.number, n))
        for row in session.execute(members.order_by(RoomMemberRow.number))
    ]


_PROGRESS = [getattr(RoomProgressRow, name) for name in LessonProgress.__dataclass_fields__]
_NOTHING = LessonProgress()


def _in_order(known: dict[tuple[int, int], LessonProgress], number: int, n: int) -> tuple[LessonProgress, ...]:
    return tuple(known.get((number, position), _NOTHING) for position in range(n))


def _written(learners: Sequence[Learner]) -> str:
    """Return everybody's progress by number, without names."""
    return json.dumps(
        {learner.number: [asdict(each) for each in learner.progress] for learner in learners}, default=_moment
    )


def _as_written(learners: Sequence[Learner], text: str) -> Sequence[Learner]:
    """Return those who are there with their progress of then; who came later has made none."""
    then = json.loads(text)
    return [
        replace(
            learner,
            progress=tuple(map(_read, then.get(str(learner.number), [{}] * len(learner.progress)))),
        )
        for learner in learners
    ]


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _read(values: dict[str, Any]) -> LessonProgress:
    values = {name: values[name] for name in LessonProgress.__dataclass_fields__ if name in values}
    times = {name: values[name] and datetime.fromisoformat(values[name]) for name in _TIMES if name in values}
    return LessonProgress(**(values | times))


_TIMES = ("begun", "seen", "improved", "reached")
