"""Learning platforms that registered themselves."""

import sqlalchemy as sa
from alembic import op

revision = "017"
down_revision = "014"


def upgrade() -> None:
    """Create the table."""
    name, platform = sa.Column("key", sa.String(64), primary_key=True), sa.Column("platform", sa.Text, nullable=False)
    op.create_table("lti_platforms", name, platform)
