"""Progress of a class at one moment, as a board and as a table for grades."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd

from bakeoff.features.lessons.bet import Bet
from bakeoff.features.lessons.room import Learner, LessonProgress, Room
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.words import data_in_words, run_in_words
from bakeoff.text import _

COLUMNS = (
    "class",
    "lesson",
    "goal",
    "place",
    "nickname",
    "attempts",
    "reached",
    "reached_at",
    "late",
    "seconds_to_goal",
    "value",
    "contender",
    "data",
    "settings",
    "joined",
    "bet",
    "brier",
)


@dataclass(frozen=True)
class Board:
    """Progress of a class.

    Attributes
    ----------
    learners : tuple of Learner
        The best first.
    at : datetime
        Time of this state.
    """

    room: Room
    learners: tuple[Learner, ...]
    at: datetime

    @property
    def ended(self) -> bool:
        """True once nothing counts any more."""
        return self.at >= self.room.ends

    def is_late(self, learner: Learner, position: int) -> bool:
        """Tell whether a learner reached a goal after its due date, which counts all the same."""
        reached, due = learner.progress[position].reached, self.room.lessons[position].due
        return reached is not None and due is not None and reached > due

    def called(self, learner: Learner) -> str:
        """Return the learner's name on the board."""
        return _("Learner {number}", number=learner.number) if self.room.nameless else learner.nickname

    def frame(self, lessons: Sequence[Lesson]) -> pd.DataFrame:
        """Return a row for each learner and lesson, with everybody's nickname and in UTC."""
        rows = [
            (
                self.room.code,
                lesson.title,
                lesson.goal.in_words(),
                place,
                learner.nickname,
                at.attempts,
                at.reached is not None,
                _second(at.reached),
                self.is_late(learner, position),
                learner.seconds_to_goal(position),
                at.value,
                at.contender,
                data_in_words(lesson.place, at.data),
                run_in_words(lesson.place, at.settings),
                _second(learner.joined),
                *_bet(at),
            )
            for place, learner in enumerate(self.learners, start=1)
            for position, (lesson, at) in enumerate(zip(lessons, learner.progress, strict=True))
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS))


def _bet(progress: LessonProgress) -> tuple[str, float | None]:
    bet = Bet.of(progress)
    if bet is None:
        return "", None
    chances = ", ".join(f"{name}={chance}" for name, chance in bet.chances.items())
    return chances, round(bet.score, 4) if bet.outcome else None


def _second(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")
