"""The servers that share the database, and on which of them what is not over goes on."""

import sqlalchemy as sa
from alembic import op

revision = "009"
down_revision = "008"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "running",
        sa.Column("race_id", sa.String(64), sa.ForeignKey("races.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("server", sa.String(64), nullable=False),
    )
    op.create_table(
        "servers",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("machine", sa.String(64), nullable=False),
        sa.Column("process", sa.Integer, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False),
    )
