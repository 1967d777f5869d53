"""Due dates and a message of a class, and where each learner stands now."""

import sqlalchemy as sa
from alembic import op

revision = "016"
down_revision = "015"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("rooms", sa.Column("message", sa.String(300), nullable=False, server_default=""))
    op.add_column("room_lessons", sa.Column("due", sa.DateTime))
    op.add_column("room_progress", sa.Column("seen", sa.DateTime))
    op.add_column("room_progress", sa.Column("step", sa.Integer, nullable=False, server_default="0"))
