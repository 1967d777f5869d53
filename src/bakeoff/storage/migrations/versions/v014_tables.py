"""All tables of the first release."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mysql import LONGTEXT

revision = "014"
down_revision = None

_long_text = sa.Text().with_variant(LONGTEXT(), "mysql", "mariadb")


def upgrade() -> None:
    """Create the tables."""
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
        sa.Column("metric", sa.String(40), nullable=False, server_default=""),
    )
    op.create_table(
        "tags",
        sa.Column("race_id", sa.String(64), sa.ForeignKey("races.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("tag", sa.String(40), primary_key=True),
    )
    op.create_table(
        "studies",
        sa.Column("race_id", sa.String(64), sa.ForeignKey("races.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("question", sa.String(20), nullable=False),
    )
    op.create_table(
        "titles",
        sa.Column("race_id", sa.String(64), sa.ForeignKey("races.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("title", sa.String(100), nullable=False),
    )
    op.create_table(
        "goals",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("chapter", sa.String(100), primary_key=True),
        sa.Column("reached", sa.DateTime, nullable=False),
    )
    op.create_table(
        "lessons",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        sa.Column("owner", sa.String(64), nullable=False, index=True),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("lesson", _long_text, nullable=False),
    )
    op.create_table(
        "attempts",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("lesson", sa.String(64), primary_key=True),
        sa.Column("run", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("contender", sa.String(100), nullable=False),
        sa.Column("value", sa.Double),
        sa.Column("reached", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("certificate", _long_text),
    )
    op.create_table(
        "predictions",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("question", sa.String(100), primary_key=True),
        sa.Column("answer", sa.String(100), nullable=False),
    )
    op.create_table(
        "rooms",
        sa.Column("code", sa.String(6), primary_key=True),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("ranking", sa.String(20), nullable=False),
        sa.Column("teacher", sa.String(64), nullable=False),
        sa.Column("opened", sa.DateTime, nullable=False),
        sa.Column("ends", sa.DateTime, nullable=False),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.Column("nameless", sa.Boolean, nullable=False),
        sa.Column("bets", sa.Boolean, nullable=False),
        sa.Column("measures", sa.Boolean, nullable=False),
        sa.Column("frozen", sa.DateTime),
        sa.Column("frozen_board", _long_text),
    )
    op.create_table(
        "room_lessons",
        sa.Column("room", sa.String(6), sa.ForeignKey("rooms.code", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("lesson_key", sa.String(64), nullable=False),
        sa.Column("low", sa.Boolean, nullable=False),
    )
    op.create_table(
        "room_teachers",
        sa.Column("room", sa.String(6), sa.ForeignKey("rooms.code", ondelete="CASCADE"), primary_key=True),
        sa.Column("owner", sa.String(64), primary_key=True),
    )
    op.create_table(
        "room_members",
        sa.Column("room", sa.String(6), sa.ForeignKey("rooms.code", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("owner", sa.String(64), nullable=False, index=True),
        sa.Column("nickname", sa.String(100), nullable=False),
        sa.Column("name_key", sa.String(64), nullable=False),
        sa.Column("joined", sa.DateTime, nullable=False),
        sa.UniqueConstraint("room", "owner", name="uq_room_members_owner"),
        sa.UniqueConstraint("room", "name_key", name="uq_room_members_name"),
    )
    op.create_table(
        "room_progress",
        *_of_member("room_progress"),
        sa.Column("owner", sa.String(64), nullable=False, index=True),
        sa.Column("begun", sa.DateTime, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("contender", sa.String(100), nullable=False),
        sa.Column("value", sa.Double),
        sa.Column("improved", sa.DateTime),
        sa.Column("reached", sa.DateTime),
        sa.Column("data", sa.String(100), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("bet", sa.String(2000), nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("answers_before", sa.String(2)),
        sa.Column("answers_after", sa.String(2)),
    )
    op.create_table("room_attempts", *_of_member("room_attempts"), sa.Column("run", sa.String(64), primary_key=True))
    op.create_table(
        "running",
        sa.Column("race_id", sa.String(64), sa.ForeignKey("races.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("server", sa.String(64), nullable=False),
    )
    op.create_table(
        "servers",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("machine", sa.String(64), nullable=False),
        sa.Column("process", sa.Integer, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False),
    )
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


def _of_member(table: str) -> list[sa.Column[object] | sa.ForeignKeyConstraint]:
    return [
        sa.Column("room", sa.String(6), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["room", "number"],
            ["room_members.room", "room_members.number"],
            ondelete="CASCADE",
            name=f"fk_{table}_member",
        ),
    ]
