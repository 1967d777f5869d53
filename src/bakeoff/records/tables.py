"""Tables of the history."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bakeoff.storage.tables import ID_LENGTH, NAME_LENGTH, Base, LongText, UtcDateTime

TAG_LENGTH = 40


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
    spec: Mapped[str] = mapped_column(LongText, deferred=True)
    report: Mapped[str] = mapped_column(LongText, deferred=True)
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


class TagRow(Base):
    """One tag of one race."""

    __tablename__ = "tags"

    race_id: Mapped[str] = mapped_column(ForeignKey("races.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(TAG_LENGTH), primary_key=True)
