"""Lessons that are too long for a link, and visitors' attempts at lessons."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mysql import LONGTEXT

revision = "006"
down_revision = "005"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "lessons",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        sa.Column("owner", sa.String(64), nullable=False, index=True),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.Column("lesson", sa.Text().with_variant(LONGTEXT(), "mysql", "mariadb"), nullable=False),
    )
    op.create_table(
        "attempts",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("lesson", sa.String(64), primary_key=True),
        sa.Column("run", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("contender", sa.String(100), nullable=False),
        sa.Column("value", sa.Double),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
