"""Registration of lessons and classes with the server."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy.orm import Session

from bakeoff.errors import HistoryError
from bakeoff.features.lessons.archive import archived
from bakeoff.features.lessons.open_lesson import open_lesson
from bakeoff.features.lessons.privacy import classes_note, lessons_note
from bakeoff.features.lessons.rooms import StoredRooms, leave
from bakeoff.features.lessons.service import KEPT_AFTERWARDS, rooms
from bakeoff.features.lessons.settings import ClassLimits
from bakeoff.lesson.attempt import chapter_attempt
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.chapter import Chapter, ChapterQuestions, ChapterTop
from bakeoff.lesson.lesson import chapter_lesson
from bakeoff.lesson.moment import Measured
from bakeoff.lesson.run import LessonRun
from bakeoff.lesson.slots import Action, LessonBar, LessonForm, LessonOpening, LessonSource
from bakeoff.service.events import CHAPTER, GoalReached
from bakeoff.service.kernel import Feature, Personal, database
from bakeoff.service.slots import AdministrationSection, ArchiveFiles, Page, PrivacyNote
from bakeoff.text import counted


def _tidy() -> None:
    StoredRooms(database()).forget(datetime.now(UTC) - KEPT_AFTERWARDS)


def _amounts(owner: str, rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    n = rows["attempts"]
    yield n, counted("{n} attempt at a lesson", "{n} attempts at lessons", n)
    n = KeptLessons(database()).count_certificates(owner)
    yield n, counted("{n} certificate", "{n} certificates", n)
    n = rows["lessons"]
    yield n, counted("{n} lesson of your own", "{n} lessons of your own", n)
    n = rows["room_members"]
    yield n, counted("your place in {n} class", "your places in {n} classes", n)
    n = rows["room_teachers"]
    yield n, counted("{n} class that you teach", "{n} classes that you teach", n)


def _erase(session: Session, owner: str) -> tuple[str, ...]:
    leave(session, owner)
    return ()


def _goal_reached(event: GoalReached) -> None:
    """Report a goal of Learn to the visitor's classes; lessons report their own goals themselves."""
    level = event.goal.removeprefix(CHAPTER)
    if level != event.goal:
        with contextlib.suppress(HistoryError):  # the chapter goes on without the class
            rooms().report(chapter_lesson(level).key, chapter_attempt(level, event.at), event.owner)


def _bar(address: Any, run: LessonRun | None, again: Action, leave: Action) -> Callable[[LessonRun | None], None]:
    from bakeoff.features.lessons.page.bar import lesson_bar

    return lesson_bar(address, run, again, leave)


def _form(source: LessonSource) -> Callable[[Measured | None], None] | None:
    from bakeoff.features.lessons.page.making import lesson_form

    return lesson_form(source)


def _chapter_top() -> None:
    from bakeoff.features.lessons.page.chapters import chapter_lesson_on_top

    chapter_lesson_on_top()


def _questions(chapter: Chapter) -> Literal["now", "later", ""]:
    from bakeoff.features.lessons.page.items import ask_items

    return ask_items(chapter)


def _closed() -> set[str]:
    from bakeoff.features.lessons.page.items import closed

    return closed()


def _classes(do: Callable[[Callable[[], None]], None]) -> None:
    from bakeoff.features.lessons.page.open_classes import open_classes

    open_classes(do)


FEATURE = Feature(
    order=80,
    settings=(ClassLimits,),
    style=Path(__file__).with_name("style.css"),
    tidy=_tidy,
    on={GoalReached: _goal_reached},
    tables=("bakeoff.lesson.book", "bakeoff.features.lessons.tables"),
    personal=Personal(_amounts, forget=lambda _owner, _ids: rooms().look_anew(), erase=_erase),
    adds=(
        ArchiveFiles(archived),
        PrivacyNote(50, lessons_note),
        PrivacyNote(60, classes_note),
        Page("class", "Classroom", "pages/lessons/class.py", ":material/groups:", 55),
        Page(
            "certificate",
            "Certificate",
            "pages/lessons/certificate.py",
            ":material/workspace_premium:",
            140,
            hidden=True,
        ),
        LessonOpening(open_lesson),
        LessonBar(_bar),
        LessonForm(_form),
        ChapterTop(_chapter_top),
        ChapterQuestions(_questions, _closed),
        AdministrationSection(_classes, clear=lambda: rooms().end_unused()),
    ),
)
