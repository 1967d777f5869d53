"""Races, the headline numbers of their contenders, and tags."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mysql import LONGTEXT

revision = "001"
down_revision = None

_long_text = sa.Text().with_variant(LONGTEXT(), "mysql", "mariadb")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "races",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("started", sa.DateTime, nullable=False),
        sa.Column("ended", sa.DateTime),
        sa.Column("deleted", sa.DateTime),
        sa.Column("dataset", sa.String(100), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("spec", _long_text, nullable=False),
        sa.Column("report", _long_text, nullable=False),
    )
    op.create_index("ix_races_owner_started", "races", ["owner", "started"])
    op.create_index("ix_races_deleted", "races", ["deleted"])
    op.create_table(
        "results",
        sa.Column("race_id", sa.String(64), sa.ForeignKey("races.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("contender", sa.String(100), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("score", sa.Double),
        sa.Column("low", sa.Double),
        sa.Column("high", sa.Double),
        sa.Column("fit_cpu_seconds", sa.Double),
        sa.Column("predict_ms_per_1000", sa.Double),
        sa.Column("model_bytes", sa.BigInteger),
    )
    op.create_table(
        "tags",
        sa.Column("race_id", sa.String(64), sa.ForeignKey("races.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("tag", sa.String(40), primary_key=True),
    )
