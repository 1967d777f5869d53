"""The tables that races are kept in.

A change here needs a migration in ``migrations/versions``; a test compares the two.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.dialects.mysql import LONGTEXT
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

ID_LENGTH = 64
NAME_LENGTH = 100
NOTE_LENGTH = 2000
TAG_LENGTH = 40
CODE_LENGTH = 6

_LongText = Text().with_variant(LONGTEXT(), "mysql", "mariadb")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC without saying so, which every database can do."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Write a moment."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read a moment."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Base class of all tables, without common columns."""


class RaceRow(Base):
    """One race, or one study of the judge, which has a row in `StudyRow` as well.

    The report, which can be long, is the last column and is read only when asked for; a column behind it would be slow.
    """

    __tablename__ = "races"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    owner: Mapped[str] = mapped_column(String(ID_LENGTH))
    started: Mapped[datetime] = mapped_column(UtcDateTime)
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    dataset: Mapped[str] = mapped_column(String(NAME_LENGTH))
    status: Mapped[str] = mapped_column(String(20))
    verdict: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")
    spec: Mapped[str] = mapped_column(_LongText, deferred=True)
    report: Mapped[str] = mapped_column(_LongText, deferred=True)
    results: Mapped[list["ResultRow"]] = relationship(
        order_by="ResultRow.place", cascade="all, delete-orphan", passive_deletes=True
    )
    tags: Mapped[list["TagRow"]] = relationship(
        order_by="TagRow.tag", cascade="all, delete-orphan", passive_deletes=True
    )
    study: Mapped["StudyRow | None"] = relationship(lazy="joined", cascade="all, delete-orphan", passive_deletes=True)
    title: Mapped["TitleRow | None"] = relationship(lazy="joined", cascade="all, delete-orphan", passive_deletes=True)

    running: Mapped["RunningRow | None"] = relationship(
        lazy="joined", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (Index("ix_races_owner_started", "owner", "started"),)


class ResultRow(Base):
    """One contender's headline numbers, to list and sort races by; all else is in the report."""

    __tablename__ = "results"

    race_id: Mapped[str] = mapped_column(ForeignKey("races.id", ondelete="CASCADE"), primary_key=True)
    contender: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    place: Mapped[int]
    status: Mapped[str] = mapped_column(String(20))
    metric: Mapped[str] = mapped_column(String(40), server_default="")
    score: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    fit_cpu_seconds: Mapped[float | None]
    predict_ms_per_1000: Mapped[float | None]
    model_bytes: Mapped[int | None] = mapped_column(BigInteger)


class StudyRow(Base):
    """Question of a study, which marks a race's row as a study."""

    __tablename__ = "studies"

    race_id: Mapped[str] = mapped_column(ForeignKey("races.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(String(20))


class TitleRow(Base):
    """Title of the visitor's own table in a race; it stays when the table is deleted."""

    __tablename__ = "titles"

    race_id: Mapped[str] = mapped_column(ForeignKey("races.id", ondelete="CASCADE"), primary_key=True)
    title: Mapped[str] = mapped_column(String(NAME_LENGTH))


class RunningRow(Base):
    """On which server a race or a study goes on; what is over has none."""

    __tablename__ = "running"

    race_id: Mapped[str] = mapped_column(ForeignKey("races.id", ondelete="CASCADE"), primary_key=True)
    server: Mapped[str] = mapped_column(String(ID_LENGTH))


class ServerRow(Base):
    """One server that uses the database, which process on which machine it is, and when it last said so."""

    __tablename__ = "servers"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    machine: Mapped[str] = mapped_column(String(ID_LENGTH))
    process: Mapped[int]
    seen: Mapped[datetime] = mapped_column(UtcDateTime)


class TagRow(Base):
    """One tag of one race."""

    __tablename__ = "tags"

    race_id: Mapped[str] = mapped_column(ForeignKey("races.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(TAG_LENGTH), primary_key=True)


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


class LessonRow(Base):
    """A lesson that is too long for a link, under the short name that the link has instead."""

    __tablename__ = "lessons"

    name: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    key: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True)
    owner: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    lesson: Mapped[str] = mapped_column(_LongText)


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
    certificate: Mapped[str | None] = mapped_column(_LongText)


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
    nameless: Mapped[bool] = mapped_column(default=False)
    bets: Mapped[bool] = mapped_column(default=False)
    measures: Mapped[bool] = mapped_column(default=False)
    frozen: Mapped[datetime | None] = mapped_column(UtcDateTime)
    frozen_board: Mapped[str | None] = mapped_column(_LongText, deferred=True)


class RoomLessonRow(Base):
    """A lesson of a class, at its place from 0."""

    __tablename__ = "room_lessons"

    room: Mapped[str] = mapped_column(ForeignKey("rooms.code", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lesson: Mapped[str] = mapped_column(Text)
    lesson_key: Mapped[str] = mapped_column(String(ID_LENGTH))
    low: Mapped[bool]


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
    attempts: Mapped[int] = mapped_column(default=0)
    contender: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    value: Mapped[float | None]
    improved: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reached: Mapped[datetime | None] = mapped_column(UtcDateTime)
    data: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    settings: Mapped[str] = mapped_column(Text, default="")
    bet: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    outcome: Mapped[str | None] = mapped_column(Text)
    answers_before: Mapped[str | None] = mapped_column(String(2))
    answers_after: Mapped[str | None] = mapped_column(String(2))

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


class LtiLearnerRow(Base):
    """A learner at a link of a learning platform: the platform's id of them, what they reached, and their score.

    `lessons` and `reached` are names, separated by spaces. `due` is when the score is to be sent next, `sent` the share
    of the lessons that was sent last, and `error` a text as JSON that says why the latest attempt failed.
    """

    __tablename__ = "lti_learners"

    owner: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    link: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    platform: Mapped[str] = mapped_column(String(ID_LENGTH))
    subject: Mapped[str] = mapped_column(String(255))
    score_url: Mapped[str] = mapped_column(Text)
    lessons: Mapped[str] = mapped_column(Text)
    reached: Mapped[str] = mapped_column(Text, default="")
    launches: Mapped[int] = mapped_column(default=0)
    launched: Mapped[datetime] = mapped_column(UtcDateTime)
    sent: Mapped[float | None]
    due: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")


class LtiLaunchRow(Base):
    """A launch of the last minutes, by its nonce, which nobody can use again, and what it opens once."""

    __tablename__ = "lti_launches"

    nonce: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    expires: Mapped[datetime] = mapped_column(UtcDateTime)
    opens: Mapped[str | None] = mapped_column(Text)


class LtiKeyRow(Base):
    """This server's own key for learning platforms, encrypted."""

    __tablename__ = "lti_keys"

    name: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    key: Mapped[str] = mapped_column(Text)
