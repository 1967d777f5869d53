"""The certificate of an attempt that reached the goal; those of before have none."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mysql import LONGTEXT

revision = "008"
down_revision = "007"


def upgrade() -> None:
    """Add the column."""
    op.add_column("attempts", sa.Column("certificate", sa.Text().with_variant(LONGTEXT(), "mysql", "mariadb")))
