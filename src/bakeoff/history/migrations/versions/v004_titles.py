"""What visitors' own tables are called; races from before have none, and are called as all such tables were."""

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
