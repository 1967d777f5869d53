"""Titles of visitors' own tables; earlier races have none and use the former common title."""

import sqlalchemy as sa
from alembic import op

revision = "004"
down_revision = "003"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "titles",
        sa.Column("race_id", sa.String(64), sa.ForeignKey("races.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("title", sa.String(100), nullable=False),
    )
