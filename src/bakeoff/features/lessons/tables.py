"""Tables of classes."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bakeoff.features.lessons.room import AnswerTime
from bakeoff.storage.tables import ID_LENGTH, NAME_LENGTH, NOTE_LENGTH, Base, LongText, UtcDateTime

CODE_LENGTH, MOST_MESSAGE = 6, 300


class RoomRow(Base):
    """A class that works at one lesson, or at the lessons of a course.

    Of the secret that makes its holder a teacher here there is a hash alone. What the board showed when it was frozen,
    which can be long, is the last column and is read only when asked for.
    """

    __tablename__ = "rooms"

    code: Mapped[str] = mapped_column(String(CODE_LENGTH), primary_key=True)
    title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    ranking: Mapped[str] = mapped_column(String(20), default="first")
    teacher: Mapped[str] = mapped_column(String(ID_LENGTH))
    opened: Mapped[datetime] = mapped_column(UtcDateTime)
    ends: Mapped[datetime] = mapped_column(UtcDateTime)
    joined: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(String(MOST_MESSAGE), default="", server_default="")
    nameless: Mapped[bool] = mapped_column(default=False)
    bets: Mapped[bool] = mapped_column(default=False)
    measures: Mapped[bool] = mapped_column(default=False)
    halves: Mapped[bool] = mapped_column(default=False)
    frozen: Mapped[datetime | None] = mapped_column(UtcDateTime)
    frozen_board: Mapped[str | None] = mapped_column(LongText, deferred=True)


class RoomLessonRow(Base):
    """A lesson of a class, at its place from 0."""

    __tablename__ = "room_lessons"

    room: Mapped[str] = mapped_column(ForeignKey("rooms.code", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lesson: Mapped[str] = mapped_column(Text)
    lesson_key: Mapped[str] = mapped_column(String(ID_LENGTH))
    low: Mapped[bool]
    due: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RoomTeacherRow(Base):
    """A visitor who is a teacher in a room."""

    __tablename__ = "room_teachers"

    room: Mapped[str] = mapped_column(ForeignKey("rooms.code", ondelete="CASCADE"), primary_key=True)
    owner: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)


class RoomMemberRow(Base):
    """A visitor who learns in a room, and their nickname there.

    Names are told apart by a hash, since databases differ in which letters are the same to them.
    """

    __tablename__ = "room_members"

    room: Mapped[str] = mapped_column(ForeignKey("rooms.code", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    owner: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    nickname: Mapped[str] = mapped_column(String(NAME_LENGTH))
    name_key: Mapped[str] = mapped_column(String(ID_LENGTH))
    joined: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("room", "owner", name="uq_room_members_owner"),
        UniqueConstraint("room", "name_key", name="uq_room_members_name"),
    )


class RoomProgressRow(Base):
    """Progress of a room's member at one of its lessons: attempts, and the best of them."""

    __tablename__ = "room_progress"

    room: Mapped[str] = mapped_column(String(CODE_LENGTH), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    owner: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    begun: Mapped[datetime] = mapped_column(UtcDateTime)
    seen: Mapped[datetime | None] = mapped_column(UtcDateTime)
    step: Mapped[int] = mapped_column(default=0, server_default="0")
    attempts: Mapped[int] = mapped_column(default=0)
    contender: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    value: Mapped[float | None]
    improved: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reached: Mapped[datetime | None] = mapped_column(UtcDateTime)
    data: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    settings: Mapped[str] = mapped_column(Text, default="")
    bet: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    outcome: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        ForeignKeyConstraint(
            ["room", "number"],
            ["room_members.room", "room_members.number"],
            ondelete="CASCADE",
            name="fk_room_progress_member",
        ),
    )


class RoomRunRow(Base):
    """A run of a room's member at a lesson, which counts as an attempt once however often it is reported."""

    __tablename__ = "room_attempts"

    room: Mapped[str] = mapped_column(String(CODE_LENGTH), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    run: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)

    __table_args__ = (
        ForeignKeyConstraint(
            ["room", "number"],
            ["room_members.room", "room_members.number"],
            ondelete="CASCADE",
            name="fk_room_attempts_member",
        ),
    )


class RoomAnswersRow(Base):
    """Answers of a room's member to the questions of a chapter on one occasion; `again` if they may be asked again."""

    __tablename__ = "room_answers"

    room: Mapped[str] = mapped_column(String(CODE_LENGTH), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    time: Mapped[AnswerTime] = mapped_column(String(10), primary_key=True)
    owner: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    options: Mapped[str] = mapped_column(String(10))
    confidence: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    again: Mapped[bool]

    __table_args__ = (
        ForeignKeyConstraint(
            ["room", "number"],
            ["room_members.room", "room_members.number"],
            ondelete="CASCADE",
            name="fk_room_answers_member",
        ),
    )
