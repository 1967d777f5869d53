"""Answers around chapters in a table of their own: which option was chosen, how surely, and when."""

import sqlalchemy as sa
from alembic import op

revision = "015"
down_revision = "014"


def upgrade() -> None:
    """Create the table; the former answers, right or wrong by other questions, go."""
    op.create_table(
        "room_answers",
        sa.Column("room", sa.String(6), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("time", sa.String(10), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False, index=True),
        sa.Column("options", sa.String(10), nullable=False),
        sa.Column("confidence", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("again", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(
            ["room", "number"],
            ["room_members.room", "room_members.number"],
            ondelete="CASCADE",
            name="fk_room_answers_member",
        ),
    )
    op.add_column("rooms", sa.Column("halves", sa.Boolean, nullable=False, server_default=sa.false()))
    op.drop_column("room_progress", "answers_before")
    op.drop_column("room_progress", "answers_after")
