"""Which metric a contender's score is of: what decides can be chosen. Empty for those from before: the usual one."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"


def upgrade() -> None:
    """Add the column."""
    op.add_column("results", sa.Column("metric", sa.String(40), nullable=False, server_default=""))
