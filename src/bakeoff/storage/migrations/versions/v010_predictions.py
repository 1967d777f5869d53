"""Predictions in chapters."""

import sqlalchemy as sa
from alembic import op

revision = "010"
down_revision = "009"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "predictions",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("question", sa.String(100), primary_key=True),
        sa.Column("answer", sa.String(100), nullable=False),
    )
