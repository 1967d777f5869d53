"""The chapters' goals that visitors have reached."""

import sqlalchemy as sa
from alembic import op

revision = "005"
down_revision = "004"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "goals",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("chapter", sa.String(100), primary_key=True),
        sa.Column("reached", sa.DateTime(), nullable=False),
    )
