"""Bets of learners before the first run of a lesson."""

import sqlalchemy as sa
from alembic import op

revision = "012"
down_revision = "011"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("rooms", sa.Column("bets", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("room_progress", sa.Column("bet", sa.String(2000), nullable=False, server_default=""))
    op.add_column("room_progress", sa.Column("outcome", sa.Text()))
