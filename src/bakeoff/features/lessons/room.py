"""Records of a class: the room, its lessons, its learners and their progress."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

AnswerTime = Literal["before", "between", "after", "later"]
"""Occasion of questions around a chapter; "between" only for the two chapters of which each half has one first."""
Ranking = Literal["first", "attempts", "value"]
"""Order of a board: who reached the goal first, in fewest attempts, or with the best value."""


@dataclass(frozen=True)
class RoomLesson:
    """One lesson of a room.

    Attributes
    ----------
    link : str
        The lesson as a link has it.
    key : str
        Its `Lesson.key`.
    low : bool
        True if smaller values are better.
    due : datetime or None
        Moment after which the goal is reached late.
    """

    link: str
    key: str
    low: bool
    due: datetime | None = None


@dataclass(frozen=True)
class Room:
    """A class.

    Attributes
    ----------
    code : str
        Learners join by it.
    message : str
        Line of the teacher's to all; empty for none.
    lessons : tuple of RoomLesson
        In their order; a class has one, a course several.
    opened, ends : datetime
        In UTC.
    title : str
        Title of a course; empty for a single lesson.
    nameless : bool
        True if the board shows numbers instead of names.
    bets : bool
        True if learners bet on who wins before they start.
    frozen : datetime or None
        Time since which the board stands still.
    measures : bool
        True if learners get questions before and after chapters.
    halves : bool
        True if half the class has the first two chapters in the other order.
    """

    code: str
    lessons: tuple[RoomLesson, ...]
    opened: datetime
    ends: datetime
    title: str = ""
    ranking: Ranking = "first"
    nameless: bool = False
    bets: bool = False
    frozen: datetime | None = None
    measures: bool = False
    halves: bool = False
    message: str = ""

    @property
    def is_course(self) -> bool:
        """True if it has several lessons."""
        return len(self.lessons) > 1


@dataclass(frozen=True)
class OpenRoom:
    """A room as the administrator sees it."""

    code: str
    teacher: str  # one of them
    learners: int  # all that have joined
    opened: datetime


@dataclass(frozen=True)
class LessonProgress:
    """LessonProgress of a learner at one lesson: the number of attempts, and the best of them.

    Attributes
    ----------
    begun, seen : datetime or None
        Time of opening the lesson, and of the latest news of it; None as long as it is not opened.
    step : int
        Step of a chapter that is open; 0 for none.
    contender : str
        Contender of `value`; empty without one.
    improved, reached : datetime or None
        Time of `value`, and of reaching the goal for the first time.
    data, settings : str
        Data and settings of the best attempt.
    bet : str
        Chances that the learner gave, as `bet.Bet` writes them; empty without a bet.
    outcome : str or None
        Chances that came true, written alike; None until a run is started, empty until one has a verdict.
    """

    begun: datetime | None = None
    seen: datetime | None = None
    step: int = 0
    attempts: int = 0
    contender: str = ""
    value: float | None = None
    improved: datetime | None = None
    reached: datetime | None = None
    data: str = ""
    settings: str = ""
    bet: str = ""
    outcome: str | None = None


@dataclass(frozen=True)
class Learner:
    """One member of a room.

    Attributes
    ----------
    number : int
        From 1, in the order of joining; never given twice in a room.
    joined : datetime
        In UTC.
    progress : tuple of LessonProgress
        One for each lesson of the room.
    """

    number: int
    nickname: str
    joined: datetime
    progress: tuple[LessonProgress, ...] = ()

    @property
    def attempts(self) -> int:
        """Number of attempts at all lessons."""
        return sum(each.attempts for each in self.progress)

    @property
    def done(self) -> tuple[LessonProgress, ...]:
        """LessonProgress at the lessons whose goals are reached."""
        return tuple(each for each in self.progress if each.reached is not None)

    def seconds_to_goal(self, position: int) -> float | None:
        """Return the time from opening a lesson to reaching its goal; None if not reached, or reached before joining.

        A learner who opened the lesson before joining started at joining.
        """
        at = self.progress[position]
        if at.reached is None or at.reached < self.joined:
            return None
        return round((at.reached - max(at.begun or self.joined, self.joined)).total_seconds(), 1)


def ranked(learners: Sequence[Learner], room: Room) -> tuple[Learner, ...]:
    """Return learners, the best first: most goals, then who has tried, the room's ranking, the best value."""

    def place(learner: Learner) -> tuple[float, ...]:
        done = learner.done
        latest = max((each.reached.timestamp() for each in done if each.reached), default=0.0)
        value = () if room.is_course else _order_of(learner.progress[0].value, room.lessons[0].low)
        by = {
            "first": (latest,),
            "attempts": (float(sum(each.attempts for each in done)), latest),
            "value": (*value, latest),
        }
        return (-len(done), not learner.attempts, *by[room.ranking if done else "first"], *value, learner.number)

    return tuple(sorted(learners, key=place))


def _order_of(value: float | None, low: bool) -> tuple[float, float]:
    return (1.0, 0.0) if value is None else (0.0, value if low else -value)
