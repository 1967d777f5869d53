"""Questions before and after a chapter, for classes that measure."""

import sqlalchemy as sa
from alembic import op

revision = "013"
down_revision = "012"


def upgrade() -> None:
    """Add the columns; no class that is there measures."""
    op.add_column("rooms", sa.Column("measures", sa.Boolean, nullable=False, server_default=sa.false()))
    for column in ("answers_before", "answers_after"):
        op.add_column("room_progress", sa.Column(column, sa.String(2)))
