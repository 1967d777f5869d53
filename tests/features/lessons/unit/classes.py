"""Two lessons that classes are at, and what is told of a run."""

from datetime import datetime

from bakeoff.features.lessons.service import Rooms
from bakeoff.lesson.attempt import Attempt
from bakeoff.lesson.lesson import Lesson
from tests.unit.fixtures import NOON

LESSON = Lesson.parse(
    {
        "place": "race",
        "title": "Beat it",
        "goal": {"all_of": [{"measure": "race.score", "of": "svm", "metric": "accuracy", "at_least": 0.95}]},
    },
    "lesson",
)
LOSS = Lesson.parse(
    {"place": "lab", "title": "Part them", "goal": {"all_of": [{"measure": "lab.test_loss", "at_most": 0.05}]}},
    "lesson",
)


def attempt(
    value: float | None, run: str = "run", *, reached: bool = False, at: datetime = NOON, **of_run: str
) -> Attempt:
    return Attempt(run, "svm", value, reached, at, **of_run)


def fresh(rooms: Rooms, code: str):
    """Return the board as it is now, not as it was read last."""
    rooms._look_anew(code)
    return rooms.board(code)


def names(rooms: Rooms, code: str) -> list[str]:
    board = fresh(rooms, code)
    return [board.called(learner) for learner in board.learners]
