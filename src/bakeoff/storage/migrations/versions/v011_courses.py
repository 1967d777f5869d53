"""Classes over several lessons: lessons and progress in tables of their own."""

import sqlalchemy as sa
from alembic import op

revision = "011"
down_revision = "010"


def upgrade() -> None:
    """Move each class's lesson, and its learners' progress, into the new tables; a frozen board is revealed."""
    op.create_table(
        "room_lessons",
        sa.Column("room", sa.String(6), sa.ForeignKey("rooms.code", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("lesson_key", sa.String(64), nullable=False),
        sa.Column("low", sa.Boolean, nullable=False),
    )
    op.create_table(
        "room_progress",
        *_of_member("room_progress"),
        sa.Column("owner", sa.String(64), nullable=False, index=True),
        sa.Column("begun", sa.DateTime, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("contender", sa.String(100), nullable=False),
        sa.Column("value", sa.Double),
        sa.Column("improved", sa.DateTime),
        sa.Column("reached", sa.DateTime),
        sa.Column("data", sa.String(100), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
    )
    op.create_table("room_attempts", *_of_member("room_attempts"), sa.Column("run", sa.String(64), primary_key=True))
    op.execute("INSERT INTO room_lessons SELECT code, 0, lesson, lesson_key, low FROM rooms")
    op.execute(
        "INSERT INTO room_progress SELECT room, number, 0, owner, joined, attempts, contender, value, improved, "
        "reached, '', '' FROM room_members WHERE attempts > 0"
    )
    op.execute("INSERT INTO room_attempts SELECT room, number, 0, run FROM room_runs")
    op.drop_table("room_runs")
    for column in ("attempts", "contender", "value", "improved", "reached"):
        op.drop_column("room_members", column)
    for column in ("lesson", "lesson_key", "low"):
        op.drop_column("rooms", column)
    op.add_column("rooms", sa.Column("title", sa.String(100), nullable=False, server_default=""))
    op.add_column("rooms", sa.Column("ranking", sa.String(20), nullable=False, server_default="first"))
    op.execute("UPDATE rooms SET frozen = NULL, frozen_board = NULL")


def _of_member(table: str) -> list[sa.Column[object] | sa.ForeignKeyConstraint]:
    return [
        sa.Column("room", sa.String(6), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["room", "number"],
            ["room_members.room", "room_members.number"],
            ondelete="CASCADE",
            name=f"fk_{table}_member",
        ),
    ]
