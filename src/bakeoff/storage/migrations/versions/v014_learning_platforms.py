"""Learning platforms: learners and their scores, launches, and the server's key."""

import sqlalchemy as sa
from alembic import op

revision = "014"
down_revision = "013"


def upgrade() -> None:
    """Make their tables."""
    op.create_table(
        "lti_learners",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("link", sa.String(64), primary_key=True),
        sa.Column("platform", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("score_url", sa.Text(), nullable=False),
        sa.Column("lessons", sa.Text(), nullable=False),
        sa.Column("reached", sa.Text(), nullable=False),
        sa.Column("launches", sa.Integer(), nullable=False),
        sa.Column("launched", sa.DateTime, nullable=False),
        sa.Column("sent", sa.Double),
        sa.Column("due", sa.DateTime, index=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
    )
    op.create_table(
        "lti_launches",
        sa.Column("nonce", sa.String(64), primary_key=True),
        sa.Column("expires", sa.DateTime, nullable=False),
        sa.Column("opens", sa.Text()),
    )
    op.create_table(
        "lti_keys",
        sa.Column("name", sa.String(100), primary_key=True),
        sa.Column("key", sa.Text(), nullable=False),
    )
