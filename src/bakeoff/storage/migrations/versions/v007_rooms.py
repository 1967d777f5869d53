"""Classes that are at a lesson together: their rooms, who teaches and learns there, and which runs were told of."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mysql import LONGTEXT

revision = "007"
down_revision = "006"

_LONG_TEXT = sa.Text().with_variant(LONGTEXT(), "mysql", "mariadb")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "rooms",
        sa.Column("code", sa.String(6), primary_key=True),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("lesson_key", sa.String(64), nullable=False),
        sa.Column("low", sa.Boolean(), nullable=False),
        sa.Column("teacher", sa.String(64), nullable=False),
        sa.Column("opened", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.Column("nameless", sa.Boolean(), nullable=False),
        sa.Column("frozen", sa.DateTime()),
        sa.Column("frozen_board", _LONG_TEXT),
    )
    op.create_table(
        "room_teachers",
        sa.Column("room", sa.String(6), sa.ForeignKey("rooms.code", ondelete="CASCADE"), primary_key=True),
        sa.Column("owner", sa.String(64), primary_key=True),
    )
    op.create_table(
        "room_members",
        sa.Column("room", sa.String(6), sa.ForeignKey("rooms.code", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("owner", sa.String(64), nullable=False, index=True),
        sa.Column("nickname", sa.String(100), nullable=False),
        sa.Column("name_key", sa.String(64), nullable=False),
        sa.Column("joined", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("contender", sa.String(100), nullable=False),
        sa.Column("value", sa.Double()),
        sa.Column("improved", sa.DateTime()),
        sa.Column("reached", sa.DateTime()),
        sa.UniqueConstraint("room", "owner", name="uq_room_members_owner"),
        sa.UniqueConstraint("room", "name_key", name="uq_room_members_name"),
    )
    op.create_table(
        "room_runs",
        sa.Column("room", sa.String(6), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("run", sa.String(64), primary_key=True),
        sa.ForeignKeyConstraint(
            ["room", "number"],
            ["room_members.room", "room_members.number"],
            ondelete="CASCADE",
            name="fk_room_runs_member",
        ),
    )
