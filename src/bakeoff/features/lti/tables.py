"""Tables of learning platforms."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bakeoff.storage.tables import ID_LENGTH, NAME_LENGTH, Base, UtcDateTime


class LtiLearnerRow(Base):
    """A learner at a link of a learning platform: the platform's id of them, what they reached, and their score.

    `lessons` and `reached` are names, separated by spaces. `due` is when the score is to be sent next, `sent` the share
    of the lessons that was sent last, and `error` a text as JSON that says why the latest attempt failed.
    """

    __tablename__ = "lti_learners"

    owner: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    link: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    platform: Mapped[str] = mapped_column(String(ID_LENGTH))
    subject: Mapped[str] = mapped_column(String(255))
    score_url: Mapped[str] = mapped_column(Text)
    lessons: Mapped[str] = mapped_column(Text)
    reached: Mapped[str] = mapped_column(Text, default="")
    launches: Mapped[int] = mapped_column(default=0)
    launched: Mapped[datetime] = mapped_column(UtcDateTime)
    sent: Mapped[float | None]
    due: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")


class LtiLaunchRow(Base):
    """A launch of the last minutes, by its nonce, which nobody can use again, and what it opens once."""

    __tablename__ = "lti_launches"

    nonce: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    expires: Mapped[datetime] = mapped_column(UtcDateTime)
    opens: Mapped[str | None] = mapped_column(Text)


class LtiKeyRow(Base):
    """A text by its name: this server's own key for learning platforms, encrypted, or a platform that registered."""

    __tablename__ = "lti_keys"

    name: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    text: Mapped[str] = mapped_column("key", Text)
