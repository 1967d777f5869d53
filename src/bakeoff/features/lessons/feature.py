"""Registration of lessons and classes with the server."""

import contextlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from bakeoff.errors import HistoryError
from bakeoff.features.lessons.rooms import StoredRooms
from bakeoff.features.lessons.service import KEPT_AFTERWARDS, rooms
from bakeoff.lesson.attempt import chapter_attempt
from bakeoff.lesson.lesson import chapter_lesson
from bakeoff.service.events import CHAPTER, GoalReached
from bakeoff.service.kernel import Feature, Personal, database
from bakeoff.service.slots import Page
from bakeoff.text import counted


def _tidy() -> None:
    StoredRooms(database()).forget(datetime.now(UTC) - KEPT_AFTERWARDS)


def _amounts(_owner: str, rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    n = rows["attempts"]
    yield n, counted("{n} attempt at a lesson", "{n} attempts at lessons", n)
    n = rows["certificates"]
    yield n, counted("{n} certificate", "{n} certificates", n)
    n = rows["lessons"]
    yield n, counted("{n} lesson of your own", "{n} lessons of your own", n)
    n = rows["room_members"]
    yield n, counted("your place in {n} class", "your places in {n} classes", n)
    n = rows["room_teachers"]
    yield n, counted("{n} class that you teach", "{n} classes that you teach", n)


def _goal_reached(event: GoalReached) -> None:
    """Report a goal of Learn to the visitor's classes; lessons report their own goals themselves."""
    level = event.goal.removeprefix(CHAPTER)
    if level != event.goal:
        with contextlib.suppress(HistoryError):  # the chapter goes on without the class
            rooms().report(chapter_lesson(level).key, chapter_attempt(level, event.at), event.owner)


FEATURE = Feature(
    order=80,
    tidy=_tidy,
    on={GoalReached: _goal_reached},
    personal=Personal(_amounts, forget=lambda _owner, _ids: rooms().look_anew()),
    adds=(
        Page("class", "Classroom", "pages/class/class.py", ":material/groups:", 130, hidden=True),
        Page(
            "certificate",
            "Certificate",
            "pages/certificate/certificate.py",
            ":material/workspace_premium:",
            140,
            hidden=True,
        ),
    ),
)
