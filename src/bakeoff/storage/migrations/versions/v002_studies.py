"""Studies of the judge beside races: which rows of ``races`` are studies, and of what question."""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "studies",
        sa.Column("race_id", sa.String(64), sa.ForeignKey("races.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("question", sa.String(20), nullable=False),
    )
